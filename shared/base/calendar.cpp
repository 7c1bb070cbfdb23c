#include "shared/base/calendar.h"

#include <algorithm>
#include <cstdio>

namespace portail {
namespace {

// Rounds towards minus infinity, unlike the operator.
constexpr std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
    const std::int64_t quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

std::optional<int> parse_digits(std::string_view text) {
    int number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number;
}

}  // namespace

// Both directions follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
DayNumber day_number(const CivilDate& date) {
    const int year = date.month <= 2 ? date.year - 1 : date.year;
    const int era = static_cast<int>(floor_divide(year, 400));
    const int year_of_era = year - era * 400;
    const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

CivilDate civil_date(DayNumber day) {
    const int shifted = day + 719468;
    const int era = static_cast<int>(floor_divide(shifted, 146097));
    const int day_of_era = shifted - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted_month = (5 * day_of_year + 2) / 153;
    const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

Weekday weekday(DayNumber day) {
    const std::int64_t since_monday = day + 3;  // 1970-01-01 was a Thursday
    return static_cast<Weekday>(since_monday - 7 * floor_divide(since_monday, 7));
}

int days_in_month(int year, int month) {
    const CivilDate next = month == 12 ? CivilDate{year + 1, 1, 1} : CivilDate{year, month + 1, 1};
    return day_number(next) - day_number({year, month, 1});
}

std::string to_iso_date(DayNumber day) {
    const CivilDate date = civil_date(day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

std::optional<DayNumber> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = parse_digits(text.substr(0, 4));
    const auto month = parse_digits(text.substr(5, 2));
    const auto day = parse_digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *year > 2200 || *month < 1 || *month > 12) return std::nullopt;
    if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
    return day_number({*year, *month, *day});
}

TimeZone::TimeZone(std::vector<ZoneTransition> transitions) : m_transitions(std::move(transitions)) {}

std::int32_t TimeZone::offset_seconds(Milliseconds at) const {
    if (m_transitions.empty()) return 0;
    const auto later = std::upper_bound(
        m_transitions.begin(), m_transitions.end(), at,
        [](Milliseconds instant, const ZoneTransition& transition) { return instant < transition.from; });
    return later == m_transitions.begin() ? later->offset_seconds : std::prev(later)->offset_seconds;
}

LocalTime TimeZone::local(Milliseconds at) const {
    const std::int64_t local_ms = at + offset_seconds(at) * second_ms;
    const std::int64_t day = floor_divide(local_ms, day_ms);
    return {static_cast<DayNumber>(day), static_cast<int>((local_ms - day * day_ms) / minute_ms)};
}

Milliseconds TimeZone::instant(DayNumber day, int minute) const {
    const Milliseconds as_if_utc = day * day_ms + minute * minute_ms;
    // The offsets before and after any change nearby: zones stay within a day of UTC.
    const Milliseconds before = offset_seconds(as_if_utc - day_ms) * second_ms;
    const Milliseconds after = offset_seconds(as_if_utc + day_ms) * second_ms;
    for (const Milliseconds offset : {before, after}) {
        const Milliseconds candidate = as_if_utc - offset;
        if (offset_seconds(candidate) * second_ms == offset) return candidate;
    }
    return as_if_utc - before;  // skipped by a change: the same distance after it
}

}  // namespace portail
