// A language as it is written in a country: dates, times, numbers and money by the Unicode CLDR, asked from the
// machine's own library and kept, so that a frame that shows what the last one showed asks nothing. Copies share what is
// kept. For one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/base/money.h"
#include "shared/i18n/language.h"
#include "shared/i18n/locale_source.h"

namespace portail {

class Locale {
public:
    /// `country` is an ISO 3166-1 code of two letters, or empty where it is not known.
    explicit Locale(Language language, std::string_view country = {});

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] const std::string& country() const { return m_country; }
    [[nodiscard]] std::string tag() const;  ///< "fr-CH"

    [[nodiscard]] std::string text(LocaleForm form, std::int64_t value) const;
    [[nodiscard]] std::string money(const Money& amount) const;

    [[nodiscard]] std::string month(int month) const;          ///< 1 to 12
    [[nodiscard]] std::string weekday(Weekday weekday) const;  ///< "mardi"
    [[nodiscard]] std::string short_weekday(Weekday weekday) const;
    /// True where the day is written before the month.
    [[nodiscard]] bool has_day_first() const;

private:
    struct Answers;

    Language m_language;
    std::string m_country;
    std::shared_ptr<Answers> m_answers;
};

}  // namespace portail
