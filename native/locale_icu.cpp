// The native half of shared/i18n/locale_source.h: ICU. Days and times are handed over as UTC, for they are local already.
#include <unicode/dtptngen.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/reldatefmt.h>
#include <unicode/smpdtfmt.h>

#include <map>

#include "shared/base/calendar.h"
#include "shared/i18n/locale_source.h"

namespace portail {
namespace {

// CLDR skeletons (Unicode TS 35, part 4): which fields, not in which order.
const char* skeleton_of(LocaleForm form) {
    switch (form) {
        case LocaleForm::LongDate:
            return "yMMMMd";
        case LocaleForm::NumericDate:
            return "yMMdd";
        case LocaleForm::WeekdayDate:
            return "MMMMEEEEd";
        case LocaleForm::WeekdayDateWithYear:
            return "yMMMMEEEEd";
        case LocaleForm::MonthAndYear:
            return "yMMMM";
        case LocaleForm::Time:
            return "jjmm";
        default:
            return nullptr;
    }
}

/// A name alone is asked for as it stands in a date: "di novembre" has another form in some languages.
const char* pattern_of(LocaleForm form) {
    switch (form) {
        case LocaleForm::Month:
            return "MMMM";
        case LocaleForm::ShortMonth:
            return "MMM";
        case LocaleForm::Weekday:
            return "EEEE";
        case LocaleForm::ShortWeekday:
            return "EEE";
        default:
            return nullptr;
    }
}

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

class IcuLocale final : public LocaleSource {
public:
    explicit IcuLocale(const std::string& tag) {
        UErrorCode error = U_ZERO_ERROR;
        m_locale = icu::Locale::forLanguageTag(tag, error);
        if (U_FAILURE(error) != 0) m_locale = icu::Locale::getRoot();
    }

    std::string text(LocaleForm form, std::int64_t value) override {
        switch (form) {
            case LocaleForm::Time:
                return date_text(form, value * minute_ms);
            case LocaleForm::RelativeDay:
                return relative(UDAT_REL_UNIT_DAY, value);
            case LocaleForm::RelativeHour:
                return relative(UDAT_REL_UNIT_HOUR, value);
            case LocaleForm::RelativeMinute:
                return relative(UDAT_REL_UNIT_MINUTE, value);
            case LocaleForm::Minutes:
                return quantity(icu::MeasureUnit::getMinute(), value);
            case LocaleForm::Hours:
                return quantity(icu::MeasureUnit::getHour(), value);
            case LocaleForm::Number:
                return number(icu::number::NumberFormatter::withLocale(m_locale), value);
            case LocaleForm::PluralCategory:
                return plural_category(value);
            case LocaleForm::PluralCategories:
                return plural_categories();
            default:
                return date_text(form, value * day_ms);
        }
    }

    std::string money(const Money& amount) override {
        UErrorCode error = U_ZERO_ERROR;
        const icu::CurrencyUnit currency{icu::StringPiece{amount.currency}, error};
        if (U_FAILURE(error) != 0) return {};
        const int digits = minor_unit_digits(amount.currency);
        return number(icu::number::NumberFormatter::withLocale(m_locale)
                          .unit(currency)
                          .scale(icu::number::Scale::powerOfTen(-digits))
                          .precision(icu::number::Precision::fixedFraction(digits)),
                      amount.minor_units);
    }

private:
    template <class NumberFormatter>
    static std::string number(const NumberFormatter& formatter, std::int64_t value) {
        UErrorCode error = U_ZERO_ERROR;
        const auto formatted = formatter.formatInt(value, error);
        return U_FAILURE(error) != 0 ? std::string{} : utf8(formatted.toString(error));
    }

    std::string quantity(const icu::MeasureUnit& unit, std::int64_t value) const {
        return number(icu::number::NumberFormatter::withLocale(m_locale).unit(unit).unitWidth(UNUM_UNIT_WIDTH_SHORT),
                      value);
    }

    std::string relative(URelativeDateTimeUnit unit, std::int64_t value) {
        UErrorCode error = U_ZERO_ERROR;
        if (!m_relative) m_relative = std::make_unique<icu::RelativeDateTimeFormatter>(m_locale, error);
        icu::UnicodeString text;
        // "tomorrow" rather than "in 1 day", but "1 hour ago".
        if (unit == UDAT_REL_UNIT_DAY) {
            m_relative->format(static_cast<double>(value), unit, text, error);
        } else {
            m_relative->formatNumeric(static_cast<double>(value), unit, text, error);
        }
        return U_FAILURE(error) != 0 ? std::string{} : utf8(text);
    }

    const icu::PluralRules* plural_rules() {
        UErrorCode error = U_ZERO_ERROR;
        if (!m_plurals) m_plurals.reset(icu::PluralRules::forLocale(m_locale, error));
        return m_plurals.get();
    }

    std::string plural_category(std::int64_t value) {
        const icu::PluralRules* const rules = plural_rules();
        return rules == nullptr ? std::string{} : utf8(rules->select(static_cast<double>(value)));
    }

    std::string plural_categories() {
        UErrorCode error = U_ZERO_ERROR;
        const icu::PluralRules* const rules = plural_rules();
        if (rules == nullptr) return {};
        const std::unique_ptr<icu::StringEnumeration> keywords{rules->getKeywords(error)};
        std::string all;
        while (const char* keyword = keywords ? keywords->next(nullptr, error) : nullptr) {
            if (!all.empty()) all += ' ';
            all += keyword;
        }
        return all;
    }

    std::string date_text(LocaleForm form, Milliseconds at) {
        icu::SimpleDateFormat* const format = date_format(form);
        if (format == nullptr) return {};
        icu::UnicodeString text;
        format->format(static_cast<UDate>(at), text);
        return utf8(text);
    }

    icu::SimpleDateFormat* date_format(LocaleForm form) {
        std::unique_ptr<icu::SimpleDateFormat>& kept = m_dates[form];
        if (kept) return kept.get();
        UErrorCode error = U_ZERO_ERROR;
        icu::UnicodeString pattern;
        if (const char* const skeleton = skeleton_of(form)) {
            const std::unique_ptr<icu::DateTimePatternGenerator> generator{
                icu::DateTimePatternGenerator::createInstance(m_locale, error)};
            if (U_FAILURE(error) != 0) return nullptr;
            pattern = generator->getBestPattern(skeleton, UDATPG_MATCH_HOUR_FIELD_LENGTH, error);
        } else {
            pattern = pattern_of(form);
        }
        auto format = std::make_unique<icu::SimpleDateFormat>(pattern, m_locale, error);
        if (U_FAILURE(error) != 0) return nullptr;
        format->setTimeZone(*icu::TimeZone::getGMT());
        kept = std::move(format);
        return kept.get();
    }

    icu::Locale m_locale;
    std::map<LocaleForm, std::unique_ptr<icu::SimpleDateFormat>> m_dates;
    std::unique_ptr<icu::RelativeDateTimeFormatter> m_relative;
    std::unique_ptr<icu::PluralRules> m_plurals;
};

}  // namespace

std::unique_ptr<LocaleSource> open_locale_source(const std::string& tag) {
    return std::make_unique<IcuLocale>(tag);
}

}  // namespace portail
