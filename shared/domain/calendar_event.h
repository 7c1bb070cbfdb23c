// An appointment for other calendars: iCalendar (RFC 5545), which phones and desks open by themselves.
#pragma once

#include <string>

#include "shared/base/clock.h"
#include "shared/base/ids.h"

namespace portail {

struct CalendarEvent {
    Id id;  ///< the same each time, so that a later file takes the place of an earlier one
    Milliseconds starts_at = 0;
    Milliseconds ends_at = 0;
    Milliseconds changed_at = 0;  ///< orders the files of one event
    bool is_confirmed = false;    ///< else tentative
    std::string summary;
    std::string location;
    std::string description;
};

/// A whole file, "text/calendar"; times in UTC, lines folded at 75 octets.
[[nodiscard]] std::string to_icalendar(const CalendarEvent& event);

}  // namespace portail
