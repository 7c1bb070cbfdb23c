#include "shared/i18n/date_entry.h"

#include <catch2/catch_test_macros.hpp>

using namespace portail;

namespace {

const DayNumber today = day_number({2026, 11, 24});  // a Tuesday

struct Row {
    const char* typed;
    CivilDate expected;
};

void check(const Locale& locale, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        INFO(locale.tag() << ": " << row.typed);
        const DateEntry entry = parse_date_entry(row.typed, today, locale);
        CHECK(entry.problem == DateEntryProblem::None);
        REQUIRE(entry.day);
        CHECK(to_iso_date(*entry.day) == to_iso_date(day_number(row.expected)));
    }
}

}  // namespace

TEST_CASE("a day is understood as French writes it") {
    check(Locale{Language::French, "CH"}, {{"3.12.", {2026, 12, 3}},
                                           {"3.12", {2026, 12, 3}},
                                           {" 3 / 12 / 26 ", {2026, 12, 3}},
                                           {"03-12-2026", {2026, 12, 3}},
                                           {"031226", {2026, 12, 3}},
                                           {"0312", {2026, 12, 3}},
                                           {"2026-12-03", {2026, 12, 3}},
                                           {"3 décembre", {2026, 12, 3}},
                                           {"le 3 DEC", {2026, 12, 3}},
                                           {"3 déc. 2027", {2027, 12, 3}},
                                           {"1er mars", {2027, 3, 1}},
                                           {"3 mar", {2027, 3, 3}},
                                           {"mardi 1 décembre", {2026, 12, 1}},
                                           {"mar 1.12.", {2026, 12, 1}},
                                           {"24", {2026, 11, 24}},
                                           {"23", {2026, 12, 23}},
                                           {"31", {2026, 12, 31}},
                                           {"23.11.", {2027, 11, 23}},
                                           {"29.2.", {2028, 2, 29}},
                                           {"lundi", {2026, 11, 30}},
                                           {"mar", {2026, 12, 1}},
                                           {"ve", {2026, 11, 27}},
                                           {"demain", {2026, 11, 25}},
                                           {"DEM", {2026, 11, 25}},
                                           {"aujourd'hui", {2026, 11, 24}},
                                           {"aujourd’hui", {2026, 11, 24}},
                                           {"après-demain", {2026, 11, 26}},
                                           {"apres demain", {2026, 11, 26}},
                                           {"hier", {2026, 11, 23}},
                                           {"dans 3 jours", {2026, 11, 27}}});
}

TEST_CASE("a day is understood as German, Italian and English write it") {
    check(Locale{Language::German, "CH"}, {{"morgen", {2026, 11, 25}},
                                           {"übermorgen", {2026, 11, 26}},
                                           {"Do", {2026, 11, 26}},
                                           {"Donnerstag", {2026, 11, 26}},
                                           {"3. Dez.", {2026, 12, 3}},
                                           {"3. März 27", {2027, 3, 3}},
                                           {"in 3 Tagen", {2026, 11, 27}}});
    check(Locale{Language::Italian, "CH"}, {{"domani", {2026, 11, 25}},
                                            {"venerdi", {2026, 11, 27}},
                                            {"1º dicembre", {2026, 12, 1}},
                                            {"tra 3 giorni", {2026, 11, 27}}});
    check(Locale{Language::English, "GB"}, {{"tomorrow", {2026, 11, 25}},
                                            {"3/12", {2026, 12, 3}},
                                            {"3rd of December", {2026, 12, 3}},
                                            {"Dec 3, 2026", {2026, 12, 3}},
                                            {"Friday", {2026, 11, 27}}});
    check(Locale{Language::English, "US"},
          {{"12/3", {2026, 12, 3}}, {"12/24", {2026, 12, 24}}, {"24/12", {2026, 12, 24}}});
}

TEST_CASE("what is no day is told apart from what is no date") {
    const Locale locale{Language::French, "CH"};
    const auto problem = [&](std::string_view typed) { return parse_date_entry(typed, today, locale).problem; };
    for (const char* typed : {"", "bientôt", "12 13 14 15", "lundi matin", "3.foo", "123456789", "jui", "..."}) {
        INFO(typed);
        CHECK(problem(typed) == DateEntryProblem::NotUnderstood);
    }
    CHECK(problem(std::string(1000, '1')) == DateEntryProblem::NotUnderstood);
    for (const char* typed : {"30.2.", "32.1.", "0.5.", "29.2.2027", "31 novembre", "13.13."}) {
        INFO(typed);
        CHECK(problem(typed) == DateEntryProblem::NoSuchDay);
    }
    CHECK(problem("lundi 24.11.") == DateEntryProblem::OtherWeekday);
}

TEST_CASE("a time of day is understood in the usual ways") {
    struct TimeRow {
        const char* typed;
        int hour;
        int minute;
    };
    for (const TimeRow& row : std::initializer_list<TimeRow>{{"8:30", 8, 30},
                                                             {" 08h30 ", 8, 30},
                                                             {"18h", 18, 0},
                                                             {"7", 7, 0},
                                                             {"0830", 8, 30},
                                                             {"830", 8, 30},
                                                             {"1430", 14, 30},
                                                             {"14.30", 14, 30},
                                                             {"18.05 Uhr", 18, 5},
                                                             {"18 Uhr 05", 18, 5},
                                                             {"à 14 heures", 14, 0},
                                                             {"alle 9", 9, 0},
                                                             {"2:30 pm", 14, 30},
                                                             {"2 P.M.", 14, 0},
                                                             {"12am", 0, 0},
                                                             {"12:05 pm", 12, 5},
                                                             {"0:00", 0, 0},
                                                             {"23:59", 23, 59}}) {
        INFO(row.typed);
        CHECK(parse_time_entry(row.typed) == row.hour * 60 + row.minute);
    }
    for (const char* typed :
         {"", "24:00", "12:60", "12:30:10", "123456", ":", "13pm", "0 am", "bientôt", "8:300", "pm", "99999999999"}) {
        INFO(typed);
        CHECK_FALSE(parse_time_entry(typed).has_value());
    }
}
