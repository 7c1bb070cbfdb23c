#include "shared/ui/screens/free_slots.h"

#include <algorithm>
#include <iterator>

#include "shared/queries/organisation_queries.h"

namespace portail::ui {

Result<void> FreeSlots::load(AppContext& context, const SlotRequest& request) {
    m_slots.clear();
    m_now = context.now();
    m_request = request;
    m_first_day = context.today();
    m_last_day = m_first_day + context.organisation.booking_horizon_days;
    const TimeZone& zone = context.organisation.zone;
    Result<Schedule> schedule =
        load_schedule(context.database(), zone.start_of_day(m_first_day), zone.start_of_day(m_last_day + 1));
    if (!schedule) return schedule.error();
    m_schedule = std::move(*schedule);
    std::erase_if(m_schedule.busy, [&](const BusyInterval& busy) { return busy.id == request.own_busy_interval; });

    // Each day is asked about with what touches it alone: a busy shop has thousands of intervals ahead.
    Schedule of_one_day = m_schedule;
    for (DayNumber day = m_first_day; day <= m_last_day; ++day) {
        const Milliseconds starts_at = zone.start_of_day(day);
        // An appointment may run over midnight.
        const Milliseconds ends_at = zone.start_of_day(day + 1) + request.duration_minutes * minute_ms;
        of_one_day.busy.clear();
        std::copy_if(m_schedule.busy.begin(), m_schedule.busy.end(), std::back_inserter(of_one_day.busy),
                     [&](const BusyInterval& busy) { return busy.starts_at < ends_at && busy.ends_at > starts_at; });
        std::vector<Slot> slots = free_slots(of_one_day, request.duration_minutes, day, m_now);
        std::erase_if(slots, [&](const Slot& slot) { return slot.starts_at == request.not_at; });
        if (!slots.empty()) m_slots.emplace(day, std::move(slots));
    }
    return {};
}

std::span<const Slot> FreeSlots::of_day(DayNumber day) const {
    const auto found = m_slots.find(day);
    return found == m_slots.end() ? std::span<const Slot>{} : std::span<const Slot>{found->second};
}

std::optional<DayNumber> FreeSlots::first_free_day() const {
    if (m_slots.empty()) return std::nullopt;
    return m_slots.begin()->first;
}

std::vector<Slot> FreeSlots::first(std::size_t count) const {
    std::vector<Slot> slots;
    for (const auto& [day, of_day] : m_slots) {
        for (const Slot& slot : of_day) {
            if (slots.size() == count) return slots;
            slots.push_back(slot);
        }
    }
    return slots;
}

std::vector<Slot> FreeSlots::nearest(Milliseconds around, std::size_t count) const {
    std::vector<Slot> slots = nearest_free_slots(m_schedule, m_request.duration_minutes, around, count + 1,
                                                 m_last_day - m_first_day, m_now);
    std::erase_if(slots, [&](const Slot& slot) { return slot.starts_at == m_request.not_at; });
    if (slots.size() <= count) return slots;
    // One too many: the farthest is the first or the last.
    const bool is_first_farther = around - slots.front().starts_at > slots.back().starts_at - around;
    slots.erase(is_first_farther ? slots.begin() : std::prev(slots.end()));
    return slots;
}

bool FreeSlots::contains(Milliseconds starts_at) const {
    for (const auto& [day, slots] : m_slots) {
        for (const Slot& slot : slots) {
            if (slot.starts_at == starts_at) return true;
        }
    }
    return false;
}

}  // namespace portail::ui
