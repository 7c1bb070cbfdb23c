// What is asked of the library that knows the languages and countries of the world: ICU natively
// (native/locale_icu.cpp), the browser's own Intl on the web (web/locale_intl.cpp). Both speak for the Unicode CLDR.
// Answers are computed anew each time; who asks keeps them (shared/i18n/locale.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "shared/base/money.h"

namespace portail {

/// The numbers are known to web/js/locale.js.
enum class LocaleForm : std::uint8_t {
    // of a day, counted from 1970-01-01
    LongDate,             ///< "24 novembre 2026"
    NumericDate,          ///< "24.11.2026"
    WeekdayDate,          ///< "mardi 24 novembre"
    WeekdayDateWithYear,  ///< "mardi 24 novembre 2026"
    MonthAndYear,         ///< "novembre 2026"
    Month,                ///< "novembre", as it stands in a date
    ShortMonth,           ///< "nov."
    Weekday,              ///< "mardi"
    ShortWeekday,         ///< "mar."
    // of minutes since midnight
    Time,  ///< "14:30"
    // of a number of them before (less than zero) or after the present
    RelativeDay,     ///< "demain", "dans 3 jours"
    RelativeHour,    ///< "il y a 3 heures"
    RelativeMinute,  ///< "il y a 5 minutes"
    // of a number
    Minutes,         ///< "45 min"
    Hours,           ///< "1 h"
    Number,          ///< "1 250"
    PluralCategory,  ///< "one", "other": which variant of a sentence goes with so many
    // of nothing
    PluralCategories,  ///< all that the language has, with a space between
};

class LocaleSource {
public:
    virtual ~LocaleSource() = default;
    /// Empty where the library cannot answer.
    [[nodiscard]] virtual std::string text(LocaleForm form, std::int64_t value) = 0;
    /// With minor_unit_digits(currency) digits: "120.00 CHF".
    [[nodiscard]] virtual std::string money(const Money& amount) = 0;
};

/// `tag` is BCP 47: a language, or a language and a country ("fr-CH").
[[nodiscard]] std::unique_ptr<LocaleSource> open_locale_source(const std::string& tag);

}  // namespace portail
