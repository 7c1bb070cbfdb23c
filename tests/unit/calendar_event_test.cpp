#include "shared/domain/calendar_event.h"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "shared/base/text.h"

using namespace portail;

namespace {

CalendarEvent tyres() {
    return {.id = "0199b7df-24be-7329-8dad-000000000001",
            .starts_at = 1'795'422'600'000,  // 2026-11-23 08:30 UTC
            .ends_at = 1'795'426'200'000,
            .changed_at = 1'795'300'000'000,
            .is_confirmed = true,
            .summary = "Changement de pneus, Garage du Lac",
            .location = "Rue du Lac 1; 1200 Genève",
            .description = "ZH 123 456\nAppelez au \\ 022"};
}

}  // namespace

TEST_CASE("an appointment becomes a file that other calendars read") {
    CHECK(to_icalendar(tyres()) ==
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Portail//Portail//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n"
          "UID:0199b7df-24be-7329-8dad-000000000001\r\nDTSTAMP:20261121T222640Z\r\nDTSTART:20261123T083000Z\r\n"
          "DTEND:20261123T093000Z\r\nSTATUS:CONFIRMED\r\nSUMMARY:Changement de pneus\\, Garage du Lac\r\n"
          "LOCATION:Rue du Lac 1\\; 1200 Genève\r\nDESCRIPTION:ZH 123 456\\nAppelez au \\\\ 022\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST_CASE("no line of a calendar file is longer than 75 octets, nor cut within a character") {
    CalendarEvent event = tyres();
    event.is_confirmed = false;
    event.summary.clear();
    for (int letter = 0; letter < 120; ++letter)
        event.summary += letter % 3 == 0 ? "é" : letter % 3 == 1 ? "漢" : "a";
    const std::string file = to_icalendar(event);
    std::istringstream lines{file};
    std::string unfolded;
    for (std::string line; std::getline(lines, line);) {
        REQUIRE(line.ends_with('\r'));
        line.pop_back();
        CHECK(line.size() <= 75);
        CHECK(is_utf8(line));
        unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
    }
    CHECK(unfolded.find("\nSUMMARY:" + event.summary + "\n") != std::string::npos);
    CHECK(unfolded.find("\nSTATUS:TENTATIVE\n") != std::string::npos);
}
