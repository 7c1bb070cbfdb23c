#include "shared/ui/sign_out_dialog.h"

#include "shared/ui/place_dialog.h"

namespace portail::ui {

void SignOutDialog::draw(Ui& ui, AppContext& context, std::string_view farewell,
                         const std::function<void(SignOutChoice)>& choose) {
    const Translator& words = context.words;
    const std::size_t pending = context.sync.pending.size();
    place_dialog(ui, context, name, {.key = "sign_out_dialog", .title = words.text("session.sign_out_title")}, [&] {
        const auto answer = [&](std::string_view key, const std::string& label, ButtonStyle style,
                                SignOutChoice choice) {
            if (button(
                    ui,
                    {.key = key, .label = label, .style = style, .is_disabled = m_is_working, .is_full_width = true})) {
                m_is_working = true;
                m_problem.reset();
                choose(choice);
            }
        };
        if (m_problem) {
            banner(ui, {.key = "problem", .text = words.error(*m_problem), .tone = Tone::Danger, .is_assertive = true});
        }
        if (pending == 0) {
            text(ui, {.text = words.text(farewell), .key = "question"});
            answer("leave", words.text("session.sign_out"), ButtonStyle::Primary, SignOutChoice::Keep);
        } else {
            text(ui, {.text = words.plural("session.sign_out_unsent", static_cast<std::int64_t>(pending)),
                      .key = "question"});
            answer("send", words.text("session.sign_out_send"), ButtonStyle::Primary, SignOutChoice::Send);
            answer("keep", words.text("session.sign_out_keep"), ButtonStyle::Secondary, SignOutChoice::Keep);
            answer("discard", words.text("session.sign_out_discard"), ButtonStyle::Danger, SignOutChoice::Discard);
        }
        if (button(ui, {.key = "stay",
                        .label = words.text("common.cancel"),
                        .style = ButtonStyle::Quiet,
                        .is_full_width = true})) {
            close_place_dialog(context);
        }
    });
}

}  // namespace portail::ui
