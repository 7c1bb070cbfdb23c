// The free times for one service, as far as customers may book ahead, read once and asked often: which days have any,
// the first ones, the nearest to a time that is gone.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "shared/domain/availability.h"
#include "shared/ui/app_context.h"

namespace portail::ui {

struct SlotRequest {
    int duration_minutes = 60;
    Id own_busy_interval = {};                  ///< what is moved does not stand in its own way
    std::optional<Milliseconds> not_at = {};  ///< the time that it has already is never offered
};

class FreeSlots {
public:
    [[nodiscard]] Result<void> load(AppContext& context, const SlotRequest& request);

    [[nodiscard]] DayNumber first_day() const { return m_first_day; }
    [[nodiscard]] DayNumber last_day() const { return m_last_day; }
    [[nodiscard]] std::span<const Slot> of_day(DayNumber day) const;
    [[nodiscard]] std::optional<DayNumber> first_free_day() const;
    /// The earliest `count`.
    [[nodiscard]] std::vector<Slot> first(std::size_t count) const;
    /// The closest `count` to `around`, in order of time.
    [[nodiscard]] std::vector<Slot> nearest(Milliseconds around, std::size_t count) const;
    [[nodiscard]] bool contains(Milliseconds starts_at) const;
    [[nodiscard]] bool is_empty() const { return m_slots.empty(); }

private:
    DayNumber m_first_day = 0;
    DayNumber m_last_day = 0;
    std::map<DayNumber, std::vector<Slot>> m_slots;  ///< days without any are not in it
    Schedule m_schedule;
    SlotRequest m_request;
    Milliseconds m_now = 0;
};

}  // namespace portail::ui
