#include "shared/i18n/format.h"

#include <catch2/catch_test_macros.hpp>

using namespace portail;

namespace {

// Europe/Zurich around the end of summer time 2026.
const TimeZone zurich{{{0, 7200}, {1792890000000, 3600}}};
const DayNumber tuesday = day_number({2026, 11, 24});

struct Case {
    Language language;
    const char* expected;
};

}  // namespace

TEST_CASE("a moment is said as the language says it, in the business's time zone") {
    const Milliseconds at = zurich.instant(tuesday, 14 * 60 + 30);
    const Case cases[] = {{Language::French, "mardi 24 novembre à 14:30"},
                          {Language::English, "Tuesday 24 November at 14:30"},
                          {Language::German, "Dienstag, 24. November um 14:30"},
                          {Language::Italian, "martedì 24 novembre alle 14:30"}};
    for (const Case& expected : cases) {
        const Translator words{expected.language};
        CHECK(Formatter{words, zurich}.moment(at) == expected.expected);
    }
}

TEST_CASE("near days have names, and far ones their year") {
    const Translator words{Language::French};
    const Formatter format{words, zurich};
    CHECK(format.near_day(tuesday, tuesday) == "aujourd’hui");
    CHECK(format.near_day(tuesday + 1, tuesday) == "demain");
    CHECK(format.near_day(tuesday - 1, tuesday) == "hier");
    CHECK(format.near_day(tuesday + 2, tuesday) == "jeudi 26 novembre");
    CHECK(format.near_day(day_number({2027, 2, 1}), tuesday) == "lundi 1er février 2027");
    CHECK(format.date(day_number({2026, 5, 1})) == "1er mai 2026");
    CHECK(format.short_date(day_number({2026, 5, 1})) == "01.05.2026");
}

TEST_CASE("what has just happened is told by its age") {
    const Translator words{Language::French};
    const Formatter format{words, zurich};
    const Milliseconds now = zurich.instant(tuesday, 14 * 60 + 30);
    CHECK(format.ago(now - 20 * second_ms, now) == "à l’instant");
    CHECK(format.ago(now - 5 * minute_ms, now) == "il y a 5 min");
    CHECK(format.ago(now - 3 * hour_ms, now) == "il y a 3 h");
    CHECK(format.ago(now - 20 * hour_ms, now) == "hier à 18:30");
}

TEST_CASE("durations are hours and minutes") {
    const Translator french{Language::French};
    const Translator german{Language::German};
    CHECK(Formatter{french, zurich}.duration(45) == "45\u00a0min");
    CHECK(Formatter{french, zurich}.duration(60) == "1\u00a0h");
    CHECK(Formatter{french, zurich}.duration(90) == "1\u00a0h\u00a030");
    CHECK(Formatter{german, zurich}.duration(65) == "1\u00a0Std.\u00a005\u00a0Min.");
}

TEST_CASE("money is written by the custom of its country and of the language") {
    struct Row {
        Language language;
        Money amount;
        const char* expected;
    };
    const Row rows[] = {
        {Language::French, {12000, "CHF"}, "CHF\u00a0120.–"},
        {Language::French, {125050, "CHF"}, "CHF\u00a01\u00a0250.50"},
        {Language::German, {123456789, "CHF"}, "CHF\u00a01’234’567.89"},
        {Language::German, {-5, "CHF"}, "CHF\u00a0\u22120.05"},
        {Language::French, {12000, "EUR"}, "120,00\u00a0€"},
        {Language::English, {123450, "EUR"}, "€1,234.50"},
        {Language::English, {123450, "SEK"}, "SEK\u00a01,234.50"},
        {Language::German, {123450, "EUR"}, "1.234,50\u00a0€"},
        {Language::Italian, {5, "EUR"}, "0,05\u00a0€"},
        {Language::French, {1500, "JPY"}, "1\u00a0500\u00a0JPY"},
        {Language::French, {0, "CHF"}, "CHF\u00a00.–"},
    };
    for (const Row& row : rows) {
        const Translator words{row.language};
        CHECK(Formatter{words, zurich}.money(row.amount) == row.expected);
    }
}

TEST_CASE("a line begins with a capital letter") {
    CHECK(capitalised("demain à 14:30") == "Demain à 14:30");
    CHECK(capitalised("Écrit") == "Écrit");
    CHECK(capitalised("").empty());
}
