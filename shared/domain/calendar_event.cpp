#include "shared/domain/calendar_event.h"

#include <cstdio>

#include "shared/base/calendar.h"

namespace portail {
namespace {

/// "20261123T083000Z"
std::string utc_time(Milliseconds at) {
    const LocalTime utc = TimeZone{}.local(at);
    const CivilDate date = civil_date(utc.day);
    const int second = static_cast<int>(at / second_ms % 60);
    char text[32];
    std::snprintf(text, sizeof text, "%04d%02d%02dT%02d%02d%02dZ", date.year, date.month, date.day, utc.minute / 60,
                  utc.minute % 60, second);
    return text;
}

/// Section 3.3.11.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char character : text) {
        switch (character) {
            case '\n':
                result += "\\n";
                break;
            case '\r':
                break;
            case '\\':
            case ';':
            case ',':
                result += '\\';
                [[fallthrough]];
            default:
                result += character;
        }
    }
    return result;
}

/// Section 3.1: no line is longer than 75 octets, and none is cut within a character.
void add_line(std::string& file, const std::string& line) {
    constexpr std::size_t longest = 75;
    std::size_t used = 0;
    for (std::size_t index = 0; index < line.size(); ++index) {
        const bool begins_a_character = (static_cast<unsigned char>(line[index]) & 0xC0U) != 0x80;
        std::size_t size = 1;
        while (index + size < line.size() && (static_cast<unsigned char>(line[index + size]) & 0xC0U) == 0x80)
            ++size;
        if (begins_a_character && used + size > longest) {
            file += "\r\n ";
            used = 1;
        }
        file += line[index];
        ++used;
    }
    file += "\r\n";
}

}  // namespace

std::string to_icalendar(const CalendarEvent& event) {
    std::string file;
    add_line(file, "BEGIN:VCALENDAR");
    add_line(file, "VERSION:2.0");
    add_line(file, "PRODID:-//Portail//Portail//EN");
    add_line(file, "METHOD:PUBLISH");
    add_line(file, "BEGIN:VEVENT");
    add_line(file, "UID:" + event.id);
    add_line(file, "DTSTAMP:" + utc_time(event.changed_at));
    add_line(file, "DTSTART:" + utc_time(event.starts_at));
    add_line(file, "DTEND:" + utc_time(event.ends_at));
    add_line(file, std::string{"STATUS:"} + (event.is_confirmed ? "CONFIRMED" : "TENTATIVE"));
    add_line(file, "SUMMARY:" + escaped(event.summary));
    if (!event.location.empty()) add_line(file, "LOCATION:" + escaped(event.location));
    if (!event.description.empty()) add_line(file, "DESCRIPTION:" + escaped(event.description));
    add_line(file, "END:VEVENT");
    add_line(file, "END:VCALENDAR");
    return file;
}

}  // namespace portail
