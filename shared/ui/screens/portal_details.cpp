// Ses informations: the customer's own phone number and e-mail, the language and text size of the portal, and leaving.
#include "shared/domain/customer.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/preferences_form.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

class PortalDetails final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.details.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        if (m_submission.take_failed()) ui.focus_first_error();
        if (m_submission.take_saved()) {
            m_is_edited = false;
            m_corrects.reset();
        }
        const Translator& words = context.words;
        portal_page(ui, context, {.key = "details"}, [&] {
            heading(ui, {.text = words.text("portal.details.title"), .key = "title"});
            problem_banner(ui, context, m_problem);
            if (!m_customer) {
                skeleton(ui, {.key = "loading"});
                return;
            }
            draw_contact(ui, context);
            heading(ui, {.text = words.text("display.title"), .level = 2, .key = "preferences_title"});
            preferences_form(ui, context);
            divider(ui);
            text(ui, {.text = words.text("portal.details.sign_out_text"), .style = TextStyle::Caption, .key = "leave"});
            if (button(ui, {.key = "sign_out", .label = words.text("session.sign_out"), .icon = Icon::Logout})) {
                context.commands.sign_out();
            }
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        m_customer = taken(find_customer(context.database(), context.actor.id), m_problem);
        // What is being typed is left alone, whatever arrives meanwhile.
        if (m_customer && !m_is_edited) {
            m_phone = m_shown_phone = shown_phone(context, m_customer->phone);
            m_email = m_customer->email;
        }
        const std::string& corrects = context.router.parameter("corrects");
        for (const RejectedChange& change : context.sync.rejected) {
            if (change.uuid != corrects || change.name != UpdateContactDetails::name || m_corrects) continue;
            const Result<UpdateContactDetails> args = UpdateContactDetails::from_json(change.args);
            if (!args) continue;
            m_phone = args->phone;
            m_email = args->email;
            m_corrects = change.uuid;
            m_is_edited = true;
            m_errors.check(change.error.field, change.error);
        }
    }

    void draw_contact(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        fact(ui, {.label = words.text("portal.details.name"),
                  .value = m_customer->full_name(),
                  .icon = Icon::User,
                  .key = "name"});
        const RowMark mark = row_mark(context, "customers", m_customer->id);
        if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "sync"});
        const bool is_submitted = form(ui, {.key = "form", .label = words.text("portal.details.title")}, [&] {
            const std::string phone_error = error_of(words, "phone");
            const TextFieldResult phone =
                phone_field(ui, context, {.error = phone_error, .autocomplete = "tel"}, m_phone);
            if (m_errors.wants_check("phone", phone)) check_phone(context);
            const TextFieldResult email = draw_email(ui, words);
            if (m_errors.wants_check("email", email)) m_errors.check("email", validate_email("email", m_email));
            if (phone || email) m_is_edited = m_phone != m_shown_phone || m_email != m_customer->email;
        });
        if (const Error* error = m_submission.error();
            error != nullptr && error->field != "phone" && error->field != "email") {
            banner(ui, {.key = "error", .text = words.error(*error), .tone = Tone::Danger, .is_assertive = true});
        }
        const bool is_pressed = button(ui, {.key = "save",
                                            .label = words.text("common.save"),
                                            .style = ButtonStyle::Primary,
                                            .icon = Icon::Check,
                                            .is_disabled = !m_is_edited,
                                            .is_busy = m_submission.is_saving(),
                                            .is_full_width = true});
        if ((is_submitted || is_pressed) && m_is_edited && !m_submission.is_saving()) submit(ui, context);
    }

    [[nodiscard]] std::string error_of(const Translator& words, std::string_view field) const {
        const Error* refused = m_submission.error_of(field);
        std::string error = m_errors.text(words, field);
        return error.empty() && refused != nullptr ? words.error(*refused) : error;
    }

    TextFieldResult draw_email(Ui& ui, const Translator& words) {
        const std::string error = error_of(words, "email");
        return text_field(ui,
                          {.key = "email",
                           .label = words.field("email"),
                           .kind = InputKind::Email,
                           .error = error,
                           .autocomplete = "email",
                           .enter_key_hint = "done",
                           .icon = Icon::Mail,
                           .max_length = static_cast<int>(customer_limits::email)},
                          m_email);
    }

    /// The number to be stored; empty where what was typed is wrong.
    std::string check_phone(const AppContext& context) {
        const Result<std::string> phone = entered_phone(context, m_phone);
        m_errors.check("phone", phone.ok() ? Result<void>{} : phone.error());
        return phone.ok() ? *phone : std::string{};
    }

    void submit(Ui& ui, AppContext& context) {
        m_submission.clear();
        const std::string phone = check_phone(context);
        m_errors.check("email", validate_email("email", m_email));
        if (m_errors.any()) {
            ui.focus_first_error();
            return;
        }
        UpdateContactDetails details;
        details.customer_id = context.actor.id;
        details.phone = phone;
        details.email = m_email;
        context.commands.submit(details, {.tracked = &m_submission,
                                          .saved_message = context.words.text("portal.details.saved"),
                                          .corrects = m_corrects});
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<Customer> m_customer;
    std::string m_phone;
    std::string m_shown_phone;  ///< what is stored, as it stood in the field at first
    std::string m_email;
    bool m_is_edited = false;
    std::optional<Id> m_corrects;
    FieldErrors m_errors;
    Submission m_submission;
};

}  // namespace

std::unique_ptr<Screen> make_portal_details() {
    return std::make_unique<PortalDetails>();
}

}  // namespace portail::ui
