#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"
#include "shared/domain/availability.h"
#include "shared/queries/organisation_queries.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

namespace {

const DayNumber monday = day_number({2026, 11, 23});

Schedule garage() {
    Database database = make_shop();
    return load_schedule(database, at(0, 0), at(7, 0)).value();
}

std::vector<int> minutes_of(const Schedule& schedule, const std::vector<Slot>& slots) {
    std::vector<int> minutes;
    for (const Slot& slot : slots)
        minutes.push_back(schedule.zone.local(slot.starts_at).minute);
    return minutes;
}

}  // namespace

TEST_CASE("slots fill the opening hours and never run past closing", "[availability]") {
    const Schedule schedule = garage();
    const auto tuesday = free_slots(schedule, 60, monday + 1, shop::now);
    CHECK(minutes_of(schedule, tuesday) == std::vector<int>{480, 540, 600, 660, 780, 840, 900, 960});
    CHECK(minutes_of(schedule, free_slots(schedule, 180, monday + 1, shop::now)) ==
          std::vector<int>{480, 540, 780, 840});
    CHECK(free_slots(schedule, 300, monday + 1, shop::now).empty());
    CHECK(free_slots(schedule, 0, monday + 1, shop::now).empty());
    CHECK(free_slots(schedule, 60, monday + 5, shop::now).empty());
}

TEST_CASE("a slot needs notice and lies within the horizon", "[availability]") {
    const Schedule schedule = garage();
    // It is 07:00 and two hours of notice are asked for.
    CHECK(minutes_of(schedule, free_slots(schedule, 60, monday, shop::now)).front() == 540);
    CHECK(free_slots(schedule, 60, monday - 3, shop::now).empty());
    CHECK_FALSE(free_slots(schedule, 60, monday + 30, shop::now).empty());
    CHECK(free_slots(schedule, 60, monday + 31, shop::now).empty());
}

TEST_CASE("a closure takes all days from its first to its last", "[availability]") {
    Schedule schedule = garage();
    schedule.closures.push_back({monday + 1, monday + 2, "Inventaire"});
    CHECK_FALSE(free_slots(schedule, 60, monday, shop::now).empty());
    CHECK(free_slots(schedule, 60, monday + 1, shop::now).empty());
    CHECK(free_slots(schedule, 60, monday + 2, shop::now).empty());
    CHECK_FALSE(free_slots(schedule, 60, monday + 3, shop::now).empty());
}

TEST_CASE("a slot is free until every place of every resource is taken", "[availability]") {
    Schedule schedule = garage();
    const auto is_free = [&](int hour) { return free_resource(schedule, at(1, hour), at(1, hour + 1)) != nullptr; };
    schedule.busy.push_back({"a", shop::lift, at(1, 9), at(1, 10), 1});
    CHECK(is_free(9));
    schedule.busy.push_back({"b", shop::lift, at(1, 9, 30), at(1, 10, 30), 1});
    CHECK_FALSE(is_free(9));
    CHECK(is_free(10));
    CHECK(is_free(8));
    schedule.resources.push_back({"box", "Box", 1});
    REQUIRE(is_free(9));
    CHECK(free_resource(schedule, at(1, 9), at(1, 10))->id == "box");
}

TEST_CASE("two that follow each other take one place, not two", "[availability]") {
    Schedule schedule = garage();
    schedule.resources[0].capacity = 2;
    schedule.busy.push_back({"a", shop::lift, at(1, 8), at(1, 9), 1});
    schedule.busy.push_back({"b", shop::lift, at(1, 9), at(1, 10), 1});
    schedule.busy.push_back({"c", shop::lift, at(1, 10), at(1, 11), 1});
    CHECK(free_resource(schedule, at(1, 8), at(1, 11)) != nullptr);
}

TEST_CASE("capacity is never exceeded by booking what is offered", "[availability]") {
    const std::uint64_t seed = 20261121;
    CAPTURE(seed);
    SeededRandom random{seed};
    Schedule schedule = garage();
    schedule.resources.push_back({"box", "Box", 1});
    for (int booking = 0; booking < 400; ++booking) {
        const int duration = 60 * static_cast<int>(1 + random.below(3));
        const DayNumber day = monday + static_cast<DayNumber>(random.below(5));
        const auto slots = free_slots(schedule, duration, day, shop::now);
        if (slots.empty()) continue;
        const Slot& slot = slots[random.below(slots.size())];
        schedule.busy.push_back({std::to_string(booking), slot.resource_id, slot.starts_at, slot.ends_at, 1});
    }
    for (const Resource& resource : schedule.resources) {
        for (Milliseconds moment = at(0, 0); moment < at(5, 0); moment += 15 * minute_ms) {
            int units = 0;
            for (const BusyInterval& busy : schedule.busy) {
                if (busy.resource_id == resource.id && busy.starts_at <= moment && moment < busy.ends_at) ++units;
            }
            if (units > resource.capacity) FAIL(resource.name << " holds " << units << " at " << moment);
        }
    }
}

TEST_CASE("slots keep their length through both changes of the clocks", "[availability]") {
    Schedule schedule = garage();
    schedule.booking_horizon_days = 1000;
    schedule.opening_hours = {{Weekday::Sunday, 0, 6 * 60}};
    const DayNumber spring = day_number({2027, 3, 28});
    const DayNumber autumn = day_number({2027, 10, 31});
    const auto short_night = free_slots(schedule, 60, spring, shop::now);
    const auto long_night = free_slots(schedule, 60, autumn, shop::now);
    CHECK(minutes_of(schedule, short_night) == std::vector<int>{0, 60, 180, 240, 300});
    CHECK(minutes_of(schedule, long_night) == std::vector<int>{0, 60, 120, 120, 180, 240, 300});
    for (const Slot& slot : long_night)
        CHECK(slot.ends_at - slot.starts_at == hour_ms);
}

TEST_CASE("only the steps of the opening hours are bookable times", "[availability]") {
    const Schedule schedule = garage();
    CHECK(is_bookable_time(schedule, 60, at(1, 9), shop::now));
    CHECK_FALSE(is_bookable_time(schedule, 60, at(1, 9, 15), shop::now));
    CHECK_FALSE(is_bookable_time(schedule, 60, at(1, 12), shop::now));
    CHECK_FALSE(is_bookable_time(schedule, 60, at(1, 11, 30), shop::now));
    CHECK_FALSE(is_bookable_time(schedule, 60, at(0, 8), shop::now));
}

TEST_CASE("the nearest free slots lie on both sides of what was wanted", "[availability]") {
    Schedule schedule = garage();
    for (int unit = 0; unit < 2; ++unit)
        schedule.busy.push_back({"x", shop::lift, at(1, 9), at(1, 10), 1});
    const auto nearest = nearest_free_slots(schedule, 60, at(1, 9), 3, 14, shop::now);
    REQUIRE(nearest.size() == 3);
    CHECK(nearest[0].starts_at == at(1, 8));
    CHECK(nearest[1].starts_at == at(1, 10));
    CHECK(nearest[2].starts_at == at(1, 11));

    schedule.closures.push_back({monday + 1, monday + 1, "Fermé"});
    const auto other_days = nearest_free_slots(schedule, 60, at(1, 12), 2, 14, shop::now);
    REQUIRE(other_days.size() == 2);
    CHECK(other_days[0].starts_at == at(0, 16));
    CHECK(other_days[1].starts_at == at(2, 8));
}
