#include "tests/support/test_shop.h"

#include <cstdio>
#include <cstdlib>

#include "shared/db/migrate.h"
#include "shared/domain/organisation.h"

namespace portail::test {
namespace {

void require(const Result<void>& result) {
    if (result.ok()) return;
    std::fprintf(stderr, "test shop: %s\n", result.error().describe().c_str());
    std::abort();
}

std::vector<ZoneTransition> zurich_transitions() {
    constexpr std::int32_t winter = 3600;
    constexpr std::int32_t summer = 7200;
    return {{1761440400000, winter},   // 2025-10-26T01:00:00Z
            {1774746000000, summer},   // 2026-03-29T01:00:00Z
            {1792890000000, winter},   // 2026-10-25T01:00:00Z
            {1806195600000, summer},   // 2027-03-28T01:00:00Z
            {1824944400000, winter}};  // 2027-10-31T01:00:00Z
}

void insert_service(Database& database, const Id& id, const char* name, int minutes, int price,
                    std::optional<Milliseconds> retired_at) {
    require(database.run(R"sql(
        INSERT INTO services (id, name, description, duration_minutes, price_minor_units, position, retired_at)
        VALUES (?1, ?2, '', ?3, ?4, 0, ?5)
    )sql",
                         id, name, minutes, price, retired_at));
}

void insert_customer(Database& database, const Id& id, const char* first_name, const char* last_name,
                     const char* search_text, std::optional<Id> partner_id) {
    require(database.run(R"sql(
        INSERT INTO customers (id, first_name, last_name, email, phone, language, origin, partner_id, search_text,
                               created_at)
        VALUES (?1, ?2, ?3, '', '', 'fr', 'registered', ?4, ?5, ?6)
    )sql",
                         id, first_name, last_name, partner_id, search_text, shop::now));
}

void insert_vehicle(Database& database, const Id& id, const Id& customer_id, const char* plate,
                    std::optional<Id> partner_id) {
    require(database.run(R"sql(
        INSERT INTO vehicles (id, customer_id, partner_id, plate, make, model, created_at, retired_at)
        VALUES (?1, ?2, ?3, ?4, 'Renault', 'Clio', ?5, NULL)
    )sql",
                         id, customer_id, partner_id, plate, shop::now));
}

void insert_staff_member(Database& database, const Id& id, const char* name, Role role) {
    require(database.run(R"sql(
        INSERT INTO staff_members (id, name, email, role, retired_at)
        VALUES (?1, ?2, ?3, ?4, NULL)
    )sql",
                         id, name, std::string{to_string(role)} + "@garage.example", to_string(role)));
}

}  // namespace

TimeZone zurich() {
    return TimeZone{zurich_transitions()};
}

void fill_shop(Database& database) {
    require(database.run(R"sql(
        INSERT INTO organisations (id, name, phone, email, address, currency, language, time_zone, zone_transitions,
                                   slot_step_minutes, booking_notice_minutes, booking_horizon_days, country)
        VALUES (?1, 'Garage du Lac', '+41 44 000 00 00', 'bonjour@garage.example', 'Seestrasse 1, Zürich', 'CHF', 'fr',
                'Europe/Zurich', ?2, 60, 120, 30, 'CH')
    )sql",
                         shop::organisation, encode_zone_transitions(zurich_transitions())));
    insert_service(database, shop::service, "Service annuel", 60, 12000, std::nullopt);
    insert_service(database, shop::long_service, "Freins", 180, 45000, std::nullopt);
    insert_service(database, shop::retired_service, "Carburateur", 60, 9000, shop::now);
    require(database.run("INSERT INTO resources (id, name, capacity) VALUES (?1, 'Pont', 2)", shop::lift));
    for (int day = 0; day < 5; ++day) {
        for (const int opens : {8 * 60, 13 * 60}) {
            require(database.run(R"sql(
                INSERT INTO opening_hours (id, weekday, opens_minute, closes_minute)
                VALUES (?1, ?2, ?3, ?4)
            )sql",
                                 numbered_id(static_cast<unsigned>(90000 + day * 2000 + opens)), day, opens,
                                 opens + 4 * 60));
        }
    }
    insert_staff_member(database, shop::admin, "Anna Admin", Role::Admin);
    insert_staff_member(database, shop::technician, "Tom Technicien", Role::Technician);
    insert_staff_member(database, shop::partner, "Paul Partenaire", Role::Partner);
    insert_customer(database, shop::alice, "Alice", "Müller", "alice muller zh 12345 zh12345", std::nullopt);
    insert_customer(database, shop::bruno, "Bruno", "Favre", "bruno favre vd 678 vd678", shop::partner);
    insert_vehicle(database, shop::alice_car, shop::alice, "ZH 12345", std::nullopt);
    insert_vehicle(database, shop::bruno_car, shop::bruno, "VD 678", shop::partner);
}

Database make_shop() {
    Result<Database> database = Database::open(":memory:");
    if (!database) std::abort();
    require(migrate(*database, "shared", shared_migrations()));
    fill_shop(*database);
    return std::move(*database);
}

Actor customer(const Id& id, Assurance assurance) {
    return {Role::Customer, id, assurance};
}

Actor staff(Role role) {
    switch (role) {
        case Role::Admin:
            return {role, shop::admin, Assurance::Password};
        case Role::Technician:
            return {role, shop::technician, Assurance::Password};
        case Role::Partner:
            return {role, shop::partner, Assurance::Password};
        case Role::Customer:
            break;
    }
    std::abort();  // a customer is made by customer()
}

Id numbered_id(unsigned number) {
    char text[40];
    std::snprintf(text, sizeof text, "10000000-0000-7000-8000-%012u", number);
    return text;
}

Milliseconds at(int day, int hour, int minute) {
    const DayNumber monday = day_number({2026, 11, 23});
    return zurich().instant(monday + day, hour * 60 + minute);
}

}  // namespace portail::test
