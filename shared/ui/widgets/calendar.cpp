#include "shared/ui/widgets/calendar.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shared/i18n/format.h"
#include "shared/ui/paint.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/scope.h"
#include "shared/ui/widgets/text.h"

namespace portail::ui {

namespace {

constexpr int days_per_week = 7;

DayNumber first_of_month(DayNumber day) {
    CivilDate date = civil_date(day);
    date.day = 1;
    return day_number(date);
}

DayNumber month_later(DayNumber first, int months) {
    CivilDate date = civil_date(first);
    const int index = date.year * 12 + date.month - 1 + months;
    return day_number({index / 12, index % 12 + 1, 1});
}

struct Cell {
    Rect rect;
    DayNumber day;
    bool is_chosen;
    bool is_today;
    bool is_stop;  ///< of the keyboard: Tab comes here, the arrow keys go on
};

struct DayResult {
    bool is_pressed = false;
    bool has_focus = false;
    std::optional<std::string> key;
};

DayResult draw_day(Ui& ui, const Cell& cell, const DayState& day_state) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    const Words& words = ui.words();
    const NodeId cell_id = ui.id_for(Role::GridCell, to_iso_date(cell.day));
    ui.record(cell_id, Role::GridCell, "", cell.rect, when(cell.is_chosen, State::Selected));
    const NodeScope scope(ui, cell_id);
    const NodeId id = ui.id_for(Role::Button, "day");
    const Ui::Interaction state = ui.interact(id, cell.rect, day_state.is_enabled);
    const std::string name =
        joined({words.locale.text(LocaleForm::WeekdayDateWithYear, cell.day),
                cell.is_today ? words.locale.text(LocaleForm::RelativeDay, 0) : std::string{},
                day_state.is_enabled ? day_state.detail : std::string_view(words.unavailable_day)});
    ui.record(id, Role::Button, name, cell.rect,
              control_state(!day_state.is_enabled) | when(!cell.is_stop, State::Skipped) |
                  when(cell.is_chosen, State::Pressed));

    const Rect tile = cell.rect.inset(2);
    Color label = day_state.is_enabled ? colors.text : colors.text_disabled;
    if (cell.is_chosen) {
        fill_rect(tile, colors.accent.solid, theme.radius_small);
        label = colors.accent.on_solid;
    } else if (day_state.is_enabled) {
        fill_rect(tile,
                  state.is_held      ? colors.surface_pressed
                  : state.is_hovered ? colors.surface_hover
                                     : colors.accent.soft,
                  theme.radius_small);
        label = colors.accent.text;
    }
    if (cell.is_today && !cell.is_chosen) {
        stroke_rect(tile, day_state.is_enabled ? colors.accent.solid : colors.field_border, theme.radius_small, 1.5F);
    }
    const std::string number = std::to_string(civil_date(cell.day).day);
    const TypeStyle& style = day_state.is_enabled ? theme.type.body_strong : theme.type.body;
    paint_line(ui, fitting_line(ui, style, number, tile.width), tile, label, number, 0.5F);
    if (day_state.is_marked) {
        fill_circle({tile.center().x, tile.bottom() - 6}, 2, label);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(tile, theme.radius_small);
    }
    return {.is_pressed = state.is_pressed, .has_focus = ui.focused() == id, .key = ui.take_key(id)};
}

/// Finds days that can be chosen.
class DayFinder {
public:
    DayFinder(const MonthPickerOptions& options, FunctionRef<DayState(DayNumber)> state_of)
        : m_options(options), m_state_of(state_of) {}

    [[nodiscard]] DayState state(DayNumber day) const {
        DayState state = m_state_of(day);
        state.is_enabled = state.is_enabled && is_in_range(day);
        return state;
    }
    /// The first from `from` on in steps, as long as `is_near` says so.
    template <class Near>
    [[nodiscard]] std::optional<DayNumber> from(DayNumber from, int step, Near is_near) const {
        constexpr int farthest = 800;
        for (int tried = 0; tried < farthest && is_near(from); ++tried, from += step) {
            if (is_in_range(from) && m_state_of(from).is_enabled) return from;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<DayNumber> in_month(DayNumber from, int step) const {
        const DayNumber month = first_of_month(from);
        return this->from(from, step, [&](DayNumber day) { return first_of_month(day) == month; });
    }
    /// Where a key leads from `day` (WAI-ARIA Authoring Practices, "Date Picker Dialog"); nothing where it leads nowhere.
    [[nodiscard]] std::optional<DayNumber> after_key(DayNumber day, std::string_view key) const {
        const DayNumber monday = day - weekday_index(day);
        const auto on = [&](int step) {
            return from(day + step, step,
                        [&](DayNumber at) { return step < 0 ? at >= m_options.first : is_before_end(at); });
        };
        if (key == "ArrowLeft") return on(-1);
        if (key == "ArrowRight") return on(1);
        if (key == "ArrowUp") return on(-days_per_week);
        if (key == "ArrowDown") return on(days_per_week);
        if (key == "Home") return from(monday, 1, [&](DayNumber at) { return at <= day; });
        if (key == "End") return from(monday + days_per_week - 1, -1, [&](DayNumber at) { return at >= day; });
        if (key == "PageUp") return in_other_month(day, -1);
        if (key == "PageDown") return in_other_month(day, 1);
        return std::nullopt;
    }
    static int weekday_index(DayNumber day) { return static_cast<int>(weekday(day)); }

private:
    [[nodiscard]] bool is_before_end(DayNumber day) const { return m_options.last == 0 || day <= m_options.last; }
    [[nodiscard]] bool is_in_range(DayNumber day) const { return day >= m_options.first && is_before_end(day); }
    /// The same day of the nearest month in that direction that has any to choose, or the one nearest to it.
    [[nodiscard]] std::optional<DayNumber> in_other_month(DayNumber day, int direction) const {
        constexpr int farthest = 24;
        DayNumber month = first_of_month(day);
        for (int tried = 0; tried < farthest; ++tried) {
            month = month_later(month, direction);
            const CivilDate date = civil_date(month);
            const int wanted = std::min(civil_date(day).day, days_in_month(date.year, date.month));
            if (const auto found = in_month(month + wanted - 1, 1)) return found;
            if (const auto found = in_month(month + wanted - 1, -1)) return found;
        }
        return std::nullopt;
    }

    const MonthPickerOptions& m_options;
    FunctionRef<DayState(DayNumber)> m_state_of;
};

std::string month_title(const Words& words, DayNumber shown) {
    return capitalised(words.locale.text(LocaleForm::MonthAndYear, shown));
}

void draw_month_bar(Ui& ui, const MonthPickerOptions& options, DayNumber& shown) {
    const Theme& theme = ui.theme();
    const Words& words = ui.words();
    const Rect bar = ui.place(0, theme.touch_target);
    const DayNumber first = first_of_month(shown);
    const std::string title = month_title(words, shown);
    Node& node = ui.record(ui.id_for(Role::Heading, "month"), Role::Heading, title,
                           {bar.x, bar.y, bar.width - 2 * theme.touch_target, bar.height});
    node.level = options.heading_level;
    node.is_labelled_by_text = true;
    const float room = bar.width - 2 * theme.touch_target - theme.space.xs;
    paint_line(ui, fitting_line(ui, theme.type.heading2, title, room),
               {bar.x + theme.space.xs, bar.y, room, bar.height}, theme.colors.text, title);
    ui.push_flow({bar.right() - 2 * theme.touch_target, bar.y, theme.touch_target, 0}, 0);
    if (icon_button(ui, {.key = "previous",
                         .label = words.previous_month,
                         .icon = Icon::ChevronLeft,
                         .is_disabled = first <= options.first})) {
        shown = month_later(first, -1);
        ui.announce(month_title(words, shown));
    }
    ui.pop_flow();
    ui.push_flow({bar.right() - theme.touch_target, bar.y, theme.touch_target, 0}, 0);
    const bool is_last = options.last != 0 && month_later(first, 1) > options.last;
    if (icon_button(ui,
                    {.key = "next", .label = words.next_month, .icon = Icon::ChevronRight, .is_disabled = is_last})) {
        shown = month_later(first, 1);
        ui.announce(month_title(words, shown));
    }
    ui.pop_flow();
}

/// The one day of the month that Tab comes to.
DayNumber keyboard_stop(const DayFinder& days, DayNumber month, DayNumber last_stop, std::optional<DayNumber> chosen,
                        DayNumber today) {
    for (const DayNumber day : {last_stop, chosen.value_or(0), today}) {
        if (first_of_month(day) == month && days.state(day).is_enabled) return day;
    }
    return days.in_month(month, 1).value_or(month);
}

struct Grid {
    NodeId id;
    Rect rect;
    float cell_width;
    float cell_height;
    DayNumber month;
    int weeks;

    [[nodiscard]] Rect row(int week) const {
        return {rect.x, rect.y + cell_height * static_cast<float>(week), cell_width * days_per_week, cell_height};
    }
    [[nodiscard]] Rect cell(int slot) const {
        const Rect line = row(slot / days_per_week);
        return {line.x + cell_width * static_cast<float>(slot % days_per_week), line.y, cell_width, cell_height};
    }
};

void draw_weekdays(Ui& ui, const Rect& line, float cell_width) {
    const NodeId id = ui.id_for(Role::Row, "weekdays");
    ui.record(id, Role::Row, "", line);
    const NodeScope scope(ui, id);
    for (std::size_t column = 0; column < days_per_week; ++column) {
        const Rect rect{line.x + cell_width * static_cast<float>(column), line.y, cell_width, line.height};
        const NodeId header = ui.id_for(Role::ColumnHeader, std::to_string(column));
        const auto weekday = static_cast<Weekday>(column);
        const std::string name = ui.words().locale.short_weekday(weekday);
        ui.record(header, Role::ColumnHeader, ui.words().locale.weekday(weekday), rect).is_labelled_by_text = true;
        paint_line(ui, fitting_line(ui, ui.theme().type.caption, name, cell_width - 2), rect,
                   ui.theme().colors.text_muted, name, 0.5F);
    }
}

struct MonthResult {
    std::optional<DayNumber> pressed;
    std::optional<DayNumber> wanted;  ///< by a key
};

MonthResult draw_days(Ui& ui, const Grid& grid, const DayFinder& days, std::optional<DayNumber> chosen,
                      DayNumber today) {
    constexpr int stop_slot = 0;
    float& last_stop = ui.remembered(grid.id, stop_slot);
    const DayNumber stop = keyboard_stop(days, grid.month, static_cast<DayNumber>(last_stop), chosen, today);
    const CivilDate date = civil_date(grid.month);
    const int offset = DayFinder::weekday_index(grid.month);
    const int count = days_in_month(date.year, date.month);
    MonthResult result;
    for (int week = 0; week < grid.weeks; ++week) {
        const NodeId row = ui.id_for(Role::Row, to_iso_date(grid.month - offset + week * days_per_week));
        ui.record(row, Role::Row, "", grid.row(week));
        const NodeScope scope(ui, row);
        for (int slot = week * days_per_week; slot < (week + 1) * days_per_week; ++slot) {
            const DayNumber day = grid.month - offset + slot;
            if (slot < offset || slot >= offset + count) {
                const NodeId blank = ui.id_for(Role::GridCell, to_iso_date(day));
                ui.record(blank, Role::GridCell, "", grid.cell(slot));
                continue;
            }
            const DayResult drawn =
                draw_day(ui, {grid.cell(slot), day, chosen == day, today == day, day == stop}, days.state(day));
            if (drawn.is_pressed) result.pressed = day;
            if (drawn.has_focus) last_stop = static_cast<float>(day);
            if (drawn.key) result.wanted = days.after_key(day, *drawn.key);
        }
    }
    return result;
}

}  // namespace

std::optional<DayNumber> month_picker(Ui& ui, const MonthPickerOptions& options, DayNumber& shown,
                                      std::optional<DayNumber> chosen, FunctionRef<DayState(DayNumber)> state_of) {
    const Theme& theme = ui.theme();
    const Rect start = ui.begin_block();
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, options.label, start);
    const NodeScope scope(ui, id);
    // Seven days of 44 px are wider than what the margins of a page and a card leave on the narrowest phones.
    const float needed = theme.touch_target * days_per_week;
    const float overhang = std::clamp((needed - start.width) / 2, 0.0F, theme.space.md);
    const float width = std::min(start.width + 2 * overhang, 420 * theme.options.text_scale);
    ui.push_flow({start.x - overhang, start.y, width, 0}, theme.space.xs);
    draw_month_bar(ui, options, shown);

    Grid grid;
    grid.month = first_of_month(shown);
    grid.cell_width = std::floor(width / days_per_week);
    grid.cell_height = std::max(theme.touch_target, std::min(grid.cell_width, 52.0F));
    const CivilDate date = civil_date(grid.month);
    const int slots = DayFinder::weekday_index(grid.month) + days_in_month(date.year, date.month);
    grid.weeks = (slots + days_per_week - 1) / days_per_week;
    const Rect names = ui.place(0, theme.type.caption.line_height + theme.space.xs);
    grid.rect = ui.place(0, grid.cell_height * static_cast<float>(grid.weeks));
    grid.id = ui.id_for(Role::Grid, "grid");
    ui.record(grid.id, Role::Grid, month_title(ui.words(), grid.month),
              {names.x, names.y, names.width, grid.rect.bottom() - names.y});
    MonthResult result;
    {
        const NodeScope inside(ui, grid.id);
        draw_weekdays(ui, {names.x, names.y, grid.cell_width * days_per_week, names.height}, grid.cell_width);
        result = draw_days(ui, grid, DayFinder{options, state_of}, chosen, options.today);
    }
    if (result.wanted) {
        const DayNumber day = *result.wanted;
        const DayNumber monday = day - DayFinder::weekday_index(day);
        ui.focus(ui.tree().path(grid.id) + '/' + to_iso_date(monday) + '/' + to_iso_date(day) + "/day");
        if (first_of_month(day) != grid.month) ui.announce(month_title(ui.words(), day));
        shown = day;
    }
    const float height = ui.pop_flow().height;
    ui.node(id).rect.height = height;
    ui.end_block(height);
    return result.pressed;
}

}  // namespace portail::ui
