// Check boxes, radio groups and cards to choose from (declared in field.h).
#include <algorithm>
#include <cmath>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/field.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr float mark_size = 22;

/// The label of a group, and its help or error, in the flow. The label is not said twice: it names the group.
void draw_group_labels(Ui& ui, std::string_view label, std::string_view help, std::string_view error,
                       bool is_required) {
    const Theme& theme = ui.theme();
    const float width = ui.available_width();
    if (!label.empty()) {
        const float height = ui.fonts().measure(theme.type.label, label, width - 16).height;
        const Rect rect = ui.place(0, height);
        paint_text(ui, theme.type.label, {rect.x, rect.y}, theme.colors.text, label, width - 16);
        if (is_required) {
            const float at = std::min(ui.fonts().measure(theme.type.label, label).width, width - 16) + 4;
            paint_text(ui, theme.type.label, {rect.x + at, rect.y}, theme.colors.danger.text, "*");
        }
    }
    const std::string_view note = error.empty() ? help : error;
    if (!note.empty()) {
        const Rect rect = ui.place(0, ui.fonts().measure(theme.type.caption, note, width).height);
        paint_text(ui, theme.type.caption, {rect.x, rect.y},
                   error.empty() ? theme.colors.text_muted : theme.colors.danger.text, note, width);
    }
}

void draw_check_mark(const Ui& ui, const Rect& box, bool is_checked, bool is_disabled, bool is_invalid) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    if (is_checked) {
        fill_rect(box, is_disabled ? colors.text_disabled : colors.accent.solid, 6);
        paint_icon(Icon::Check, box.inset(3), is_disabled ? colors.surface : colors.accent.on_solid);
        return;
    }
    fill_rect(box, is_disabled ? colors.surface_hover : colors.field, 6);
    stroke_rect(box, is_invalid ? colors.danger.solid : is_disabled ? colors.border : colors.field_border, 6, 1.5F);
}

void draw_radio_mark(const Ui& ui, Point center, bool is_chosen, bool is_disabled) {
    const Palette& colors = ui.theme().colors;
    const Color mark = is_disabled ? colors.text_disabled : colors.accent.solid;
    fill_circle(center, mark_size / 2, colors.field);
    stroke_circle(center, mark_size / 2 - 0.75F,
                  is_chosen     ? mark
                  : is_disabled ? colors.border
                                : colors.field_border,
                  is_chosen ? 2.0F : 1.5F);
    if (is_chosen) {
        fill_circle(center, mark_size / 4, mark);
    }
}

constexpr float disc_size = 40;

/// How the inside of a card is divided: the title wraps rather than being cut, and what trails goes under it where
/// both do not fit beside each other.
struct CardLayout {
    float text_width = 0;
    Size title;
    float trailing_width = 0;
    bool is_trailing_below = false;
    bool is_detail_apart = false;  ///< in a line of its own above what trails
    float second_line = 0;         ///< the height of detail and trailing under the title
    float height = 0;
};

CardLayout card_layout(const Ui& ui, const ChoiceOption& choice, float width) {
    const Theme& theme = ui.theme();
    CardLayout layout;
    // Room for the mark of the chosen one is kept, so that choosing moves nothing.
    layout.text_width = width - 2 * theme.space.lg - mark_size - theme.space.sm;
    layout.text_width -= choice.icon == Icon::None ? 0 : disc_size + theme.space.md;
    const float natural = ui.fonts().measure(theme.type.body_strong, choice.label).width;
    if (!choice.trailing.empty()) {
        layout.trailing_width = ui.fonts().measure(theme.type.body_strong, choice.trailing).width;
        layout.is_trailing_below = natural > layout.text_width - layout.trailing_width - theme.space.md;
    }
    layout.title = ui.fonts().measure(theme.type.body_strong, choice.label, std::max(1.0F, layout.text_width));
    if (layout.is_trailing_below) {
        layout.second_line = theme.type.body_strong.line_height;
    } else if (!choice.detail.empty()) {
        layout.second_line = theme.type.caption.line_height + 2;
    }
    if (layout.is_trailing_below && !choice.detail.empty()) {
        const float room = layout.text_width - layout.trailing_width - theme.space.md;
        layout.is_detail_apart = ui.fonts().measure(theme.type.caption, choice.detail).width > room;
        layout.second_line += layout.is_detail_apart ? theme.type.caption.line_height + 2 : 0;
    }
    layout.height = std::max(64.0F, layout.title.height + layout.second_line + 2 * theme.space.md + theme.space.xs);
    return layout;
}

/// What is inside a card: icon, title and detail, and something at the right end.
void draw_choice(const Ui& ui, const Rect& rect, const ChoiceOption& choice, bool is_chosen) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    const CardLayout layout = card_layout(ui, choice, rect.width);
    const Color title = choice.is_disabled ? colors.text_disabled : colors.text;
    float x = rect.x + theme.space.lg;
    if (choice.icon != Icon::None) {
        const Rect ground{x, rect.center().y - disc_size / 2, disc_size, disc_size};
        fill_rect(ground, is_chosen ? colors.accent.solid : colors.accent.soft, theme.radius_small);
        paint_icon(choice.icon, ground.inset(9), is_chosen ? colors.accent.on_solid : colors.accent.text);
        x += disc_size + theme.space.md;
    }
    if (is_chosen) {
        const Point center{rect.right() - theme.space.lg - mark_size / 2, rect.center().y};
        fill_circle(center, mark_size / 2, colors.accent.solid);
        paint_icon(Icon::Check, {center.x - 7, center.y - 7, 14, 14}, colors.accent.on_solid);
    }
    const float right = x + layout.text_width;
    const float top = rect.center().y - (layout.title.height + layout.second_line) / 2;
    paint_text(ui, theme.type.body_strong, {x, top}, title, choice.label, layout.text_width);
    const Rect second{x, top + layout.title.height, layout.text_width, layout.second_line};
    if (!choice.trailing.empty()) {
        Rect line = layout.is_trailing_below ? second : Rect{x, rect.y, layout.text_width, rect.height};
        if (layout.is_detail_apart)
            line = {x, second.bottom() - theme.type.body_strong.line_height, second.width,
                    theme.type.body_strong.line_height};
        paint_line(ui, theme.type.body_strong,
                   {right - layout.trailing_width, line.y, layout.trailing_width + 1, line.height}, title,
                   choice.trailing);
    }
    if (!choice.detail.empty()) {
        const bool is_alone = choice.trailing.empty() || layout.is_detail_apart;
        const float room = layout.text_width - (is_alone ? 0 : layout.trailing_width + theme.space.md);
        const float height = layout.is_detail_apart ? theme.type.caption.line_height : second.height;
        paint_line(ui, fitting_line(ui, theme.type.caption, choice.detail, room), {x, second.y, room, height},
                   choice.is_disabled ? colors.text_disabled : colors.text_muted, choice.detail);
    }
}

void draw_choice_ground(Ui& ui, const Rect& rect, const Ui::Interaction& state, bool is_chosen, bool is_disabled,
                        float radius) {
    const Palette& colors = ui.theme().colors;
    if (is_chosen) {
        fill_rect(rect, colors.accent.soft, radius);
        stroke_rect(rect, colors.accent.solid, radius, 2);
    } else {
        const Color ground = is_disabled        ? colors.surface_hover
                             : state.is_held    ? colors.surface_pressed
                             : state.is_hovered ? colors.surface_hover
                                                : colors.surface;
        fill_rect(rect, ground, radius);
        stroke_rect(rect, is_disabled ? colors.border : colors.field_border.with_alpha(110), radius, 1);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(rect, radius);
    }
}

/// Lays out `choices` in columns and makes each a toggle button; `draw` paints the inside.
std::optional<std::size_t> choose(Ui& ui, const ChoiceListOptions& options, std::span<const ChoiceOption> choices,
                                  std::optional<std::size_t> chosen, float narrowest, float gap, float radius,
                                  FunctionRef<float(const ChoiceOption&, float width)> height_of,
                                  FunctionRef<void(const Rect&, const ChoiceOption&, bool is_chosen)> draw) {
    const Rect start = ui.begin_block();
    const NodeId group_id = ui.id_for(Role::Group, options.key);
    ui.record(group_id, Role::Group, options.label, start);
    std::optional<std::size_t> pressed;
    const NodeScope scope(ui, group_id);
    ui.push_flow(start, ui.theme().space.sm);
    if (!options.is_label_hidden) {
        draw_group_labels(ui, options.label, "", "", false);
    }
    const int fitting = static_cast<int>((start.width + gap) / (narrowest + gap));
    const int across = std::clamp(fitting, 1, std::max(1, options.columns));
    const float width = std::floor((start.width - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
    Rect line;
    for (std::size_t index = 0; index < choices.size(); ++index) {
        const auto column = static_cast<int>(index) % across;
        if (column == 0) {
            if (index > 0) {
                ui.add_space(gap - ui.theme().space.sm);
            }
            float height = 0;
            for (std::size_t beside = index;
                 beside < std::min(choices.size(), index + static_cast<std::size_t>(across)); ++beside) {
                height = std::max(height, height_of(choices[beside], width));
            }
            line = ui.place(0, height);
        }
        const ChoiceOption& choice = choices[index];
        const Rect rect{line.x + static_cast<float>(column) * (width + gap), line.y, width, line.height};
        const bool is_chosen = chosen == index;
        const NodeId id = ui.id_for(Role::Button, choice.key);
        const Ui::Interaction state = ui.interact(id, rect, !choice.is_disabled);
        Node& node = ui.record(id, Role::Button, joined({choice.label, choice.detail, choice.trailing}), rect,
                               control_state(choice.is_disabled) | when(is_chosen, State::Pressed));
        node.is_labelled_by_text = true;
        draw_choice_ground(ui, rect, state, is_chosen, choice.is_disabled, radius);
        draw(rect, choice, is_chosen);
        if (state.is_pressed) {
            pressed = index;
        }
    }
    const float taken = ui.pop_flow().height;
    ui.node(group_id).rect.height = taken;
    ui.end_block(taken);
    return pressed;
}

}  // namespace

bool checkbox(Ui& ui, const CheckboxOptions& options, bool& value) {
    const Theme& theme = ui.theme();
    const float indent = mark_size + theme.space.md;
    const float room = std::max(1.0F, ui.available_width() - indent);
    const Size label = ui.fonts().measure(theme.type.body, options.label, room);
    const std::string_view note = options.error.empty() ? options.help : options.error;
    const float note_height = note.empty() ? 0 : ui.fonts().measure(theme.type.caption, note, room).height + 2;
    const float height = std::max(theme.touch_target, label.height + note_height + theme.space.sm);
    const Rect rect = ui.place(ui.is_in_row() ? label.width + indent : 0, height);
    const NodeId id = ui.id_for(Role::Checkbox, options.key);
    const Ui::Interaction state = ui.interact(id, rect, !options.is_disabled);
    if (state.is_pressed) {
        value = !value;
    }
    Node& node =
        ui.record(id, Role::Checkbox, options.label, rect,
                  control_state(options.is_disabled) | when(value, State::Checked) |
                      when(options.is_required, State::Required) | when(!options.error.empty(), State::Invalid));
    node.description = options.help;
    node.error = options.error;

    const float top = rect.y + (rect.height - label.height - note_height) / 2;
    const Rect box{rect.x, top + (theme.type.body.line_height - mark_size) / 2, mark_size, mark_size};
    draw_check_mark(ui, box, value, options.is_disabled, !options.error.empty());
    paint_text(ui, theme.type.body, {rect.x + indent, top},
               options.is_disabled ? theme.colors.text_disabled : theme.colors.text, options.label, room);
    if (!note.empty()) {
        paint_text(ui, theme.type.caption, {rect.x + indent, top + label.height + 2},
                   options.error.empty() ? theme.colors.text_muted : theme.colors.danger.text, note, room);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(box, 6);
    }
    return state.is_pressed;
}

bool radio_group(Ui& ui, const RadioGroupOptions& options, std::span<const ChoiceOption> choices,
                 std::optional<std::size_t>& chosen) {
    const Theme& theme = ui.theme();
    const Rect start = ui.begin_block();
    const NodeId group_id = ui.id_for(Role::RadioGroup, options.key);
    Node& group_node =
        ui.record(group_id, Role::RadioGroup, options.label, start,
                  when(options.is_required, State::Required) | when(!options.error.empty(), State::Invalid));
    group_node.description = options.help;
    group_node.error = options.error;
    bool is_changed = false;
    const NodeScope scope(ui, group_id);
    ui.push_flow(start, theme.space.xs);
    draw_group_labels(ui, options.label, options.help, options.error, options.is_required);
    for (std::size_t index = 0; index < choices.size(); ++index) {
        const ChoiceOption& choice = choices[index];
        const float indent = mark_size + theme.space.md;
        const float room = start.width - indent;
        const float label_height = ui.fonts().measure(theme.type.body, choice.label, room).height;
        const float detail_height =
            choice.detail.empty() ? 0 : ui.fonts().measure(theme.type.caption, choice.detail, room).height + 2;
        const float text_height = label_height + detail_height;
        const Rect rect = ui.place(0, std::max(theme.touch_target, text_height + theme.space.sm));
        const NodeId id = ui.id_for(Role::Radio, choice.key);
        const Ui::Interaction state = ui.interact(id, rect, !choice.is_disabled);
        if (state.is_pressed && chosen != index) {
            chosen = index;
            is_changed = true;
        }
        Node& node = ui.record(id, Role::Radio, joined({choice.label, choice.detail, choice.trailing}), rect,
                               control_state(choice.is_disabled) | when(chosen == index, State::Checked));
        node.position = static_cast<int>(index) + 1;
        node.set_size = static_cast<int>(choices.size());
        const Point center{rect.x + mark_size / 2, rect.y + rect.height / 2};
        draw_radio_mark(ui, center, chosen == index, choice.is_disabled);
        const float x = rect.x + indent;
        const float top = rect.y + (rect.height - text_height) / 2;
        const Color color = choice.is_disabled ? theme.colors.text_disabled : theme.colors.text;
        paint_text(ui, theme.type.body, {x, top}, color, choice.label, room);
        if (!choice.detail.empty()) {
            paint_text(ui, theme.type.caption, {x, top + label_height + 2}, theme.colors.text_muted, choice.detail,
                       room);
        }
        if (state.is_focused) {
            ui.draw_focus_ring({rect.x, center.y - mark_size / 2, mark_size, mark_size}, mark_size / 2);
        }
    }
    const float height = ui.pop_flow().height;
    ui.node(group_id).rect.height = height;
    ui.end_block(height);
    return is_changed;
}

std::optional<std::size_t> choice_list(Ui& ui, const ChoiceListOptions& options, std::span<const ChoiceOption> choices,
                                       std::optional<std::size_t> chosen) {
    const Theme& theme = ui.theme();
    const float narrowest = (options.min_width > 0 ? options.min_width : 280) * theme.options.text_scale;
    return choose(
        ui, options, choices, chosen, narrowest, theme.space.md, theme.radius,
        [&](const ChoiceOption& choice, float width) { return card_layout(ui, choice, width).height; },
        [&](const Rect& rect, const ChoiceOption& choice, bool is_chosen) {
            draw_choice(ui, rect, choice, is_chosen);
        });
}

std::optional<std::size_t> choice_grid(Ui& ui, const ChoiceListOptions& options, std::span<const ChoiceOption> choices,
                                       std::optional<std::size_t> chosen) {
    const Theme& theme = ui.theme();
    const float narrowest = (options.min_width > 0 ? options.min_width : 84) * theme.options.text_scale;
    return choose(
        ui, options, choices, chosen, narrowest, theme.space.sm, theme.radius_small,
        [&](const ChoiceOption&, float) { return theme.field_height; },
        [&](const Rect& rect, const ChoiceOption& choice, bool is_chosen) {
            const Color color = choice.is_disabled ? theme.colors.text_disabled
                                : is_chosen        ? theme.colors.accent.text
                                                   : theme.colors.text;
            paint_line(ui, theme.type.label, rect.inset(theme.space.xs, 0), color, choice.label, 0.5F);
        });
}

}  // namespace portail::ui
