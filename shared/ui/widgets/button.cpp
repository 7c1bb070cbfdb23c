#include "shared/ui/widgets/button.h"

#include <imgui.h>

#include <algorithm>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

struct ButtonColors {
    Color ground;
    Color edge;
    Color label;
};

/// Away from the colour of the label, so that contrast only grows.
Color emphasised(Color ground, Color label, double amount) {
    const Color target = relative_luminance(label) > relative_luminance(ground) ? rgb(0x000000) : rgb(0xFFFFFF);
    return mix(ground, target, amount);
}

ButtonColors button_colors(const Theme& theme, const ButtonOptions& options, const Ui::Interaction& state) {
    const Palette& colors = theme.colors;
    const Color none = colors.surface.with_alpha(0);
    if (options.is_disabled) {
        return {options.style == ButtonStyle::Quiet ? none : colors.surface_pressed, none, colors.text_disabled};
    }
    const double emphasis = state.is_held ? 0.18 : state.is_hovered ? 0.09 : 0;
    const Color quiet_ground = state.is_held ? colors.surface_pressed : colors.surface_hover;
    switch (options.style) {
        case ButtonStyle::Primary:
            return {emphasised(colors.accent.solid, colors.accent.on_solid, emphasis), none, colors.accent.on_solid};
        case ButtonStyle::Danger:
            return {emphasised(colors.danger.solid, colors.danger.on_solid, emphasis), none, colors.danger.on_solid};
        case ButtonStyle::Secondary:
            return {emphasis > 0 ? quiet_ground : colors.surface, colors.field_border.with_alpha(120), colors.text};
        case ButtonStyle::Quiet:
            return {emphasis > 0 ? quiet_ground : none, none, colors.tone(options.tone).text};
    }
    return {};
}

void draw_spinner(Ui& ui, const Rect& box, Color color) {
    const float radius = std::min(box.width, box.height) / 2 - 1;
    const bool is_still = ui.theme().options.reduced_motion;
    const float turn = is_still ? 0 : static_cast<float>(ui.now_ms() % 900) / 900;
    draw_arc(box.center(), radius, turn, turn + 0.7F, color, 2);
    if (!is_still) {
        ui.request_frames(1);
    }
}

void draw_tooltip(Ui& ui, NodeId id, const Rect& rect, bool is_hovered, std::string_view label) {
    constexpr std::int64_t delay_ms = 500;
    constexpr std::int64_t tolerance_ms = 20;
    float& since = ui.remembered(id, 1, -1);  // seconds; a float holds days of them
    const float now = static_cast<float>(ui.now_ms() % 100'000'000) / 1000;
    if (!is_hovered) {
        since = -1;
        return;
    }
    if (since < 0) {
        since = now;
    }
    const auto hovered_ms = static_cast<std::int64_t>((now - since) * 1000);
    if (hovered_ms < delay_ms - tolerance_ms) {
        ui.request_frame_in(delay_ms - hovered_ms);
        return;
    }
    const Theme& theme = ui.theme();
    const Size text = ui.fonts().measure(theme.type.caption, label);
    Rect box{rect.center().x - text.width / 2 - 8, rect.bottom() + 6, text.width + 16, text.height + 10};
    box.x = std::clamp(box.x, 4.0F, std::max(4.0F, ui.screen().width - box.width - 4));
    if (box.bottom() > ui.screen().height) {
        box.y = rect.y - 6 - box.height;
    }
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const Color ground = theme.colors.text;
    list.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()},
                       IM_COL32(ground.red, ground.green, ground.blue, 255), 6);
    ui.fonts().draw(list, theme.type.caption, {box.x + 8, box.y + 5}, theme.colors.page, label);
}

}  // namespace

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) {
        if (!part.empty()) {
            all += all.empty() ? "" : ", ";
            all += part;
        }
    }
    return all;
}

bool button(Ui& ui, const ButtonOptions& options) {
    const Theme& theme = ui.theme();
    const float icon_size = theme.type.label.size * 1.3F;
    const float icon_room = options.icon == Icon::None ? 0 : icon_size + theme.space.sm;
    const TypeStyle style =
        fitting(ui, theme.type.label, options.label, ui.line_width() - icon_room - 2 * theme.space.lg);
    const Size line = ui.fonts().measure(style, options.label);
    const float padding = theme.space.lg;
    const float widest = ui.line_width();
    const float natural = line.width + icon_room + 2 * padding;
    // A label that is longer than the screen is wide takes more lines.
    const bool is_wrapped = line.width + icon_room + 2 * theme.space.sm > widest;
    const float room = std::max(1.0F, widest - icon_room - 2 * theme.space.sm);
    const Size label = is_wrapped ? ui.fonts().measure(style, options.label, room) : line;
    const float width = options.is_full_width ? 0
                        : is_wrapped          ? widest
                                              : std::max(theme.touch_target, std::min(natural, widest));
    const float height = is_wrapped ? label.height + 2 * theme.space.sm : theme.touch_target;
    const Rect rect = ui.place(width, std::max(theme.touch_target, height));
    const NodeId id = ui.id_for(Role::Button, options.key);

    const bool can_press = !options.is_disabled && !options.is_busy;
    const Ui::Interaction state = ui.interact(id, rect, can_press);
    Node& node = ui.record(id, Role::Button, options.label, rect,
                           control_state(options.is_disabled) | when(options.is_busy, State::Busy));
    node.description = options.description;
    node.shortcut = options.shortcut;
    node.is_labelled_by_text = true;

    const ButtonColors colors = button_colors(theme, options, state);
    fill_rect(rect, colors.ground, theme.radius_small);
    if (colors.edge.alpha > 0) {
        stroke_rect(rect, colors.edge, theme.radius_small, theme.stroke);
    }
    const float content =
        is_wrapped ? room + icon_room : std::min(label.width + icon_room, rect.width - 2 * theme.space.sm);
    float x = rect.x + (rect.width - content) / 2;
    const Rect icon_box{x, rect.y + (rect.height - icon_size) / 2, icon_size, icon_size};
    if (options.is_busy) {
        draw_spinner(ui, options.icon == Icon::None ? Rect{rect.center().x - 9, rect.center().y - 9, 18, 18} : icon_box,
                     colors.label);
    } else if (options.icon != Icon::None) {
        paint_icon(options.icon, icon_box, colors.label);
    }
    x += icon_room;
    if (!options.is_busy || options.icon != Icon::None) {
        if (is_wrapped) {
            paint_text(ui, style, {x, rect.center().y - label.height / 2}, colors.label, options.label, room, 0.5F);
        } else {
            paint_line(ui, style, {x, rect.y, rect.x + (rect.width + content) / 2 - x + 1, rect.height}, colors.label,
                       options.label);
        }
    }
    if (state.is_focused) {
        ui.draw_focus_ring(rect, theme.radius_small);
    }
    if (!options.shortcut.empty()) draw_tooltip(ui, id, rect, state.is_hovered && can_press, options.shortcut);
    return state.is_pressed;
}

bool icon_button(Ui& ui, const IconButtonOptions& options) {
    const Theme& theme = ui.theme();
    const Rect rect = ui.place(theme.touch_target, theme.touch_target);
    const NodeId id = ui.id_for(Role::Button, options.key);
    const Ui::Interaction state = ui.interact(id, rect, !options.is_disabled);
    ui.record(id, Role::Button, options.label, rect, control_state(options.is_disabled) | options.state).shortcut =
        options.spoken_shortcut;
    if (state.is_hovered || state.is_held || has(options.state, State::Pressed)) {
        fill_rect(rect, state.is_held ? theme.colors.surface_pressed : theme.colors.surface_hover, theme.radius_small);
    }
    const Color color = options.is_disabled ? theme.colors.text_disabled : theme.colors.text;
    const float icon = theme.touch_target * 0.5F;
    paint_icon(options.icon, rect.inset((rect.width - icon) / 2), color);
    if (state.is_focused) {
        ui.draw_focus_ring(rect, theme.radius_small);
    }
    std::string tip{options.label};
    if (!options.shortcut.empty()) tip.append(" (").append(options.shortcut).append(")");
    draw_tooltip(ui, id, rect, state.is_hovered && !options.is_disabled, tip);
    return state.is_pressed;
}

bool link(Ui& ui, const LinkOptions& options) {
    const Theme& theme = ui.theme();
    const TypeStyle& style = theme.type.body_strong;
    const float icon_size = options.icon == Icon::None ? 0 : style.size * 1.2F;
    const float indent = options.icon == Icon::None ? 0 : icon_size + theme.space.sm;
    const float room = std::max(1.0F, ui.line_width() - indent);
    const Size natural = ui.fonts().measure(style, options.label);
    const bool is_wrapped = natural.width > room;
    const Size size = is_wrapped ? ui.fonts().measure(style, options.label, room) : natural;
    const Rect rect = ui.place(is_wrapped ? ui.line_width() : size.width + indent,
                               std::max(theme.touch_target, size.height + (is_wrapped ? theme.space.md : 0)));
    const NodeId id = ui.id_for(Role::Link, options.key);
    const Ui::Interaction state = ui.interact(id, rect);
    Node& node = ui.record(id, Role::Link, options.label, rect, State::Focusable);
    node.href = options.href;
    node.is_labelled_by_text = true;
    const Color color = theme.colors.accent.text;
    if (options.icon != Icon::None) {
        paint_icon(options.icon, {rect.x, rect.y + (rect.height - icon_size) / 2, icon_size, icon_size}, color);
    }
    const Rect line{rect.x + indent, rect.y, rect.width - indent, rect.height};
    if (is_wrapped) {
        paint_text(ui, style, {line.x, rect.center().y - size.height / 2}, color, options.label, room);
    } else {
        paint_line(ui, style, line, color, options.label);
    }
    const float base = rect.center().y + size.height / 2 - style.line_height / 2 + style.size * 0.62F;
    draw_line({line.x, base}, {std::min(line.right(), line.x + size.width), base},
              color.with_alpha(state.is_hovered ? 255 : 110), 1);
    if (state.is_focused) {
        ui.draw_focus_ring(rect.inset(0, 6), theme.radius_small);
    }
    return state.is_pressed;
}

}  // namespace portail::ui
