#include "shared/ui/screens/admin_time_picker.h"

#include <algorithm>

#include "shared/queries/organisation_queries.h"
#include "shared/ui/screens/admin_frame.h"

namespace portail::ui {
namespace {

constexpr int farthest_days = 2 * 366;  // staff plan ahead further than customers may
constexpr int days_searched_for_room = 90;

/// What customers are held to (notice and horizon) does not hold for staff.
void lift_limits(Schedule& schedule) {
    schedule.booking_notice_minutes = 0;
    schedule.booking_horizon_days = farthest_days;
}

}  // namespace

bool is_shut(const Schedule& schedule, DayNumber day) {
    const auto opens = [&](const OpeningHours& hours) { return hours.weekday == weekday(day); };
    return is_closed(schedule, day) ||
           std::none_of(schedule.opening_hours.begin(), schedule.opening_hours.end(), opens);
}

void AdminTimePicker::reset(std::optional<DayNumber> day) {
    m_day.reset();
    m_chosen.reset();
    m_typed_day.clear();
    forget_typed_time();
    m_watch.invalidate();
    if (day) show_day(*day);
}

void AdminTimePicker::choose(Milliseconds at, const AppContext& context) {
    show_day(context.format.day_of(at));
    m_chosen = at;
}

void AdminTimePicker::show_day(DayNumber day) {
    m_day = day;
    m_shown_month = day;
    m_watch.invalidate();
}

void AdminTimePicker::load(AppContext& context, const TimePickerRequest& request) {
    m_request = request;
    m_problem.reset();
    m_slots.clear();
    const DayNumber first = m_day.value_or(context.today());
    const TimeZone& zone = context.organisation.zone;
    const DayNumber last = m_day ? first : first + days_searched_for_room;
    m_schedule = taken(load_schedule(context.database(), zone.start_of_day(first),
                                     zone.start_of_day(last + 1) + longest_appointment_minutes * minute_ms),
                       m_problem);
    if (m_problem) return;
    lift_limits(m_schedule);
    std::erase_if(m_schedule.busy, [&](const BusyInterval& busy) { return busy.id == request.own_busy_interval; });
    for (DayNumber day = first; day <= last; ++day) {
        m_slots = free_slots(m_schedule, request.duration_minutes, day, context.now());
        std::erase_if(m_slots, [&](const Slot& slot) { return slot.starts_at == request.now_at; });
        if (m_slots.empty() && day < last) continue;
        // Where no day was asked for: the first that has room, or else today.
        if (!m_day) {
            m_day = m_slots.empty() ? first : day;
            m_shown_month = *m_day;
        }
        break;
    }
    m_is_day_closed = is_shut(m_schedule, *m_day);
}

void AdminTimePicker::draw(Ui& ui, AppContext& context, const TimePickerRequest& request) {
    const bool is_other = request.duration_minutes != m_request.duration_minutes ||
                          request.own_busy_interval != m_request.own_busy_interval ||
                          request.now_at != m_request.now_at;
    if (m_watch.changed(context) || is_other) load(context, request);
    error_banner(ui, context, "schedule", m_problem ? &*m_problem : nullptr);
    if (!m_day) return;
    columns(ui, {.count = 2, .min_width = 280, .key = "time"}, [&](int column) {
        if (column == 0) {
            draw_typed_day(ui, context);
            draw_calendar(ui, context);
        } else {
            draw_slots(ui, context);
            draw_typed(ui, context, request);
        }
    });
}

void AdminTimePicker::draw_calendar(Ui& ui, AppContext& context) {
    const DayNumber today = context.today();
    const auto pressed = month_picker(ui,
                                      {.key = "day",
                                       .label = context.words.text("admin.time.day"),
                                       .today = today,
                                       .first = today,
                                       .last = today + farthest_days},
                                      m_shown_month, m_day, [](DayNumber) { return DayState{}; });
    if (pressed) {
        m_typed_day.clear();
        take_day(*pressed);
    }
}

void AdminTimePicker::draw_typed_day(Ui& ui, AppContext& context) {
    const DayNumber today = context.today();
    std::optional<DayNumber> day = m_day;
    const EntryResult typed = date_field(ui,
                                         {.key = "typed_day",
                                          .label = context.words.text("admin.time.day"),
                                          .help = context.words.text("admin.time.day_help"),
                                          .today = today,
                                          .first = today,
                                          .last = today + farthest_days},
                                         m_typed_day, day);
    // What is not a day yet leaves the one that is shown.
    if (typed.is_changed && day) take_day(*day);
}

void AdminTimePicker::take_day(DayNumber day) {
    m_chosen.reset();
    forget_typed_time();
    show_day(day);
}

void AdminTimePicker::forget_typed_time() {
    m_typed.clear();
    m_typed_minute.reset();
    m_typed_error.reset();
}

void AdminTimePicker::draw_slots(Ui& ui, AppContext& context) {
    const std::string day = capitalised(context.format.near_day(*m_day, context.today()));
    heading(ui, {.text = day, .level = 3, .key = "day_title"});
    if (m_slots.empty()) {
        text(ui, {.text = context.words.text(m_is_day_closed ? "admin.time.closed" : "admin.time.full"),
                  .style = TextStyle::Muted,
                  .key = "none"});
        return;
    }
    std::vector<std::string> keys;
    std::vector<std::string> labels;
    std::vector<ChoiceOption> choices;
    keys.reserve(m_slots.size());
    labels.reserve(m_slots.size());
    std::optional<std::size_t> chosen;
    for (const Slot& slot : m_slots) {
        if (slot.starts_at == m_chosen) chosen = keys.size();
        keys.push_back(std::to_string(slot.starts_at));
        labels.push_back(context.format.time(slot.starts_at));
        choices.push_back({.key = keys.back(), .label = labels.back()});
    }
    const auto pressed = choice_grid(
        ui,
        {.key = "slots", .label = context.words.text("admin.time.free_slots"), .columns = 4, .is_label_hidden = true},
        choices, chosen);
    if (pressed) {
        m_chosen = m_slots[*pressed].starts_at;
        forget_typed_time();
    }
}

void AdminTimePicker::draw_typed(Ui& ui, AppContext& context, const TimePickerRequest& request) {
    const EntryResult typed = time_field(ui,
                                         {.key = "typed",
                                          .label = context.words.text("admin.time.other"),
                                          .help = context.words.text("admin.time.other_help"),
                                          .error = m_typed_error ? context.words.error(*m_typed_error) : std::string{}},
                                         m_typed, m_typed_minute);
    if (!typed.is_changed) return;
    m_typed_error.reset();
    m_chosen.reset();
    if (!m_typed_minute) return;
    const Milliseconds at = context.organisation.zone.instant(*m_day, *m_typed_minute);
    if (free_resource(m_schedule, at, at + request.duration_minutes * minute_ms) == nullptr) {
        m_typed_error = conflict("error.slot_taken", "starts_at");
        return;
    }
    m_chosen = at;
}

}  // namespace portail::ui
