// Dates, times, durations and money as they are customary in a language and a country (shared/i18n/locale.h), in the
// organisation's time zone. All that a screen says of them goes through here.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/base/money.h"
#include "shared/i18n/translator.h"

namespace portail {

class Formatter {
public:
    /// Both must outlive the formatter; they may change meanwhile.
    Formatter(const Translator& words, const TimeZone& zone) : m_words(words), m_zone(zone) {}

    // Days
    [[nodiscard]] std::string date(DayNumber day) const;          ///< "24 novembre 2026"
    [[nodiscard]] std::string short_date(DayNumber day) const;    ///< "24.11.2026"
    [[nodiscard]] std::string weekday_date(DayNumber day) const;  ///< "mardi 24 novembre"
    [[nodiscard]] std::string weekday(Weekday weekday) const;     ///< "mardi"
    [[nodiscard]] std::string month(int month) const;             ///< "novembre", for 1 to 12
    /// "aujourd’hui", "demain", "hier", else weekday_date; with the year where it is not that of `today`.
    [[nodiscard]] std::string near_day(DayNumber day, DayNumber today) const;

    // Moments (UTC milliseconds, shown in the organisation's time zone)
    [[nodiscard]] std::string time(Milliseconds at) const;                           ///< "14:30"
    [[nodiscard]] std::string moment(Milliseconds at) const;                         ///< "mardi 24 novembre à 14:30"
    [[nodiscard]] std::string near_moment(Milliseconds at, Milliseconds now) const;  ///< "demain à 14:30"
    [[nodiscard]] std::string time_range(Milliseconds from, Milliseconds to) const;  ///< "14:30 – 15:30"
    /// How long ago, in words: "à l’instant", "il y a 5 minutes", "il y a 3 heures", then the near_moment.
    [[nodiscard]] std::string ago(Milliseconds at, Milliseconds now) const;

    [[nodiscard]] std::string duration(int minutes) const;       ///< "45 min", "1 h 30 min"
    [[nodiscard]] std::string money(const Money& amount) const;  ///< "1 250.50 CHF"

    [[nodiscard]] DayNumber day_of(Milliseconds at) const { return m_zone.local(at).day; }

private:
    [[nodiscard]] const Locale& locale() const { return m_words.locale(); }

    const Translator& m_words;
    const TimeZone& m_zone;
};

/// With a capital first letter, where a text begins a line: "Demain à 14:30".
[[nodiscard]] std::string capitalised(std::string text);

}  // namespace portail
