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
};

/// True when the day was pressed.
bool draw_day(Ui& ui, const Cell& cell, const DayState& day_state) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    const Words& words = ui.words();
    const NodeId id = ui.id_for(Role::Button, to_iso_date(cell.day));
    const Ui::Interaction state = ui.interact(id, cell.rect, day_state.is_enabled);
    const std::string name =
        joined({words.locale.text(LocaleForm::WeekdayDateWithYear, cell.day),
                cell.is_today ? words.locale.text(LocaleForm::RelativeDay, 0) : std::string{},
                day_state.is_enabled ? day_state.detail : std::string_view(words.unavailable_day)});
    ui.record(id, Role::Button, name, cell.rect,
              control_state(!day_state.is_enabled) | when(cell.is_chosen, State::Pressed));

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
    return state.is_pressed;
}

void draw_month_bar(Ui& ui, const MonthPickerOptions& options, DayNumber& shown) {
    const Theme& theme = ui.theme();
    const Words& words = ui.words();
    const Rect bar = ui.place(0, theme.touch_target);
    const DayNumber first = first_of_month(shown);
    const std::string title = capitalised(words.locale.text(LocaleForm::MonthAndYear, first));
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
    }
    ui.pop_flow();
    ui.push_flow({bar.right() - theme.touch_target, bar.y, theme.touch_target, 0}, 0);
    const bool is_last = options.last != 0 && month_later(first, 1) > options.last;
    if (icon_button(ui,
                    {.key = "next", .label = words.next_month, .icon = Icon::ChevronRight, .is_disabled = is_last})) {
        shown = month_later(first, 1);
    }
    ui.pop_flow();
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

    const float cell_width = std::floor(width / days_per_week);
    const float cell_height = std::max(theme.touch_target, std::min(cell_width, 52.0F));
    const Rect names = ui.place(0, theme.type.caption.line_height + theme.space.xs);
    for (int column = 0; column < days_per_week; ++column) {
        const std::string name = ui.words().locale.short_weekday(static_cast<Weekday>(column));
        paint_line(ui, fitting_line(ui, theme.type.caption, name, cell_width - 2),
                   {names.x + cell_width * static_cast<float>(column), names.y, cell_width, names.height},
                   theme.colors.text_muted, name, 0.5F);
    }
    const DayNumber first = first_of_month(shown);
    const CivilDate date = civil_date(first);
    const int offset = static_cast<int>(weekday(first));
    const int days = days_in_month(date.year, date.month);
    const int weeks = (offset + days + days_per_week - 1) / days_per_week;
    const Rect grid = ui.place(0, cell_height * static_cast<float>(weeks));
    std::optional<DayNumber> pressed;
    for (int index = 0; index < days; ++index) {
        const DayNumber day = first + index;
        const int slot = offset + index;
        const Rect rect{grid.x + cell_width * static_cast<float>(slot % days_per_week),
                        grid.y + cell_height * static_cast<float>(slot / days_per_week), cell_width, cell_height};
        DayState state = state_of(day);
        state.is_enabled = state.is_enabled && day >= options.first && (options.last == 0 || day <= options.last);
        if (draw_day(ui, {rect, day, chosen == day, options.today == day}, state)) {
            pressed = day;
        }
    }
    const float height = ui.pop_flow().height;
    ui.node(id).rect.height = height;
    ui.end_block(height);
    return pressed;
}

}  // namespace portail::ui
