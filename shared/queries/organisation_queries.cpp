#include "shared/queries/organisation_queries.h"

#include "shared/base/base64.h"

namespace portail {
namespace {

constexpr const char* service_columns = R"sql(
    SELECT s.id, s.name, s.description, s.duration_minutes, s.price_minor_units, s.position, s.retired_at,
           (SELECT MIN(o.currency) FROM organisations o)
    FROM services s
)sql";

Service read_service(const Row& row) {
    Service service;
    service.id = row.text(0);
    service.name = row.text(1);
    service.description = row.text(2);
    service.duration_minutes = row.small_integer(3);
    service.price = {row.integer(4), row.text(7)};
    service.position = row.small_integer(5);
    service.retired_at = row.optional_integer(6);
    return service;
}

}  // namespace

Result<std::optional<Organisation>> load_organisation(Database& database) {
    std::string transitions;
    auto found = database.first(R"sql(
        SELECT id, name, phone, email, address, currency, language, time_zone, zone_transitions,
               slot_step_minutes, booking_notice_minutes, booking_horizon_days, accent_color, country
        FROM organisations
        ORDER BY id
    )sql",
                                [&](const Row& row) {
                                    Organisation organisation;
                                    organisation.id = row.text(0);
                                    organisation.name = row.text(1);
                                    organisation.phone = row.text(2);
                                    organisation.email = row.text(3);
                                    organisation.address = row.text(4);
                                    organisation.currency = row.text(5);
                                    organisation.language = row.text(6);
                                    organisation.zone_name = row.text(7);
                                    transitions = row.text(8);
                                    organisation.slot_step_minutes = row.small_integer(9);
                                    organisation.booking_notice_minutes = row.small_integer(10);
                                    organisation.booking_horizon_days = row.small_integer(11);
                                    organisation.accent_color = row.text(12);
                                    organisation.country = row.text(13);
                                    return organisation;
                                });
    if (!found || !found->has_value()) return found;
    Result<TimeZone> zone = parse_zone_transitions(transitions);
    if (!zone) return zone.error();
    (*found)->zone = std::move(*zone);
    return found;
}

Result<std::string> load_logo(Database& database) {
    const auto found = database.first("SELECT png FROM organisation_logos ORDER BY id",
                                      [](const Row& row) { return from_base64(row.text(0)).value_or(""); });
    if (!found) return found.error();
    return found->value_or("");
}

Result<std::vector<Service>> list_services(Database& database) {
    return database.rows(std::string{service_columns} + "WHERE s.retired_at IS NULL ORDER BY s.position, s.name, s.id",
                         read_service);
}

Result<std::optional<Service>> find_service(Database& database, const Id& id) {
    return database.first(std::string{service_columns} + "WHERE s.id = ?1", read_service, id);
}

Result<Schedule> load_schedule(Database& database, Milliseconds from, Milliseconds to) {
    auto organisation = load_organisation(database);
    if (!organisation) return organisation.error();
    if (!organisation->has_value()) return unavailable("no organisation yet");

    Schedule schedule;
    schedule.zone = (*organisation)->zone;
    schedule.slot_step_minutes = (*organisation)->slot_step_minutes;
    schedule.booking_notice_minutes = (*organisation)->booking_notice_minutes;
    schedule.booking_horizon_days = (*organisation)->booking_horizon_days;

    auto hours = database.rows(
        R"sql(
        SELECT weekday, opens_minute, closes_minute
        FROM opening_hours
        ORDER BY weekday, opens_minute, id
    )sql",
        [](const Row& row) {
            return OpeningHours{static_cast<Weekday>(row.small_integer(0)), row.small_integer(1), row.small_integer(2)};
        });
    if (!hours) return hours.error();
    schedule.opening_hours = std::move(*hours);

    auto closures = database.rows(R"sql(
        SELECT first_day, last_day, reason
        FROM closures
        ORDER BY first_day, id
    )sql",
                                  [](const Row& row) {
                                      return Closure{row.small_integer(0), row.small_integer(1), row.text(2)};
                                  });
    if (!closures) return closures.error();
    schedule.closures = std::move(*closures);

    auto resources = database.rows(R"sql(
        SELECT id, name, capacity
        FROM resources
        ORDER BY name, id
    )sql",
                                   [](const Row& row) {
                                       return Resource{row.text(0), row.text(1), row.small_integer(2)};
                                   });
    if (!resources) return resources.error();
    schedule.resources = std::move(*resources);

    // The longest appointment bounds the search at its early end, so that the index on the start serves both ends.
    auto busy = database.rows(
        R"sql(
        SELECT id, resource_id, starts_at, ends_at, units
        FROM busy_intervals
        WHERE resource_id IN (SELECT id FROM resources)
          AND starts_at >= ?1
          AND starts_at < ?3
          AND ends_at > ?2
        ORDER BY starts_at, id
    )sql",
        [](const Row& row) {
            return BusyInterval{row.text(0), row.text(1), row.integer(2), row.integer(3), row.small_integer(4)};
        },
        from - longest_appointment_minutes * minute_ms, from, to);
    if (!busy) return busy.error();
    schedule.busy = std::move(*busy);
    return schedule;
}

Result<std::vector<StaffMember>> list_staff_members(Database& database) {
    return database.rows(
        R"sql(
        SELECT id, name, email, role, retired_at
        FROM staff_members
        ORDER BY name, id
    )sql",
        [](const Row& row) {
            return StaffMember{row.text(0), row.text(1), row.text(2), row.text(3), row.optional_integer(4)};
        });
}

}  // namespace portail
