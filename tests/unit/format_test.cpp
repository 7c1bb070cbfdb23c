#include "shared/i18n/format.h"

#include <catch2/catch_test_macros.hpp>

using namespace portail;

namespace {

// Europe/Zurich around the end of summer time 2026.
const TimeZone zurich{{{0, 7200}, {1792890000000, 3600}}};
const DayNumber tuesday = day_number({2026, 11, 24});

struct Row {
    Language language;
    const char* country;
    const char* expected;
};

}  // namespace

TEST_CASE("a moment is said as the language says it, in the business's time zone") {
    const Milliseconds at = zurich.instant(tuesday, 8 * 60 + 5);
    const Row rows[] = {{Language::French, "CH", "mardi 24 novembre à 08:05"},
                        {Language::English, "CH", "Tuesday, 24 November at 08:05"},
                        {Language::English, "US", "Tuesday, November 24 at 08:05\u00a0AM"},
                        {Language::German, "CH", "Dienstag, 24. November um 08:05"},
                        {Language::Italian, "CH", "martedì 24 novembre alle 08:05"}};
    for (const Row& row : rows) {
        const Translator words{row.language, row.country};
        CHECK(Formatter{words, zurich}.moment(at) == row.expected);
    }
}

TEST_CASE("a date is written as in its country") {
    const Row rows[] = {{Language::French, "CH", "24.11.2026"},  {Language::French, "FR", "24/11/2026"},
                        {Language::English, "GB", "24/11/2026"}, {Language::English, "US", "11/24/2026"},
                        {Language::German, "DE", "24.11.2026"},  {Language::Italian, "CH", "24.11.2026"},
                        {Language::Italian, "IT", "24/11/2026"}};
    for (const Row& row : rows) {
        const Translator words{row.language, row.country};
        CHECK(Formatter{words, zurich}.short_date(tuesday) == row.expected);
    }
}

TEST_CASE("near days have names, and far ones their year") {
    const Translator words{Language::French, "FR"};
    const Formatter format{words, zurich};
    CHECK(format.near_day(tuesday, tuesday) == "aujourd’hui");
    CHECK(format.near_day(tuesday + 1, tuesday) == "demain");
    CHECK(format.near_day(tuesday - 1, tuesday) == "hier");
    CHECK(format.near_day(tuesday + 2, tuesday) == "jeudi 26 novembre");
    CHECK(format.near_day(day_number({2027, 2, 1}), tuesday) == "lundi 1er février 2027");
    const Translator swiss{Language::French, "CH"};
    CHECK(Formatter{swiss, zurich}.near_day(day_number({2027, 2, 2}), tuesday) == "mardi 2 février 2027");
    CHECK(format.weekday(Weekday::Sunday) == "dimanche");
    CHECK(format.month(8) == "août");
}

TEST_CASE("the first of a month is an ordinal where people say one") {
    const Row rows[] = {{Language::French, "CH", "1er mai 2026"},
                        {Language::Italian, "CH", "1º maggio 2026"},
                        {Language::German, "CH", "1. Mai 2026"},
                        {Language::English, "GB", "1 May 2026"}};
    for (const Row& row : rows) {
        const Translator words{row.language, row.country};
        CHECK(Formatter{words, zurich}.date(day_number({2026, 5, 1})) == row.expected);
    }
    const Translator french{Language::French};
    CHECK(Formatter{french, zurich}.date(day_number({2026, 5, 11})) == "11 mai 2026");
    CHECK(Formatter{french, zurich}.date(day_number({2026, 5, 21})) == "21 mai 2026");
}

TEST_CASE("what has just happened is told by its age") {
    const Translator words{Language::French};
    const Formatter format{words, zurich};
    const Milliseconds now = zurich.instant(tuesday, 14 * 60 + 30);
    CHECK(format.ago(now - 20 * second_ms, now) == "à l’instant");
    CHECK(format.ago(now - 5 * minute_ms, now) == "il y a 5 minutes");
    CHECK(format.ago(now - 3 * hour_ms, now) == "il y a 3 heures");
    CHECK(format.ago(now - 20 * hour_ms, now) == "hier à 18:30");
    const Translator german{Language::German};
    CHECK(Formatter{german, zurich}.ago(now - hour_ms, now) == "vor 1 Stunde");
}

TEST_CASE("durations are hours and minutes") {
    const Translator french{Language::French};
    const Translator german{Language::German};
    CHECK(Formatter{french, zurich}.duration(45) == "45\u00a0min");
    CHECK(Formatter{french, zurich}.duration(60) == "1\u00a0h");
    CHECK(Formatter{french, zurich}.duration(90) == "1\u00a0h\u00a030\u00a0min");
    CHECK(Formatter{german, zurich}.duration(65) == "1\u00a0Std.\u00a05\u00a0Min.");
}

TEST_CASE("money is written by the custom of the language in its country") {
    struct Amount {
        Language language;
        const char* country;
        Money amount;
        const char* expected;
    };
    const Amount rows[] = {
        {Language::French, "CH", {125050, "CHF"}, "1\u00a0250.50\u00a0CHF"},
        {Language::French, "FR", {125050, "CHF"}, "1\u00a0250,50\u00a0CHF"},
        {Language::German, "CH", {123456789, "CHF"}, "CHF\u00a01’234’567.89"},
        {Language::Italian, "CH", {0, "CHF"}, "CHF\u00a00.00"},
        {Language::French, "FR", {12000, "EUR"}, "120,00\u00a0€"},
        {Language::English, "GB", {123450, "EUR"}, "€1,234.50"},
        {Language::German, "DE", {123450, "EUR"}, "1.234,50\u00a0€"},
        {Language::French, "FR", {1500, "JPY"}, "1\u00a0500\u00a0JPY"},
        {Language::German, "CH", {9007199254740993, "CHF"}, "CHF\u00a090’071’992’547’409.93"},
    };
    for (const Amount& row : rows) {
        const Translator words{row.language, row.country};
        CHECK(Formatter{words, zurich}.money(row.amount) == row.expected);
    }
}

TEST_CASE("a country that nobody knows leaves the language") {
    const Translator words{Language::French, "ZZ"};
    CHECK(Formatter{words, zurich}.date(tuesday) == "24 novembre 2026");
}

TEST_CASE("copies of a locale answer alike") {
    const Locale locale{Language::German, "CH"};
    const std::string first = locale.text(LocaleForm::LongDate, tuesday);
    const Locale copy = locale;
    CHECK(copy.text(LocaleForm::LongDate, tuesday) == first);
    CHECK(locale.tag() == "de-CH");
    CHECK(locale.short_weekday(Weekday::Monday) == "Mo");
    CHECK(locale.has_day_first());
    CHECK_FALSE(Locale(Language::English, "US").has_day_first());
}

TEST_CASE("a line begins with a capital letter") {
    CHECK(capitalised("demain à 14:30") == "Demain à 14:30");
    CHECK(capitalised("Écrit") == "Écrit");
    CHECK(capitalised("").empty());
}
