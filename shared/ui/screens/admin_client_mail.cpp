// The portal link by e-mail (declared in admin_client_sheet.h): asked for here, sent by the server, with what became of
// the last ones and the way out where one has not arrived.
#include <algorithm>

#include "shared/mutators/mail_mutators.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

Tone tone_of(MailState state) {
    switch (state) {
        case MailState::Sent:
            return Tone::Success;
        case MailState::Failed:
            return Tone::Danger;
        case MailState::Uncertain:
            return Tone::Warning;
        case MailState::Waiting:
        case MailState::Sending:
            return Tone::Info;
    }
    return Tone::Neutral;
}

bool is_on_its_way(const Mail& mail) {
    return mail.state == MailState::Waiting || mail.state == MailState::Sending;
}

bool can_be_retried(const Mail& mail) {
    return mail.state == MailState::Failed || mail.state == MailState::Uncertain ||
           (mail.state == MailState::Waiting && mail.problem != MailProblem::None &&
            mail.problem != MailProblem::NotSetUp);
}

/// Why it is not sent, in plain words, and what the mail server said to it.
std::string explanation(const AppContext& context, const Mail& mail) {
    if (mail.problem == MailProblem::None) return {};
    const Translator& words = context.words;
    std::string text = words.text("customer.mail.problem." + std::string{to_string(mail.problem)});
    if (!mail.last_error.empty()) text += " " + words.text("customer.mail.said", {{"words", mail.last_error}});
    if (mail.state == MailState::Waiting && mail.problem != MailProblem::NotSetUp) {
        const std::string moment = context.format.near_moment(mail.next_attempt_at, context.now());
        text += " " + words.text("customer.mail.next", {{"moment", moment}});
    }
    return text;
}

}  // namespace

bool AdminClientSheet::can_send_link() const {
    return m_link && !m_link->paused_at && !m_customer->email.empty() &&
           std::none_of(m_mails.begin(), m_mails.end(), is_on_its_way);
}

void AdminClientSheet::draw_mail(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const std::string& email = m_customer->email;
    card(ui, {.key = "mail", .label = words.text("customer.mail.send")}, [&] {
        const auto hint = [&](const std::string& line) {
            text(ui, {.text = line, .style = TextStyle::Muted, .icon = Icon::Mail, .key = "hint"});
        };
        if (email.empty()) {
            hint(words.text("customer.mail.no_email", {{"customer", m_customer->first_name}}));
            if (button(ui, {.key = "add", .label = words.text("customer.mail.add_email")})) {
                m_contact.clear();
                m_contact_errors.clear();
                open_place_dialog(context, "edit");
            }
        } else {
            if (m_link->paused_at) {
                hint(words.text("customer.mail.paused"));
            } else {
                hint(words.text(can_send_link() ? "customer.mail.to" : "customer.mail.on_its_way", {{"email", email}}));
            }
            if (button(ui, {.key = "send",
                            .label = words.text("customer.mail.send"),
                            .icon = Icon::Mail,
                            .is_disabled = !can_send_link(),
                            .is_busy = m_mail_submission.is_saving()})) {
                submit_mail(context);
            }
        }
        if (!is_place_dialog_open(context, "send")) error_banner(ui, context, "error", m_mail_submission.error());
        draw_mails(ui, context);
    });
}

void AdminClientSheet::draw_mails(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    if (m_mails.empty()) return;
    group(ui, {.key = "mails", .label = words.text("customer.mail.list")}, [&] {
        for (const Mail& mail : m_mails) {
            const RowMark mark = row_mark(context, "mails", mail.id);
            const std::string kind = words.text("customer.mail.kind." + std::string{to_string(mail.kind)});
            const std::string moment =
                context.format.near_moment(mail.sent_at.value_or(mail.created_at), context.now());
            group(ui, {.key = mail.id, .label = dotted({kind, moment})}, [&] {
                const std::string state = words.text("customer.mail.state." + std::string{to_string(mail.state)});
                row(ui, {.key = "states"}, [&] {
                    badge(ui, {.label = state, .tone = tone_of(mail.state), .key = "state"});
                    if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
                });
                text(ui, {.text = dotted({kind, mail.recipient, moment}), .style = TextStyle::Caption, .key = "what"});
                const std::string why = explanation(context, mail);
                if (!why.empty()) text(ui, {.text = why, .style = TextStyle::Muted, .key = "why"});
                if (can_be_retried(mail) && button(ui, {.key = "retry",
                                                        .label = words.text("common.retry"),
                                                        .icon = Icon::Sync,
                                                        .is_busy = m_mail_submission.is_saving()})) {
                    retry(context, mail);
                }
            });
        }
    });
}

void AdminClientSheet::draw_new_link_dialog(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    place_dialog(ui, context, "send", {.key = "send", .title = words.text("customer.mail.send_new")}, [&] {
        text(ui, {.text = words.text("customer.mail.send_new_text",
                                     {{"customer", m_customer->full_name()}, {"email", m_customer->email}}),
                  .key = "question"});
        error_banner(ui, context, "error", m_mail_submission.error());
        if (place_dialog_answer(ui, context,
                                {.label = words.text("customer.mail.send"),
                                 .dismissal = words.text("customer.mail.later"),
                                 .icon = Icon::Mail,
                                 .is_busy = m_mail_submission.is_saving(),
                                 .is_disabled = !can_send_link()})) {
            submit_mail(context);
        }
    });
    if (m_mail_submission.take_saved() && is_place_dialog_open(context, "send")) close_place_dialog(context);
}

void AdminClientSheet::submit_mail(AppContext& context) {
    // Without the way back that other changes have: what has been sent stays sent.
    context.commands.submit(
        SendPortalLink{context.new_id(), m_id, m_customer->email},
        {.tracked = &m_mail_submission,
         .saved_message = context.words.text("customer.mail.queued", {{"email", m_customer->email}}),
         .needs = context.commands.pending_creation_of(m_link->id)});
}

void AdminClientSheet::retry(AppContext& context, const Mail& mail) {
    context.commands.submit(RetryMail{mail.id},
                            {.tracked = &m_mail_submission,
                             .saved_message = context.words.text("customer.mail.queued", {{"email", mail.recipient}})});
}

}  // namespace portail::ui
