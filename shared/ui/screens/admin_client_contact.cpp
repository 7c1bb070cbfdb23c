// The first tab of a customer's sheet (declared in admin_client_sheet.h): who it is and how to reach them.
#include "shared/mutators/customer_mutators.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail::ui {
namespace {

std::string_view language_name(std::string_view code) {
    const std::optional<Language> language = language_from_tag(code);
    for (const LanguageName& entry : languages()) {
        if (entry.language == language) return entry.name;
    }
    return code;
}

}  // namespace

void AdminClientSheet::draw_details(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const std::string unknown = words.text("customer.unknown");
    const auto known = [&](const std::string& value) { return value.empty() ? unknown : value; };
    const std::string since = context.format.date(context.format.day_of(m_customer->created_at));
    card(ui, {.key = "contact", .label = words.text("customer.tab.details")}, [&] {
        columns(ui, {.count = 4, .min_width = 290, .key = "facts"}, [&](int column) {
            switch (column) {
                case 0:
                    fact(ui, {.label = words.field("phone"),
                              .value = known(shown_phone(context, m_customer->phone)),
                              .icon = Icon::Phone,
                              .key = "phone"});
                    break;
                case 1:
                    fact(ui, {.label = words.field("email"),
                              .value = known(m_customer->email),
                              .icon = Icon::Mail,
                              .key = "email"});
                    break;
                case 2:
                    fact(ui, {.label = words.field("language"),
                              .value = language_name(m_customer->language),
                              .icon = Icon::Info,
                              .key = "language"});
                    break;
                default:
                    fact(ui, {.label = words.text("customer.since"),
                              .value = since,
                              .icon = Icon::Calendar,
                              .key = "since"});
            }
        });
        draw_contact_change(ui, context);
    });
    row(ui, {.key = "actions"}, [&] {
        if (button(ui, {.key = "book",
                        .label = words.text("customer.book"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Calendar})) {
            context.router.push(admin_places::book(m_id));
        }
        if (button(ui, {.key = "edit", .label = words.text("customer.edit"), .icon = Icon::Edit})) {
            m_contact.clear();
            m_contact_errors.clear();
            open_place_dialog(context, "edit");
        }
    });
    row(ui, {.key = "reach"}, [&] {
        if (!m_customer->phone.empty()) {
            phone_link(ui, context, "call", m_customer->phone);
        }
        if (!m_customer->email.empty()) {
            const std::string address = "mailto:" + m_customer->email;
            if (link(
                    ui,
                    {.key = "mail", .label = words.text("customer.write_mail"), .href = address, .icon = Icon::Mail})) {
                context.host.open_address(address);
            }
        }
    });
}

void AdminClientSheet::draw_contact_change(Ui& ui, AppContext& context) const {
    if (!m_customer->contact_changed_at) return;
    const std::string moment = context.format.near_moment(*m_customer->contact_changed_at, context.now());
    const bool is_by_customer = m_customer->contact_changed_by == m_id;
    if (!is_by_customer && m_contact_author.empty()) return;
    const std::string mark = is_by_customer ? context.words.text("customer.changed_by_customer", {{"moment", moment}})
                                            : context.words.text("customer.changed_by_staff",
                                                                 {{"name", m_contact_author}, {"moment", moment}});
    if (is_by_customer) {
        badge(ui, {.label = mark, .tone = Tone::Info, .key = "changed"});
    } else {
        text(ui, {.text = mark, .style = TextStyle::Caption, .key = "changed"});
    }
}

void AdminClientSheet::draw_contact_dialog(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const auto error_of = [&](std::string_view field) {
        std::string error = m_contact_errors.text(words, field);
        if (const Error* refused = m_contact.error_of(field); error.empty() && refused != nullptr) {
            error = words.error(*refused);
        }
        return error;
    };
    place_dialog(ui, context, "edit", {.key = "edit", .title = words.text("customer.edit")}, [&] {
        const bool is_submitted = form(ui, {.key = "form", .label = words.text("customer.edit")}, [&] {
            if (phone_field(ui, context, {.error = error_of("phone")}, m_phone)) {
                m_contact_errors.clear("phone");
            }
            if (text_field(ui,
                           {.key = "email",
                            .label = words.field("email"),
                            .kind = InputKind::Email,
                            .error = error_of("email"),
                            .enter_key_hint = "done",
                            .icon = Icon::Mail,
                            .max_length = static_cast<int>(customer_limits::email)},
                           m_email)) {
                m_contact_errors.clear("email");
            }
        });
        const Error* error = m_contact.error();
        if (error != nullptr && error->field != "phone" && error->field != "email") {
            error_banner(ui, context, "error", error);
        }
        const bool is_confirmed =
            place_dialog_answer(ui, context, {.label = words.text("common.save"), .is_busy = m_contact.is_saving()});
        if ((is_submitted || is_confirmed) && !m_contact.is_saving()) submit_contact(ui, context);
    });
    if (m_contact.take_failed()) ui.focus_first_error();
    if (m_contact.take_saved()) close_place_dialog(context);
}

void AdminClientSheet::submit_contact(Ui& ui, AppContext& context) {
    m_contact.clear();
    const Result<std::string> phone = entered_phone(context, m_phone);
    m_contact_errors.check("phone", phone.ok() ? Result<void>{} : phone.error());
    m_contact_errors.check("email", validate_email("email", m_email));
    if (m_contact_errors.any()) {
        ui.focus_first_error();
        return;
    }
    UpdateContactDetails details;
    details.customer_id = m_id;
    details.email = m_email;
    details.phone = *phone;
    context.commands.submit(details, {.tracked = &m_contact,
                                      .saved_message = context.words.text("customer.saved"),
                                      .needs = context.commands.pending_creation_of(m_id),
                                      .corrects = m_corrects});
}

}  // namespace portail::ui
