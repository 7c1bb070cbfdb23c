#include "shared/i18n/locale.h"

#include <map>
#include <tuple>

namespace portail {
namespace {

constexpr std::size_t answers_kept = 4096;
constexpr DayNumber a_monday = 4;  // 5 January 1970

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// What versions of the CLDR write differently is made the same, so that the desk shows what the browser does and our
/// fonts have the glyph: one no-break space instead of two, and the Swiss apostrophe between digits.
std::string uniform(std::string_view text) {
    constexpr std::string_view narrow_no_break_space = "\u202f";
    constexpr std::string_view thin_space = "\u2009";
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size();) {
        const std::string_view rest = text.substr(index);
        if (rest.starts_with(narrow_no_break_space) || rest.starts_with(thin_space)) {
            result += "\u00a0";
            index += narrow_no_break_space.size();
        } else if (rest.front() == '\'' && rest.size() > 1 && is_digit(rest[1]) && index > 0 &&
                   is_digit(text[index - 1])) {
            result += "’";
            ++index;
        } else {
            result += text[index++];
        }
    }
    return result;
}

/// The first of a month is "1er mai" in French and "1º maggio" in Italian. The CLDR has no pattern for it.
std::string with_ordinal_first(std::string text, const std::string& month, std::string_view ordinal) {
    const std::size_t at = text.find("1 " + month);
    if (at == std::string::npos || (at > 0 && is_digit(text[at - 1]))) return text;
    return text.insert(at + 1, ordinal);
}

/// "mardi 24 novembre 2026": Swiss French and Swiss Italian have a comma in the CLDR after the weekday, but only where a
/// year follows. Neither language writes one.
std::string without_comma(std::string text, const std::string& weekday) {
    if (text.starts_with(weekday + ",")) text.erase(weekday.size(), 1);
    return text;
}

std::string_view ordinal_of(Language language) {
    if (language == Language::French) return "er";
    if (language == Language::Italian) return "º";
    return {};
}

/// "1 h" does not part at the end of a line.
std::string unbroken(std::string text) {
    for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos;)
        text.replace(at, 1, "\u00a0");
    return text;
}

bool names_a_day(LocaleForm form) {
    return form == LocaleForm::LongDate || form == LocaleForm::WeekdayDate || form == LocaleForm::WeekdayDateWithYear;
}

}  // namespace

struct Locale::Answers {
    std::unique_ptr<LocaleSource> source;
    std::map<std::pair<LocaleForm, std::int64_t>, std::string> texts;
    std::map<std::pair<std::string, std::int64_t>, std::string> money;
};

Locale::Locale(Language language, std::string_view country)
    : m_language(language), m_country(country), m_answers(std::make_shared<Answers>()) {
    m_answers->source = open_locale_source(tag());
}

std::string Locale::tag() const {
    std::string tag{code_of(m_language)};
    if (!m_country.empty()) tag += "-" + m_country;
    return tag;
}

std::string Locale::text(LocaleForm form, std::int64_t value) const {
    auto& kept = m_answers->texts;
    if (const auto found = kept.find({form, value}); found != kept.end()) return found->second;
    std::string text = uniform(m_answers->source->text(form, value));
    if (names_a_day(form) && civil_date(static_cast<DayNumber>(value)).day == 1) {
        if (const std::string_view ordinal = ordinal_of(m_language); !ordinal.empty()) {
            text = with_ordinal_first(std::move(text), this->text(LocaleForm::Month, value), ordinal);
        }
    }
    if (form == LocaleForm::WeekdayDateWithYear &&
        (m_language == Language::French || m_language == Language::Italian)) {
        text = without_comma(std::move(text), this->text(LocaleForm::Weekday, value));
    }
    if (form == LocaleForm::Minutes || form == LocaleForm::Hours) text = unbroken(std::move(text));
    if (kept.size() >= answers_kept) kept.clear();
    return kept.emplace(std::pair{form, value}, std::move(text)).first->second;
}

std::string Locale::money(const Money& amount) const {
    auto& kept = m_answers->money;
    const std::pair key{amount.currency, amount.minor_units};
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
    if (kept.size() >= answers_kept) kept.clear();
    return kept.emplace(key, uniform(m_answers->source->money(amount))).first->second;
}

std::string Locale::month(int month) const {
    return text(LocaleForm::Month, day_number({2001, month, 15}));
}

std::string Locale::weekday(Weekday weekday) const {
    return text(LocaleForm::Weekday, a_monday + static_cast<int>(weekday));
}

std::string Locale::short_weekday(Weekday weekday) const {
    std::string name = text(LocaleForm::ShortWeekday, a_monday + static_cast<int>(weekday));
    if (name.ends_with('.')) name.pop_back();
    return name;
}

bool Locale::has_day_first() const {
    const std::string date = text(LocaleForm::NumericDate, day_number({2001, 12, 31}));
    return date.find("31") < date.find("12");
}

}  // namespace portail
