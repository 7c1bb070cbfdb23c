#include "shared/i18n/format.h"

#include <array>

namespace portail {
namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view minus_sign = "\u2212";

std::string two_digits(int number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

/// How a language writes amounts of its own currencies.
struct NumberStyle {
    std::string_view group;
    std::string_view decimal;
};

NumberStyle number_style(Language language, bool is_swiss) {
    // The Federal Chancellery's guides: an apostrophe and a point, in French a space instead of the apostrophe.
    if (is_swiss) return {language == Language::French ? no_break_space : std::string_view{"’"}, "."};
    switch (language) {
        case Language::French:
            return {no_break_space, ","};
        case Language::English:
            return {",", "."};
        case Language::German:
        case Language::Italian:
            return {".", ","};
    }
    return {no_break_space, ","};
}

std::string grouped(std::uint64_t number, std::string_view separator) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t index = 0; index < digits.size(); ++index) {
        if (index > 0 && (digits.size() - index) % 3 == 0) text += separator;
        text += digits[index];
    }
    return text;
}

std::string_view currency_sign(std::string_view currency) {
    if (currency == "EUR") return "€";
    if (currency == "GBP") return "£";
    if (currency == "USD") return "$";
    return currency;
}

}  // namespace

std::string Formatter::weekday(Weekday weekday) const {
    return m_words.text("common.weekday." + std::to_string(static_cast<int>(weekday) + 1));
}

std::string Formatter::month(int month) const {
    return m_words.text("common.month." + std::to_string(month));
}

std::string Formatter::date(DayNumber day) const {
    const CivilDate date = civil_date(day);
    return m_words.text(
        "common.date",
        {{"day", m_words.text(date.day == 1 ? "common.first_day" : "common.day", {{"day", std::to_string(date.day)}})},
         {"month", month(date.month)},
         {"year", std::to_string(date.year)}});
}

std::string Formatter::short_date(DayNumber day) const {
    const CivilDate date = civil_date(day);
    const char* separator = m_words.language() == Language::English ? "/" : ".";
    return two_digits(date.day) + separator + two_digits(date.month) + separator + std::to_string(date.year);
}

std::string Formatter::weekday_date(DayNumber day) const {
    const CivilDate date = civil_date(day);
    return m_words.text(
        "common.weekday_date",
        {{"weekday", weekday(portail::weekday(day))},
         {"day", m_words.text(date.day == 1 ? "common.first_day" : "common.day", {{"day", std::to_string(date.day)}})},
         {"month", month(date.month)}});
}

std::string Formatter::near_day(DayNumber day, DayNumber today) const {
    if (day == today) return m_words.text("common.today");
    if (day == today + 1) return m_words.text("common.tomorrow");
    if (day == today - 1) return m_words.text("common.yesterday");
    const int year = civil_date(day).year;
    if (year == civil_date(today).year) return weekday_date(day);
    return m_words.text("common.date_with_year", {{"date", weekday_date(day)}, {"year", std::to_string(year)}});
}

std::string Formatter::time(Milliseconds at) const {
    const LocalTime local = m_zone.local(at);
    return two_digits(local.minute / 60) + ":" + two_digits(local.minute % 60);
}

std::string Formatter::moment(Milliseconds at) const {
    return m_words.text("common.moment", {{"date", weekday_date(day_of(at))}, {"time", time(at)}});
}

std::string Formatter::near_moment(Milliseconds at, Milliseconds now) const {
    return m_words.text("common.moment", {{"date", near_day(day_of(at), day_of(now))}, {"time", time(at)}});
}

std::string Formatter::time_range(Milliseconds from, Milliseconds to) const {
    return time(from) + std::string{no_break_space} + "–" + std::string{no_break_space} + time(to);
}

std::string Formatter::ago(Milliseconds at, Milliseconds now) const {
    const Milliseconds age = now - at;
    if (age < minute_ms) return m_words.text("common.just_now");
    if (age < hour_ms) return m_words.plural("common.minutes_ago", age / minute_ms);
    if (age < 12 * hour_ms) return m_words.plural("common.hours_ago", age / hour_ms);
    return near_moment(at, now);
}

std::string Formatter::duration(int minutes) const {
    const std::string space{no_break_space};
    const int hours = minutes / 60;
    const int rest = minutes % 60;
    if (hours == 0) return std::to_string(rest) + space + "min";
    const char* hour_sign = m_words.language() == Language::German ? "Std." : "h";
    std::string text = std::to_string(hours) + space + hour_sign;
    if (rest > 0) text += space + two_digits(rest) + (m_words.language() == Language::German ? space + "Min." : "");
    return text;
}

std::string Formatter::money(const Money& amount) const {
    const bool is_negative = amount.minor_units < 0;
    const std::uint64_t magnitude = is_negative ? std::uint64_t{0} - static_cast<std::uint64_t>(amount.minor_units)
                                                : static_cast<std::uint64_t>(amount.minor_units);
    const int digits = minor_unit_digits(amount.currency);
    std::uint64_t unit = 1;
    for (int digit = 0; digit < digits; ++digit)
        unit *= 10;

    const bool is_swiss = amount.currency == "CHF";
    const NumberStyle style = number_style(m_words.language(), is_swiss);
    std::string number = grouped(magnitude / unit, style.group);
    if (digits > 0) {
        const std::uint64_t rest = magnitude % unit;
        if (is_swiss && rest == 0) {
            number += ".–";
        } else {
            const std::string fraction = std::to_string(rest);
            number += style.decimal;
            number += std::string(static_cast<std::size_t>(digits) - fraction.size(), '0') + fraction;
        }
    }

    const std::string sign = is_negative ? std::string{minus_sign} : std::string{};
    if (is_swiss) return "CHF" + std::string{no_break_space} + sign + number;
    const std::string currency{currency_sign(amount.currency)};
    if (m_words.language() == Language::English) {
        const bool is_code = currency.size() == 3 && currency == amount.currency;
        return sign + currency + (is_code ? std::string{no_break_space} : std::string{}) + number;
    }
    return sign + number + std::string{no_break_space} + currency;
}

std::string capitalised(std::string text) {
    // The words that begin a line (days, months, "hier") all begin with a letter of ASCII.
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

}  // namespace portail
