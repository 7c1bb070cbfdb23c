#include "shared/i18n/format.h"

namespace portail {

std::string Formatter::weekday(Weekday weekday) const {
    return locale().weekday(weekday);
}

std::string Formatter::month(int month) const {
    return locale().month(month);
}

std::string Formatter::date(DayNumber day) const {
    return locale().text(LocaleForm::LongDate, day);
}

std::string Formatter::short_date(DayNumber day) const {
    return locale().text(LocaleForm::NumericDate, day);
}

std::string Formatter::weekday_date(DayNumber day) const {
    return locale().text(LocaleForm::WeekdayDate, day);
}

std::string Formatter::near_day(DayNumber day, DayNumber today) const {
    if (day >= today - 1 && day <= today + 1) return locale().text(LocaleForm::RelativeDay, day - today);
    const bool is_this_year = civil_date(day).year == civil_date(today).year;
    return locale().text(is_this_year ? LocaleForm::WeekdayDate : LocaleForm::WeekdayDateWithYear, day);
}

std::string Formatter::time(Milliseconds at) const {
    return locale().text(LocaleForm::Time, m_zone.local(at).minute);
}

std::string Formatter::moment(Milliseconds at) const {
    return m_words.text("common.moment", {{"date", weekday_date(day_of(at))}, {"time", time(at)}});
}

std::string Formatter::near_moment(Milliseconds at, Milliseconds now) const {
    return m_words.text("common.moment", {{"date", near_day(day_of(at), day_of(now))}, {"time", time(at)}});
}

std::string Formatter::time_range(Milliseconds from, Milliseconds to) const {
    return time(from) + "\u00a0–\u00a0" + time(to);
}

std::string Formatter::ago(Milliseconds at, Milliseconds now) const {
    const Milliseconds age = now - at;
    if (age < minute_ms) return m_words.text("common.just_now");
    if (age < hour_ms) return locale().text(LocaleForm::RelativeMinute, -(age / minute_ms));
    if (age < 12 * hour_ms) return locale().text(LocaleForm::RelativeHour, -(age / hour_ms));
    return near_moment(at, now);
}

std::string Formatter::duration(int minutes) const {
    const int hours = minutes / 60;
    const int rest = minutes % 60;
    if (hours == 0) return locale().text(LocaleForm::Minutes, rest);
    std::string text = locale().text(LocaleForm::Hours, hours);
    if (rest > 0) text += "\u00a0" + locale().text(LocaleForm::Minutes, rest);
    return text;
}

std::string Formatter::money(const Money& amount) const {
    return locale().money(amount);
}

std::string capitalised(std::string text) {
    // The words that begin a line (days, months, "hier") all begin with a letter of ASCII.
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

}  // namespace portail
