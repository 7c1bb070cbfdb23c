#include "shared/i18n/date_entry.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "shared/base/text.h"

namespace portail {
namespace {

constexpr std::size_t longest_entry = 60;  // bytes; longer ones are no dates
constexpr int months = 12;
constexpr int days_per_week = 7;

// What people put between the parts of a date or a time, in the four languages. The CLDR has no such words.
constexpr auto filling_words = std::to_array<std::string_view>(
    {"le", "the", "den", "der", "am", "il", "of", "di", "de", "du", "on", "er", "st", "nd", "rd", "th", "º", "°"});
constexpr auto hour_words = std::to_array<std::string_view>(
    {"h", "heure", "heures", "uhr", "ora", "ore", "oclock", "a", "at", "um", "alle", "min"});

struct Token {
    bool is_number = false;
    int number = 0;
    std::size_t digits = 0;
    std::string word;  ///< folded: small letters without accents
};

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}
bool is_word(char character) {
    return (character >= 'a' && character <= 'z') || static_cast<unsigned char>(character) >= 0x80;
}

/// Small letters without accents and apostrophes; other signs become spaces.
std::string plain(std::string_view text) {
    std::string result;
    for (const std::string_view apostrophe : {"’", "'"}) {
        if (text.find(apostrophe) == std::string_view::npos) continue;
        std::string without{text};
        for (std::size_t at = 0; (at = without.find(apostrophe, at)) != std::string::npos;)
            without.erase(at, apostrophe.size());
        return plain(without);
    }
    for (const char character : folded(text))
        result += is_digit(character) || is_word(character) ? character : ' ';
    return result;
}

/// Numbers of up to eight digits and words; nothing where there are others.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
    constexpr std::size_t most_digits = 8;
    std::vector<Token> tokens;
    const std::string simple = plain(text);
    for (std::size_t at = 0; at < simple.size();) {
        Token token;
        if (is_digit(simple[at])) {
            token.is_number = true;
            for (; at < simple.size() && is_digit(simple[at]); ++at) {
                if (++token.digits > most_digits) return std::nullopt;
                token.number = token.number * 10 + (simple[at] - '0');
            }
        } else if (is_word(simple[at])) {
            for (; at < simple.size() && is_word(simple[at]); ++at)
                token.word += simple[at];
        } else {
            ++at;
            continue;
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The one name that is `word` or begins with it; nothing where several do.
template <class NameOf>
std::optional<int> named(std::string_view word, int count, std::size_t shortest, NameOf name_of) {
    std::optional<int> found;
    for (int index = 0; index < count; ++index) {
        const std::string name = plain(name_of(index));
        if (name == word) return index;
        if (word.size() < shortest || !name.starts_with(word)) continue;
        if (found) return std::nullopt;
        found = index;
    }
    return found;
}

std::optional<int> month_named(std::string_view word, const Locale& locale) {
    const auto month = named(word, months, 3, [&](int index) { return locale.month(index + 1); });
    if (month) return *month + 1;
    // What people shorten is not always the beginning.
    for (int index = 1; index <= months; ++index) {
        std::string name = plain(locale.text(LocaleForm::ShortMonth, day_number({2001, index, 15})));
        while (name.ends_with(' '))
            name.pop_back();
        if (name == word) return index;
    }
    return std::nullopt;
}

std::optional<Weekday> weekday_named(std::string_view word, const Locale& locale) {
    const auto found =
        named(word, days_per_week, 2, [&](int index) { return locale.weekday(static_cast<Weekday>(index)); });
    return found ? std::optional{static_cast<Weekday>(*found)} : std::nullopt;
}

/// "demain", "dem", "dans 3 jours".
std::optional<DayNumber> relative_day(std::string_view text, DayNumber today, const Locale& locale) {
    constexpr int farthest = 400;
    const auto spaceless = [](std::string_view given) {
        std::string result = plain(given);
        std::erase(result, ' ');
        return result;
    };
    const std::string typed = spaceless(text);
    const auto says = [&](int days) { return spaceless(locale.text(LocaleForm::RelativeDay, days)); };
    std::optional<DayNumber> begun;
    int beginnings = 0;
    for (const int days : {0, 1, -1, 2, -2}) {
        const std::string name = says(days);
        if (name == typed) return today + days;
        if (typed.size() >= 3 && !is_digit(name.front()) && name.starts_with(typed)) begun = today + days, ++beginnings;
    }
    int number = 0;
    for (const char character : typed) {
        if (is_digit(character) && number <= farthest) number = number * 10 + (character - '0');
    }
    for (const int days : {number, -number}) {
        if (number > 0 && number <= farthest && says(days) == typed) return today + days;
    }
    return beginnings == 1 ? begun : std::nullopt;
}

struct DateParts {
    int day = 0;
    std::optional<int> month;
    std::optional<int> year;
    bool has_short_year = false;
};

int whole_year(const DateParts& parts, DayNumber today) {
    if (!parts.has_short_year) return *parts.year;
    // The century that brings it nearest.
    const int present = civil_date(today).year;
    int year = present / 100 * 100 + *parts.year;
    if (year > present + 50) year -= 100;
    if (year < present - 49) year += 100;
    return year;
}

DateEntry no_such_day() {
    return {std::nullopt, DateEntryProblem::NoSuchDay};
}

DateEntry not_understood() {
    return {std::nullopt, DateEntryProblem::NotUnderstood};
}

std::optional<DayNumber> existing(int year, int month, int day) {
    if (month < 1 || month > months || day < 1 || day > days_in_month(year, month)) return std::nullopt;
    return day_number({year, month, day});
}

/// The day that the parts name; where they leave something open, the next one from today on.
DateEntry day_of(const DateParts& parts, DayNumber today) {
    const CivilDate now = civil_date(today);
    if (parts.year) {
        const int year = whole_year(parts, today);
        if (year < 1900 || year > 2200) return no_such_day();
        const auto day = existing(year, parts.month.value_or(0), parts.day);
        return day ? DateEntry{day, DateEntryProblem::None} : no_such_day();
    }
    if (parts.month) {
        // 29 February comes again within eight years.
        for (int year = now.year; year <= now.year + 8; ++year) {
            const auto day = existing(year, *parts.month, parts.day);
            if (day && *day >= today) return {day, DateEntryProblem::None};
        }
        return no_such_day();
    }
    for (int later = 0; later <= 2; ++later) {
        const int index = now.year * months + now.month - 1 + later;
        const auto day = existing(index / months, index % months + 1, parts.day);
        if (day && *day >= today) return {day, DateEntryProblem::None};
    }
    return no_such_day();
}

void set_year(DateParts& parts, const Token& token) {
    parts.year = token.number;
    parts.has_short_year = token.digits <= 2;
}

/// "0312", "031226", "03122026": day, month and year without anything between.
std::optional<DateParts> run_together(const Token& token, bool has_day_first) {
    if (token.digits != 4 && token.digits != 6 && token.digits != 8) return std::nullopt;
    DateParts parts;
    int rest = token.number;
    if (token.digits > 4) {
        const int divisor = token.digits == 6 ? 100 : 10000;
        parts.year = rest % divisor;
        parts.has_short_year = token.digits == 6;
        rest /= divisor;
    }
    parts.day = has_day_first ? rest / 100 : rest % 100;
    parts.month = has_day_first ? rest % 100 : rest / 100;
    return parts;
}

std::optional<DateParts> parts_of(const std::vector<Token>& tokens, const Locale& locale) {
    std::vector<Token> numbers;
    DateParts parts;
    for (const Token& token : tokens) {
        if (token.is_number) {
            numbers.push_back(token);
        } else if (!parts.month && month_named(token.word, locale)) {
            parts.month = month_named(token.word, locale);
        } else if (!is_among(filling_words, token.word)) {
            return std::nullopt;
        }
    }
    if (numbers.empty() || numbers.size() > (parts.month ? 2U : 3U)) return std::nullopt;
    const bool has_day_first = locale.has_day_first();
    if (parts.month) {
        parts.day = numbers[0].number;
        if (numbers.size() == 2) set_year(parts, numbers[1]);
        return parts;
    }
    if (numbers.size() == 1) {
        if (numbers[0].digits > 2) return run_together(numbers[0], has_day_first);
        parts.day = numbers[0].number;
        return parts;
    }
    if (numbers.size() == 3 && numbers[0].digits == 4) {  // ISO 8601
        set_year(parts, numbers[0]);
        parts.month = numbers[1].number;
        parts.day = numbers[2].number;
        return parts;
    }
    parts.day = numbers[has_day_first ? 0 : 1].number;
    parts.month = numbers[has_day_first ? 1 : 0].number;
    // 12/24 can be meant in one way only.
    if (*parts.month > months && parts.day <= months) std::swap(parts.day, *parts.month);
    if (numbers.size() == 3) set_year(parts, numbers[2]);
    return parts;
}

/// "mar" is Tuesday alone and before a whole date, "mar 1.12.", but March in "3 mar" and "3 mar 2027".
bool is_weekday_rather(const std::vector<Token>& tokens) {
    return tokens.size() == 1 || (tokens.size() >= 3 && !tokens[0].is_number && tokens[1].is_number &&
                                  tokens[2].is_number && tokens[1].number <= 31 && tokens[2].number <= months);
}

}  // namespace

DateEntry parse_date_entry(std::string_view typed, DayNumber today, const Locale& locale) {
    if (typed.size() > longest_entry) return not_understood();
    if (const auto day = relative_day(typed, today, locale)) return {day, DateEntryProblem::None};
    auto tokens = tokens_of(typed);
    if (!tokens || tokens->empty()) return not_understood();

    std::optional<Weekday> wanted;
    const auto names_weekday = [&](const Token& token) {
        return !token.is_number && !is_among(filling_words, token.word) && weekday_named(token.word, locale) &&
               (!month_named(token.word, locale) || is_weekday_rather(*tokens));
    };
    const auto named = std::find_if(tokens->begin(), tokens->end(), names_weekday);
    if (named != tokens->end()) {
        wanted = weekday_named(named->word, locale);
        tokens->erase(named);
    }
    const bool has_number =
        std::any_of(tokens->begin(), tokens->end(), [](const Token& token) { return token.is_number; });
    if (wanted && !has_number) {
        const bool is_alone = std::all_of(tokens->begin(), tokens->end(),
                                          [](const Token& token) { return is_among(filling_words, token.word); });
        if (!is_alone) return not_understood();
        DayNumber day = today + 1;
        while (weekday(day) != *wanted)
            ++day;
        return {day, DateEntryProblem::None};
    }
    const auto parts = parts_of(*tokens, locale);
    if (!parts) return not_understood();
    DateEntry entry = day_of(*parts, today);
    if (entry.day && wanted && weekday(*entry.day) != *wanted) entry.problem = DateEntryProblem::OtherWeekday;
    return entry;
}

std::optional<int> parse_time_entry(std::string_view typed) {
    if (typed.size() > longest_entry) return std::nullopt;
    const auto tokens = tokens_of(typed);
    if (!tokens) return std::nullopt;
    std::vector<Token> numbers;
    std::string words;
    for (const Token& token : *tokens) {
        if (token.is_number) {
            numbers.push_back(token);
        } else if (token.word == "am" || token.word == "pm" || token.word == "m" || token.word == "p" ||
                   (token.word == "a" && !numbers.empty())) {
            words += token.word;  // "p.m." comes in two parts
        } else if (!is_among(hour_words, token.word)) {
            return std::nullopt;
        }
    }
    if (numbers.empty() || numbers.size() > 2) return std::nullopt;
    int hour = numbers[0].number;
    int minute = 0;
    if (numbers.size() == 2) {
        if (numbers[0].digits > 2 || numbers[1].digits > 2) return std::nullopt;
        minute = numbers[1].number;
    } else if (numbers[0].digits == 3 || numbers[0].digits == 4) {  // "830", "0830"
        minute = hour % 100;
        hour /= 100;
    } else if (numbers[0].digits > 4) {
        return std::nullopt;
    }
    if (!words.empty()) {
        if ((words != "am" && words != "pm") || hour < 1 || hour > 12) return std::nullopt;
        hour = hour % 12 + (words == "pm" ? 12 : 0);
    }
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

}  // namespace portail
