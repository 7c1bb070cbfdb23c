#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "shared/base/calendar.h"
#include "shared/base/ids.h"
#include "shared/base/json.h"
#include "shared/base/money.h"
#include "shared/base/text.h"
#include "tests/support/test_shop.h"

using namespace portail;

TEST_CASE("an id is a UUID of version 7 that sorts by its time", "[base]") {
    SeededRandom random{1};
    const Id early = make_id(1'700'000'000'000, random);
    const Id late = make_id(1'700'000'000'001, random);
    CHECK(is_id(early));
    CHECK(early[14] == '7');
    CHECK(std::string_view{"89ab"}.find(early[19]) != std::string_view::npos);
    CHECK(early < late);
    CHECK(make_id(1, random) != make_id(1, random));
    CHECK(make_unrelated_id(random)[14] == '4');
}

TEST_CASE("what is not exactly a lower-case UUID is no id", "[base]") {
    const auto text = GENERATE(as<std::string>{}, "", "0", "0192f3a1-0000-7000-8000-00000000000G",
                               "0192F3A1-0000-7000-8000-000000000000", "0192f3a1-0000-7000-8000-0000000000000",
                               "0192f3a100007000800000000000000000000", "'; DROP TABLE customers; --");
    CHECK_FALSE(is_id(text));
}

TEST_CASE("a portal code has no letters that are confused and forgives how it is typed", "[base]") {
    SeededRandom random{2};
    const std::string code = make_code(16, random);
    CHECK(is_code(code, 16));
    CHECK(code.find_first_of("01IO") == std::string::npos);
    CHECK_FALSE(is_code(code, 15));
    CHECK_FALSE(is_code("ABC123XYZ", 9));
    CHECK(normalise_code(" abcd-efgh ") == "ABCDEFGH");
}

TEST_CASE("numbers below a limit are all reached", "[base]") {
    SeededRandom random{3};
    std::set<std::uint64_t> seen;
    for (int draw = 0; draw < 200; ++draw) {
        const std::uint64_t number = random.below(7);
        CHECK(number < 7);
        seen.insert(number);
    }
    CHECK(seen.size() == 7);
}

TEST_CASE("dates survive the way to a day number and back, over four centuries", "[base]") {
    for (DayNumber day = day_number({1900, 1, 1}); day < day_number({2200, 1, 1}); ++day) {
        if (day_number(civil_date(day)) != day || parse_iso_date(to_iso_date(day)) != day) FAIL("day " << day);
    }
    CHECK(day_number({1970, 1, 1}) == 0);
    CHECK(day_number({2026, 11, 21}) == 20778);
    CHECK(weekday(day_number({2026, 11, 21})) == Weekday::Saturday);
    CHECK(weekday(day_number({1969, 12, 31})) == Weekday::Wednesday);
    CHECK(days_in_month(2028, 2) == 29);
    CHECK(days_in_month(2100, 2) == 28);
}

TEST_CASE("what is not a date is refused", "[base]") {
    const auto text = GENERATE(as<std::string>{}, "", "2026-13-01", "2026-02-29", "2026-00-10", "26-01-01",
                               "2026/01/01", "1899-12-31", "2026-01-0x");
    CHECK_FALSE(parse_iso_date(text).has_value());
}

TEST_CASE("a skipped hour moves forward and a repeated hour means the first", "[base]") {
    const TimeZone zone = test::zurich();
    const DayNumber spring = day_number({2027, 3, 28});
    // 02:30 does not exist: the clocks go from 02:00 to 03:00.
    const LocalTime moved = zone.local(zone.instant(spring, 2 * 60 + 30));
    CHECK(moved == LocalTime{spring, 3 * 60 + 30});
    // 02:30 comes twice: the first is in summer time, two hours ahead of UTC.
    const DayNumber autumn = day_number({2026, 10, 25});
    CHECK(zone.instant(autumn, 2 * 60 + 30) == autumn * day_ms + 30 * minute_ms);
    CHECK(zone.instant(autumn, 3 * 60) == autumn * day_ms + 2 * hour_ms);
    // The long day has 25 hours, the short one 23.
    CHECK(zone.start_of_day(autumn + 1) - zone.start_of_day(autumn) == 25 * hour_ms);
    CHECK(zone.start_of_day(spring + 1) - zone.start_of_day(spring) == 23 * hour_ms);
}

TEST_CASE("every minute of two years has one local time, and most come back from it", "[base]") {
    const TimeZone zone = test::zurich();
    const Milliseconds from = day_number({2026, 1, 1}) * day_ms;
    for (Milliseconds at = from; at < from + 700 * day_ms; at += 15 * minute_ms) {
        const LocalTime local = zone.local(at);
        const Milliseconds back = zone.instant(local.day, local.minute);
        // Only the second passing of the repeated hour reads as the first.
        if (back != at && back != at - hour_ms) FAIL("at " << at);
    }
}

TEST_CASE("folding forgets case and accents of the languages around", "[base]") {
    CHECK(folded("Müller") == "muller");
    CHECK(folded("ÉLÉONORE Ça") == "eleonore ca");
    CHECK(folded("Łukasz Šťastný Œuvre Straße") == "lukasz stastny oeuvre strasse");
    CHECK(folded("e\xcc\x81") == "e");  // decomposed é
    CHECK(folded("日本") == "日本");
    CHECK(matches_folded(folded("Jean-Noël Müller"), "noel mul"));
    CHECK_FALSE(matches_folded(folded("Jean-Noël Müller"), "noel meyer"));
}

TEST_CASE("text that is not UTF-8 is known for it", "[base]") {
    const auto text = GENERATE(as<std::string>{}, "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
                               std::string("a\0b", 3));
    CHECK_FALSE(is_utf8(text));
    CHECK(is_utf8("Grüezi 🚗"));
    CHECK(character_count("Grüezi 🚗") == 8);
}

TEST_CASE("JSON from outside is refused with the member named", "[base]") {
    CHECK_FALSE(parse_json("{").ok());
    CHECK_FALSE(parse_json("{\"a\": \"\xff\"}").ok());
    CHECK_FALSE(parse_json(std::string(100, '[')).ok());
    CHECK(parse_json("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"\"]").ok());

    const Json json{{"name", "Zoé"}, {"count", 3}, {"id", "x"}, {"none", nullptr}, {"real", 1.5}};
    const JsonReader reader{json};
    CHECK(reader.text("name", 3).value() == "Zoé");
    CHECK(reader.text("name", 2).error().key == "error.too_long");
    CHECK(reader.text("missing", 2).error().field == "missing");
    CHECK(reader.text("none", 2).error().key == "error.required");
    CHECK(reader.text("count", 2).error().key == "error.not_text");
    CHECK(reader.integer("count", 0, 3).value() == 3);
    CHECK(reader.integer("count", 0, 2).error().key == "error.out_of_range");
    CHECK(reader.integer("real", 0, 2).error().key == "error.not_a_number");
    CHECK(reader.id("id").error().key == "error.not_an_id");
    CHECK(JsonReader{Json::array()}.text("name", 5).error().key == "error.required");
    const Json huge{{"count", UINT64_MAX}};
    CHECK(JsonReader{huge}.integer("count", 0, INT64_MAX).error().key == "error.out_of_range");
}

TEST_CASE("currencies know their minor units", "[base]") {
    CHECK(minor_unit_digits("CHF") == 2);
    CHECK(minor_unit_digits("JPY") == 0);
    CHECK(minor_unit_digits("TND") == 3);
}
