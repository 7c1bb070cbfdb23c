// Dialogs in the URL: an open dialog is a place of its own ("?do=cancel"), so that Back closes it, Forward opens it again
// and a reload shows it. Every dialog of the program is one of these:
//
//   if (button(ui, {.key = "cancel", .label = …})) open_place_dialog(context, "cancel");
//   place_dialog(ui, context, "cancel", {.key = "cancel", .title = …}, [&] {
//       text(ui, {.text = question});
//       if (place_dialog_answer(ui, context, {.label = yes})) submit(context);
//   });
//   if (m_submission.take_saved()) close_place_dialog(context);
#pragma once

#include <string>
#include <string_view>

#include "shared/ui/app_context.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

/// Draws it while its place is shown. Escape and the close button lead back to the place without it.
void place_dialog(Ui& ui, AppContext& context, std::string_view name, const DialogOptions& options, Body body);
/// `subject` is what the dialog is about, where the place alone does not say it.
void open_place_dialog(AppContext& context, const std::string& name, const std::string& subject = {});
/// `place` with that dialog open over it.
[[nodiscard]] Place dialog_place(const Place& place, const std::string& name, const std::string& subject = {});
/// Of any dialog that is open.
void close_place_dialog(AppContext& context);
[[nodiscard]] bool is_place_dialog_open(const AppContext& context, std::string_view name);
[[nodiscard]] const std::string& place_dialog_subject(const AppContext& context);
[[nodiscard]] Place without_dialog(const Place& place);

/// Two buttons at the end of a dialog: the one that does it, and the one that does not. True when it is to be done.
struct AnswerOptions {
    std::string_view label;
    std::string_view dismissal;  ///< of the button that does not; empty: "Annuler"
    ButtonStyle style = ButtonStyle::Primary;
    Icon icon = Icon::None;
    bool is_busy = false;
    bool is_disabled = false;
};
bool place_dialog_answer(Ui& ui, AppContext& context, const AnswerOptions& options);

}  // namespace portail::ui
