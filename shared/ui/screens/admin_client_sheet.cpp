#include "shared/ui/screens/admin_client_sheet.h"

#include <array>

#include "shared/mutators/customer_mutators.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

constexpr int past_shown = 50;
constexpr int mails_shown = 5;

struct SheetTab {
    std::string_view part;  ///< of the place
    std::string_view text_key;
};
constexpr std::array<SheetTab, 5> tabs_in_order{{
    {"", "customer.tab.details"},
    {"vehicles", "customer.tab.vehicles"},
    {"appointments", "customer.tab.appointments"},
    {"notes", "customer.tab.notes"},
    {"qr", "customer.tab.qr"},
}};

}  // namespace

void AdminClientSheet::begin(const Id& id) {
    *this = AdminClientSheet{};
    m_id = id;
}

Result<void> AdminClientSheet::load(AppContext& context, const Id& id) {
    if (id != m_id) begin(id);
    std::optional<Error> problem;
    m_customer.reset();
    if (!is_id(id)) return {};
    Database& database = context.database();
    m_customer = taken(find_customer(database, id), problem);
    m_contact_author.clear();
    for (const StaffMember& member : taken(list_staff_members(database), problem)) {
        if (m_customer && m_customer->contact_changed_by == member.id) m_contact_author = member.name;
    }
    m_vehicles = taken(list_vehicles(database, id), problem);
    m_retired = taken(list_retired_vehicles(database, id), problem);
    m_upcoming = taken(list_upcoming_appointments(database, id, context.now()), problem);
    m_past = taken(list_past_appointments(database, id, context.now(), past_shown), problem);
    m_notes = taken(list_customer_notes(database, id), problem);
    load_link(context, problem);
    m_mails = taken(list_mails(database, id, mails_shown), problem);
    if (context.router.parameter("do") != "edit") m_is_contact_filled = false;
    if (m_customer && !m_is_contact_filled) {
        m_email = m_customer->email;
        m_phone = shown_phone(context, m_customer->phone);
        m_corrects.reset();
        m_is_contact_filled = context.router.parameter("do") == "edit";
    }
    take_corrections(context);
    if (problem) return *problem;
    return {};
}

void AdminClientSheet::take_corrections(AppContext& context) {
    const std::string& corrects = context.router.parameter("corrects");
    for (const RejectedChange& change : context.sync.rejected) {
        if (change.uuid != corrects || m_corrects == corrects) continue;
        m_vehicle_form.correct(change);
        if (const auto details = UpdateContactDetails::from_json(change.args);
            change.name == UpdateContactDetails::name && details.ok()) {
            m_email = details->email;
            m_phone = details->phone;
            m_contact_errors.check(change.error.field, change.error);
        }
        m_corrects = change.uuid;
    }
}

void AdminClientSheet::draw(Ui& ui, AppContext& context) {
    if (!m_customer) {
        empty_state(ui, {.key = "gone",
                         .icon = Icon::User,
                         .title = context.words.text("customer.gone"),
                         .text = context.words.text("customer.gone_text"),
                         .level = detail_heading_level(ui)});
        return;
    }
    const RowMark mark = row_mark(context, "customers", m_id);
    heading(ui, {.text = m_customer->full_name(), .level = detail_heading_level(ui), .key = "name"});
    if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});

    std::array<std::string, tabs_in_order.size()> names;
    std::array<std::string_view, tabs_in_order.size()> labels;
    std::size_t active = 0;
    for (std::size_t index = 0; index < tabs_in_order.size(); ++index) {
        names[index] = context.words.text(tabs_in_order[index].text_key);
        labels[index] = names[index];
        if (context.router.part("tab") == tabs_in_order[index].part) active = index;
    }
    const bool is_changed =
        tabs(ui, {.key = "tabs", .label = context.words.text("customer.tabs")}, labels, active, [&](std::size_t shown) {
            switch (shown) {
                case 0:
                    return draw_details(ui, context);
                case 1:
                    return draw_vehicles(ui, context);
                case 2:
                    return draw_appointments(ui, context);
                case 3:
                    return draw_notes(ui, context);
                default:
                    return draw_qr(ui, context);
            }
        });
    draw_contact_dialog(ui, context);
    draw_vehicle_dialogs(ui, context);
    draw_qr_dialogs(ui, context);
    // A tab takes the place of another: Back leaves the sheet.
    if (is_changed) {
        context.router.replace(admin_places::client(m_id, std::string{tabs_in_order[active].part}));
    }
}

}  // namespace portail::ui
