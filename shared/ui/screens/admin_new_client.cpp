// Créer: a new customer, who gets a portal link with it.
#include <array>

#include "shared/domain/customer.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail::ui {
namespace {

class AdminNewClient final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("admin.new_client.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) take_correction(context);
        const Translator& words = context.words;
        const AdminPageOptions options{.key = "new_client", .title = title(context), .back_to = Place{"/clients", {}}};
        m_frame.draw(ui, context, options, [&] {
            main_area(ui, {.max_width = 560}, [&] {
                heading(ui, {.text = words.text("admin.new_client.title"), .key = "title"});
                text(ui, {.text = words.text("admin.new_client.text"), .style = TextStyle::Muted, .key = "text"});
                draw_error(ui, context);
                const bool is_submitted = form(ui, {.key = "form", .label = words.text("admin.new_client.title")},
                                               [&] { draw_fields(ui, context); });
                const bool is_pressed = button(ui, {.key = "create",
                                                    .label = words.text("admin.new_client.create"),
                                                    .style = ButtonStyle::Primary,
                                                    .icon = Icon::Check,
                                                    .is_busy = m_submission.is_saving(),
                                                    .is_full_width = true});
                if ((is_submitted || is_pressed) && !m_submission.is_saving()) submit(ui, context);
            });
        });
        if (m_submission.take_failed()) ui.focus_first_error();
        if (m_submission.take_saved()) leave(context);
    }

private:
    void take_correction(AppContext& context) {
        const std::string& corrects = context.router.parameter("corrects");
        for (const RejectedChange& change : context.sync.rejected) {
            if (change.uuid != corrects || m_corrects || change.name != CreateCustomer::name) continue;
            const Result<CreateCustomer> args = CreateCustomer::from_json(change.args);
            if (!args) continue;
            m_first_name = args->first_name;
            m_last_name = args->last_name;
            m_phone = args->phone;
            m_email = args->email;
            m_corrects = change.uuid;
            m_errors.check(change.error.field, change.error);
        }
    }

    void draw_error(Ui& ui, AppContext& context) const {
        const Error* error = m_submission.error();
        constexpr std::array<std::string_view, 4> fields{"first_name", "last_name", "phone", "email"};
        for (const std::string_view field : fields) {
            if (m_submission.error_of(field) != nullptr) return;
        }
        error_banner(ui, context, "error", error);
    }

    void draw_fields(Ui& ui, AppContext& context) {
        const auto field = [&](std::string_view name, InputKind kind, std::size_t longest, bool is_required, Icon icon,
                               std::string& value) {
            std::string error = m_errors.text(context.words, name);
            if (const Error* refused = m_submission.error_of(name); error.empty() && refused != nullptr) {
                error = context.words.error(*refused);
            }
            if (text_field(ui,
                           {.key = name,
                            .label = context.words.field(name),
                            .kind = kind,
                            .error = error,
                            .enter_key_hint = name == "email" ? "done" : "next",
                            .icon = icon,
                            .is_required = is_required,
                            .max_length = static_cast<int>(longest)},
                           value)) {
                m_errors.clear(name);
            }
        };
        field("first_name", InputKind::Text, customer_limits::name, true, Icon::None, m_first_name);
        field("last_name", InputKind::Text, customer_limits::name, true, Icon::None, m_last_name);
        std::string phone_error = m_errors.text(context.words, "phone");
        if (const Error* refused = m_submission.error_of("phone"); phone_error.empty() && refused != nullptr) {
            phone_error = context.words.error(*refused);
        }
        if (phone_field(ui, context, {.error = phone_error}, m_phone)) m_errors.clear("phone");
        field("email", InputKind::Email, customer_limits::email, false, Icon::Mail, m_email);

        std::vector<std::string_view> names;
        for (const LanguageName& entry : languages())
            names.push_back(entry.name);
        if (!m_language) {
            const std::optional<Language> own = language_from_tag(context.organisation.language);
            for (std::size_t index = 0; index < languages().size(); ++index) {
                if (languages()[index].language == own.value_or(Language::French)) m_language = index;
            }
        }
        select(ui, {.key = "language", .label = context.words.text("admin.new_client.language")}, names, m_language);
    }

    void submit(Ui& ui, AppContext& context) {
        m_submission.clear();
        m_errors.check("first_name", validate_name("first_name", m_first_name));
        m_errors.check("last_name", validate_name("last_name", m_last_name));
        const Result<std::string> phone = entered_phone(context, m_phone);
        m_errors.check("phone", phone.ok() ? Result<void>{} : phone.error());
        m_errors.check("email", validate_email("email", m_email));
        if (m_errors.any()) {
            ui.focus_first_error();
            return;
        }
        CreateCustomer customer;
        customer.id = m_created = context.new_id();
        customer.first_name = m_first_name;
        customer.last_name = m_last_name;
        customer.email = m_email;
        customer.phone = *phone;
        customer.language = code_of(languages()[m_language.value_or(0)].language);
        customer.portal_link_id = context.new_id();
        customer.portal_code = make_code(portal_code_length, context.random);
        context.commands.submit(customer, {.tracked = &m_submission,
                                           .saved_message = context.words.text("admin.new_client.created"),
                                           .corrects = m_corrects});
    }

    /// To the sheet, or on with the booking that was begun for somebody new.
    void leave(AppContext& context) const {
        const bool is_booking = context.router.parameter("then") == "book";
        context.router.replace(is_booking ? admin_places::book(m_created) : admin_places::client(m_created));
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::string m_first_name;
    std::string m_last_name;
    std::string m_phone;
    std::string m_email;
    std::optional<std::size_t> m_language;
    FieldErrors m_errors;
    Submission m_submission;
    Id m_created;
    std::optional<Id> m_corrects;
};

}  // namespace

std::unique_ptr<Screen> make_admin_new_client() {
    return std::make_unique<AdminNewClient>();
}

}  // namespace portail::ui
