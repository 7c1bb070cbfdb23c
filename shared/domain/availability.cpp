#include "shared/domain/availability.h"

#include <algorithm>
#include <cstdlib>

namespace portail {
namespace {

// The most units that are busy at one moment of the interval: it is reached where one of the busy intervals begins,
// or at the start.
int busiest_moment(const Schedule& schedule, const Id& resource_id, Milliseconds starts_at, Milliseconds ends_at) {
    const auto busy_at = [&](Milliseconds moment) {
        int units = 0;
        for (const BusyInterval& busy : schedule.busy) {
            if (busy.resource_id == resource_id && busy.starts_at <= moment && moment < busy.ends_at) {
                units += busy.units;
            }
        }
        return units;
    };
    int most = busy_at(starts_at);
    for (const BusyInterval& busy : schedule.busy) {
        if (busy.resource_id == resource_id && busy.starts_at > starts_at && busy.starts_at < ends_at) {
            most = std::max(most, busy_at(busy.starts_at));
        }
    }
    return most;
}

bool in_time(const Schedule& schedule, Milliseconds starts_at, Milliseconds now) {
    if (starts_at < now + schedule.booking_notice_minutes * minute_ms) return false;
    return schedule.zone.local(starts_at).day <= schedule.zone.local(now).day + schedule.booking_horizon_days;
}

// Calls `visit` with each time of the day at which something of this length can begin, capacity and notice aside.
template <class Visit>
void each_step(const Schedule& schedule, int duration_minutes, DayNumber day, Visit visit) {
    if (duration_minutes <= 0 || schedule.slot_step_minutes <= 0 || is_closed(schedule, day)) return;
    for (const OpeningHours& hours : schedule.opening_hours) {
        if (hours.weekday != weekday(day)) continue;
        const Milliseconds closes = schedule.zone.instant(day, hours.closes_minute);
        // Real time passes evenly, also through a change of the clocks.
        for (Milliseconds start = schedule.zone.instant(day, hours.opens_minute);
             start + duration_minutes * minute_ms <= closes; start += schedule.slot_step_minutes * minute_ms) {
            visit(start);
        }
    }
}

}  // namespace

bool is_closed(const Schedule& schedule, DayNumber day) {
    return std::any_of(schedule.closures.begin(), schedule.closures.end(),
                       [&](const Closure& closure) { return closure.first_day <= day && day <= closure.last_day; });
}

const Resource* free_resource(const Schedule& schedule, Milliseconds starts_at, Milliseconds ends_at) {
    for (const Resource& resource : schedule.resources) {
        if (busiest_moment(schedule, resource.id, starts_at, ends_at) < resource.capacity) return &resource;
    }
    return nullptr;
}

std::vector<Slot> free_slots(const Schedule& schedule, int duration_minutes, DayNumber day, Milliseconds now) {
    std::vector<Slot> slots;
    each_step(schedule, duration_minutes, day, [&](Milliseconds start) {
        if (!in_time(schedule, start, now)) return;
        const Milliseconds end = start + duration_minutes * minute_ms;
        const Resource* resource = free_resource(schedule, start, end);
        if (resource != nullptr) slots.push_back({start, end, resource->id});
    });
    const auto earlier = [](const Slot& left, const Slot& right) { return left.starts_at < right.starts_at; };
    const auto same_time = [](const Slot& left, const Slot& right) { return left.starts_at == right.starts_at; };
    std::stable_sort(slots.begin(), slots.end(), earlier);
    slots.erase(std::unique(slots.begin(), slots.end(), same_time), slots.end());
    return slots;
}

bool is_bookable_time(const Schedule& schedule, int duration_minutes, Milliseconds starts_at, Milliseconds now) {
    if (!in_time(schedule, starts_at, now)) return false;
    bool found = false;
    each_step(schedule, duration_minutes, schedule.zone.local(starts_at).day,
              [&](Milliseconds start) { found = found || start == starts_at; });
    return found;
}

std::vector<Slot> nearest_free_slots(const Schedule& schedule, int duration_minutes, Milliseconds around,
                                     std::size_t count, int days, Milliseconds now) {
    const DayNumber middle = schedule.zone.local(around).day;
    std::vector<Slot> candidates;
    // One day more than seems enough: after a late slot, the next morning can be closer than this one.
    bool enough = false;
    for (int distance = 0; distance <= days && !enough; ++distance) {
        enough = candidates.size() >= count;
        std::vector<DayNumber> at_this_distance{middle + distance};
        if (distance > 0) at_this_distance.push_back(middle - distance);
        for (const DayNumber day : at_this_distance) {
            for (Slot& slot : free_slots(schedule, duration_minutes, day, now))
                candidates.push_back(std::move(slot));
        }
    }
    const auto closer = [&](const Slot& left, const Slot& right) {
        return std::llabs(left.starts_at - around) < std::llabs(right.starts_at - around);
    };
    std::stable_sort(candidates.begin(), candidates.end(), closer);
    if (candidates.size() > count) candidates.resize(count);
    std::sort(candidates.begin(), candidates.end(),
              [](const Slot& left, const Slot& right) { return left.starts_at < right.starts_at; });
    return candidates;
}

}  // namespace portail
