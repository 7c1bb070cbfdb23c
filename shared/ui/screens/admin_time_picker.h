// Where staff choose the time of an appointment: a day, typed or pressed, then one of its free slots, or any time typed
// in, for the shop may squeeze somebody in outside its hours. Whether there is room is asked from the schedule at once, and again by the
// mutator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/domain/availability.h"
#include "shared/ui/screen.h"

namespace portail::ui {

/// True where the shop does not open at all on that day.
[[nodiscard]] bool is_shut(const Schedule& schedule, DayNumber day);

struct TimePickerRequest {
    int duration_minutes = 60;
    Id own_busy_interval;                ///< what is moved does not stand in its own way
    std::optional<Milliseconds> now_at;  ///< the time it has at present: never offered
};

class AdminTimePicker {
public:
    /// Reads the free slots again where the data, the request or the day changed.
    void draw(Ui& ui, AppContext& context, const TimePickerRequest& request);
    [[nodiscard]] std::optional<Milliseconds> chosen() const { return m_chosen; }
    /// Begins again on this day.
    void reset(std::optional<DayNumber> day = std::nullopt);
    void choose(Milliseconds at, const AppContext& context);

private:
    void load(AppContext& context, const TimePickerRequest& request);
    void show_day(DayNumber day);
    void take_day(DayNumber day);
    void forget_typed_time();
    void draw_typed_day(Ui& ui, AppContext& context);
    void draw_calendar(Ui& ui, AppContext& context);
    void draw_slots(Ui& ui, AppContext& context);
    void draw_typed(Ui& ui, AppContext& context, const TimePickerRequest& request);

    DataWatch m_watch;
    TimePickerRequest m_request;
    std::optional<Error> m_problem;
    Schedule m_schedule;
    std::vector<Slot> m_slots;
    std::optional<DayNumber> m_day;
    DayNumber m_shown_month = 0;
    bool m_is_day_closed = false;
    std::optional<Milliseconds> m_chosen;
    std::string m_typed_day;
    std::string m_typed;
    std::optional<int> m_typed_minute;
    std::optional<Error> m_typed_error;
};

}  // namespace portail::ui
