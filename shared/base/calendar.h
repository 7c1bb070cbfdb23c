// Days, weekdays and the wall clock of one time zone. The zone is a list of its offset changes, published by the
// server, because neither a browser's WASM nor an old desktop can be trusted to know today's zone rules.
// Local times follow RFC 5545's reading of the two hard cases: a time that a change skips is moved forward by the
// length of the gap, a time that happens twice means the first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/clock.h"

namespace portail {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
using DayNumber = std::int32_t;

enum class Weekday : std::uint8_t { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

struct CivilDate {
    int year = 1970;
    int month = 1;  ///< 1 to 12
    int day = 1;    ///< 1 to 31

    friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] DayNumber day_number(const CivilDate& date);
[[nodiscard]] CivilDate civil_date(DayNumber day);
[[nodiscard]] Weekday weekday(DayNumber day);
[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] std::string to_iso_date(DayNumber day);                          ///< "2026-11-21"
[[nodiscard]] std::optional<DayNumber> parse_iso_date(std::string_view text);  ///< years 1900 to 2200

struct LocalTime {
    DayNumber day = 0;
    int minute = 0;  ///< minutes since local midnight, 0 to 1439

    friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

struct ZoneTransition {
    Milliseconds from = 0;            ///< UTC; this offset holds from here to the next transition
    std::int32_t offset_seconds = 0;  ///< local minus UTC

    friend bool operator==(const ZoneTransition&, const ZoneTransition&) = default;
};

class TimeZone {
public:
    TimeZone() = default;  ///< UTC
    /// `transitions` are sorted by `from`; the first one holds for all earlier times too.
    explicit TimeZone(std::vector<ZoneTransition> transitions);

    [[nodiscard]] std::int32_t offset_seconds(Milliseconds at) const;
    [[nodiscard]] LocalTime local(Milliseconds at) const;
    /// `minute` may be 1440, the end of the day.
    [[nodiscard]] Milliseconds instant(DayNumber day, int minute) const;
    [[nodiscard]] Milliseconds start_of_day(DayNumber day) const { return instant(day, 0); }

private:
    std::vector<ZoneTransition> m_transitions;
};

}  // namespace portail
