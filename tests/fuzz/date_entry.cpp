// What people type as a day or a time, in every language.
#include "shared/i18n/date_entry.h"
#include "shared/i18n/phone_number.h"
#include "tests/fuzz/fuzz.h"

namespace portail::test {

std::vector<std::string> fuzz_seeds() {
    return {"3.12.",         "3/12/26",
            "2026-12-03",    "mardi 1er décembre 2026",
            "après-demain",  "dans 3 jours",
            "3. März 27",    "Dec 3, 2026",
            "031226",        "14h30",
            "2:30 p.m.",     "18 Uhr 05",
            "079 123 45 67", "+41 (0)79 123 45 67"};
}

void fuzz_one(std::string_view input) {
    static const Locale locales[] = {Locale{Language::French, "CH"}, Locale{Language::English, "US"},
                                     Locale{Language::German, "DE"}, Locale{Language::Italian, "IT"}};
    const DayNumber today = day_number({2026, 11, 24});
    for (const Locale& locale : locales) {
        const DateEntry entry = parse_date_entry(input, today, locale);
        const bool is_refused =
            entry.problem == DateEntryProblem::NotUnderstood || entry.problem == DateEntryProblem::NoSuchDay;
        require_always(entry.day.has_value() != is_refused, "a day or a reason why there is none", input);
        if (!entry.day) continue;
        const int year = civil_date(*entry.day).year;
        require_always(year >= 1900 && year <= 2200, "a day that a calendar shows", input);
    }
    const auto minute = parse_time_entry(input);
    require_always(!minute || (*minute >= 0 && *minute < 24 * 60), "a time within a day", input);
    const Result<std::string> phone = phone_to_store("phone", std::string{input.substr(0, 40)}, "CH");
    if (!phone || phone->empty()) return;
    require_always(phone->front() == '+' && phone->size() <= 18, "what is stored is E.164", input);
    const Result<std::string> again = phone_to_store("phone", *phone, "FR");
    require_always(again.ok() && *again == *phone, "what is stored is understood in every country", input);
}

}  // namespace portail::test
