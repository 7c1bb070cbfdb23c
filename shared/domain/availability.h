// When something can be booked. The same code answers on the phone, at the desk and inside the booking transaction of
// the server, from the same few facts: opening hours, closures, capacity and what is busy already. Intervals are
// half-open: [starts_at, ends_at).
#pragma once

#include <span>
#include <vector>

#include "shared/base/calendar.h"
#include "shared/base/ids.h"

namespace portail {

struct OpeningHours {
    Weekday weekday = Weekday::Monday;
    int opens_minute = 0;   ///< since local midnight
    int closes_minute = 0;  ///< at most 1440
};

struct Closure {
    DayNumber first_day = 0;
    DayNumber last_day = 0;  ///< included
    std::string reason;
};

/// Something that an appointment occupies: a lift, a room, a person. `capacity` appointments fit at the same time.
struct Resource {
    Id id;
    std::string name;
    int capacity = 1;
};

struct BusyInterval {
    Id id;
    Id resource_id;
    Milliseconds starts_at = 0;
    Milliseconds ends_at = 0;
    int units = 1;
};

struct Schedule {
    TimeZone zone;
    int slot_step_minutes = 30;
    int booking_notice_minutes = 0;
    int booking_horizon_days = 60;
    std::vector<OpeningHours> opening_hours;
    std::vector<Closure> closures;
    std::vector<Resource> resources;  ///< in the order in which they are filled
    std::vector<BusyInterval> busy;   ///< at least those that touch the days asked about
};

/// Nothing that is booked lasts longer.
inline constexpr int longest_appointment_minutes = 2 * 24 * 60;

struct Slot {
    Milliseconds starts_at = 0;
    Milliseconds ends_at = 0;
    Id resource_id;

    friend bool operator==(const Slot&, const Slot&) = default;
};

[[nodiscard]] bool is_closed(const Schedule& schedule, DayNumber day);

/// The first resource that has room for the whole interval; null where there is none.
[[nodiscard]] const Resource* free_resource(const Schedule& schedule, Milliseconds starts_at, Milliseconds ends_at);

/// What a customer may book on that local day, in order, each time once. `now` decides notice and horizon.
[[nodiscard]] std::vector<Slot> free_slots(const Schedule& schedule, int duration_minutes, DayNumber day,
                                           Milliseconds now);

/// True when a customer may book at exactly this time, capacity aside: a step of the opening hours, in time, not too
/// far ahead.
[[nodiscard]] bool is_bookable_time(const Schedule& schedule, int duration_minutes, Milliseconds starts_at,
                                    Milliseconds now);

/// The `count` free slots closest to `around`, in order of time; looks at most `days` to either side.
[[nodiscard]] std::vector<Slot> nearest_free_slots(const Schedule& schedule, int duration_minutes, Milliseconds around,
                                                   std::size_t count, int days, Milliseconds now);

}  // namespace portail
