#include <catch2/catch_test_macros.hpp>

#include "server/demo/demo_business.h"
#include "server/zone_transitions.h"
#include "shared/db/migrate.h"
#include "shared/domain/brand.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::server;

namespace {

Database migrated() {
    Database database = Database::open(":memory:").value();
    REQUIRE(migrate(database, "shared", shared_migrations()).ok());
    return database;
}

}  // namespace

TEST_CASE("the demo business is lively, on whatever day it is filled", "[demo]") {
    for (int day = 0; day < 370; day += 23) {
        const Milliseconds now = test::shop::now + day * day_ms;
        CAPTURE(day);
        Database database = migrated();
        SystemRandom random;
        const auto business = fill_demo_business(database, now, random);
        if (!business) FAIL(business.error().describe());
        CHECK(business->staff.size() == 3);
        CHECK(parse_accent_color(load_organisation(database).value()->accent_color));
        CHECK(validate_logo("logo", load_logo(database).value()));
        CHECK(search_customers(database, "", 100, 0).value().total == 40);

        const auto linked = database.first(
            "SELECT customer_id FROM portal_links WHERE code = ?1", [](const Row& row) { return row.text(0); },
            business->portal_code);
        REQUIRE(linked.value().has_value());
        CHECK_FALSE(list_upcoming_appointments(database, **linked, now).value().empty());
        CHECK_FALSE(list_vehicles(database, **linked).value().empty());

        // Even around the closure at the end of the year there is something before and after today.
        CHECK(list_agenda(database, now - 21 * day_ms, now).value().size() > 30);
        CHECK(list_agenda(database, now, now + 21 * day_ms).value().size() > 10);
        CHECK(database.integer("SELECT COUNT(*) FROM busy_intervals").value() ==
              database.integer("SELECT COUNT(*) FROM appointments WHERE state <> 'cancelled'").value());
    }
}

TEST_CASE("an empty business has an administrator and can be booked, but has no customers", "[demo]") {
    Database database = migrated();
    SystemRandom random;
    const auto business = fill_empty_business(database, test::shop::now, random);
    REQUIRE(business.ok());
    REQUIRE(business->staff.size() == 1);
    CHECK(business->staff[0].role == Role::Admin);
    CHECK(business->portal_code.empty());
    CHECK(search_customers(database, "", 10, 0).value().total == 0);
    CHECK(list_services(database).value().size() == 1);
}

TEST_CASE("the published zone agrees with the one written down by hand", "[demo]") {
    const auto transitions =
        zone_transitions("Europe/Zurich", test::at(0, 0) - 200 * day_ms, test::at(0, 0) + 300 * day_ms);
    REQUIRE(transitions.ok());
    const TimeZone published{*transitions};
    const TimeZone by_hand = test::zurich();
    for (Milliseconds at = test::at(-200, 0); at < test::at(300, 0); at += hour_ms) {
        if (published.offset_seconds(at) != by_hand.offset_seconds(at)) FAIL("at " << at);
    }
    CHECK(zone_transitions("Europe/Nowhere", 0, 1).error().field == "time_zone");
}
