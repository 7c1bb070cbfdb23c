#include "shared/queries/appointment_queries.h"

#include "shared/base/text.h"

namespace portail {
namespace {

constexpr const char* appointment_columns = R"sql(
    SELECT a.id, a.customer_id, a.partner_id, a.vehicle_id, a.service_id, a.resource_id, a.busy_interval_id,
           a.starts_at, a.ends_at, a.state, a.note, a.origin, a.created_at, a.updated_at,
           COALESCE(s.name, ''), COALESCE(c.first_name, ''), COALESCE(c.last_name, ''),
           COALESCE(v.plate, ''), COALESCE(v.make, ''), COALESCE(v.model, ''), COALESCE(r.name, '')
    FROM appointments a
    LEFT JOIN services s ON s.id = a.service_id
    LEFT JOIN customers c ON c.id = a.customer_id
    LEFT JOIN vehicles v ON v.id = a.vehicle_id
    LEFT JOIN resources r ON r.id = a.resource_id
)sql";

AppointmentView read_appointment(const Row& row) {
    AppointmentView view;
    Appointment& appointment = view.appointment;
    appointment.id = row.text(0);
    appointment.customer_id = row.text(1);
    appointment.partner_id = row.optional_text(2);
    appointment.vehicle_id = row.optional_text(3);
    appointment.service_id = row.text(4);
    appointment.resource_id = row.text(5);
    appointment.busy_interval_id = row.text(6);
    appointment.starts_at = row.integer(7);
    appointment.ends_at = row.integer(8);
    appointment.state = appointment_state_from_string(row.text(9)).value_or(AppointmentState::Requested);
    appointment.note = row.text(10);
    appointment.origin = row.text(11);
    appointment.created_at = row.integer(12);
    appointment.updated_at = row.integer(13);
    view.service_name = row.text(14);
    view.customer_name = trimmed(row.text(15) + " " + row.text(16));
    view.vehicle_plate = row.text(17);
    view.vehicle_name = trimmed(row.text(18) + " " + row.text(19));
    view.resource_name = row.text(20);
    return view;
}

}  // namespace

Result<std::optional<AppointmentView>> find_appointment(Database& database, const Id& id) {
    return database.first(std::string{appointment_columns} + "WHERE a.id = ?1", read_appointment, id);
}

Result<std::vector<AppointmentView>> list_agenda(Database& database, Milliseconds from, Milliseconds to) {
    return database.rows(std::string{appointment_columns} + R"sql(
        WHERE a.starts_at >= ?1
          AND a.starts_at < ?2
        ORDER BY a.starts_at, r.name, a.id
    )sql",
                         read_appointment, from, to);
}

Result<std::vector<AppointmentView>> list_requested_appointments(Database& database, Milliseconds from) {
    return database.rows(std::string{appointment_columns} + R"sql(
        WHERE a.starts_at >= ?1
          AND a.state = 'requested'
        ORDER BY a.starts_at, a.id
    )sql",
                         read_appointment, from);
}

Result<std::vector<AppointmentView>> list_upcoming_appointments(Database& database, const Id& customer_id,
                                                                Milliseconds now) {
    return database.rows(std::string{appointment_columns} + R"sql(
        WHERE a.customer_id = ?1
          AND a.ends_at > ?2
          AND a.state IN ('requested', 'confirmed')
        ORDER BY a.starts_at, a.id
    )sql",
                         read_appointment, customer_id, now);
}

Result<std::vector<AppointmentView>> list_past_appointments(Database& database, const Id& customer_id, Milliseconds now,
                                                            int limit) {
    return database.rows(std::string{appointment_columns} + R"sql(
        WHERE a.customer_id = ?1
          AND (a.ends_at <= ?2 OR a.state NOT IN ('requested', 'confirmed'))
        ORDER BY a.starts_at DESC, a.id DESC
        LIMIT ?3
    )sql",
                         read_appointment, customer_id, now, limit);
}

}  // namespace portail
