// Days and times of day as people type them in their language: "3.12.", "3/12/26", "3 décembre", "lundi", "demain",
// "14h30", "14.30", "2:30 pm", "1430". Names and the order of day and month come from the locale. Pure; what is typed is
// hostile and may be anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/i18n/locale.h"

namespace portail {

enum class DateEntryProblem : std::uint8_t {
    None,
    NotUnderstood,
    NoSuchDay,     ///< 30 February
    OtherWeekday,  ///< "lundi 24.11." where that is a Tuesday; the day is given all the same
};

struct DateEntry {
    std::optional<DayNumber> day;
    DateEntryProblem problem = DateEntryProblem::None;

    friend bool operator==(const DateEntry&, const DateEntry&) = default;
};

/// What is typed without a year, or without a month, means the next such day from `today` on; a weekday alone means the
/// next one after `today`.
[[nodiscard]] DateEntry parse_date_entry(std::string_view typed, DayNumber today, const Locale& locale);

/// Minutes since midnight; nothing for what is no time of day.
[[nodiscard]] std::optional<int> parse_time_entry(std::string_view typed);

}  // namespace portail
