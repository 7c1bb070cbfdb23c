#include "shared/ui/place_dialog.h"

namespace portail::ui {
namespace {

const std::string dialog_parameter = "do";
const std::string subject_parameter = "of";
const std::string correction_parameter = "corrects";  // the refused change that the dialog puts right

}  // namespace

void place_dialog(Ui& ui, AppContext& context, std::string_view name, const DialogOptions& options, Body body) {
    if (!is_place_dialog_open(context, name)) return;
    bool is_open = true;
    dialog(ui, options, is_open, body);
    if (!is_open) close_place_dialog(context);
}

void open_place_dialog(AppContext& context, const std::string& name, const std::string& subject) {
    context.router.push(dialog_place(context.router.place(), name, subject));
}

Place dialog_place(const Place& place, const std::string& name, const std::string& subject) {
    return place.with(dialog_parameter, name).with(subject_parameter, subject);
}

void close_place_dialog(AppContext& context) {
    const Place& place = context.router.place();
    if (!place.parameter(dialog_parameter).empty()) context.router.back_to(without_dialog(place));
}

bool is_place_dialog_open(const AppContext& context, std::string_view name) {
    return context.router.parameter(dialog_parameter) == name;
}

const std::string& place_dialog_subject(const AppContext& context) {
    return context.router.parameter(subject_parameter);
}

Place without_dialog(const Place& place) {
    if (place.parameter(dialog_parameter).empty()) return place;
    return place.with(dialog_parameter, "").with(subject_parameter, "").with(correction_parameter, "");
}

bool place_dialog_answer(Ui& ui, AppContext& context, const AnswerOptions& options) {
    bool is_confirmed = false;
    const std::string dismissal =
        options.dismissal.empty() ? context.words.text("common.cancel") : std::string{options.dismissal};
    row(ui, {.align = Align::End, .key = "answers"}, [&] {
        if (button(ui,
                   {.key = "keep", .label = dismissal, .style = ButtonStyle::Quiet, .is_disabled = options.is_busy})) {
            close_place_dialog(context);
        }
        is_confirmed = button(ui, {.key = "confirm",
                                   .label = options.label,
                                   .style = options.style,
                                   .icon = options.icon,
                                   .is_disabled = options.is_disabled,
                                   .is_busy = options.is_busy});
    });
    return is_confirmed;
}

}  // namespace portail::ui
