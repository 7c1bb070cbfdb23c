// The bars around a page (declared in layout.h).
#include <algorithm>
#include <cmath>
#include <string>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/brand.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr int actions_width_slot = 2000;  // beyond those of the row that has the same id

void draw_count(const Ui& ui, Point center, int count) {
    const Theme& theme = ui.theme();
    const std::string label = count > 99 ? "99+" : std::to_string(count);
    const float scale = std::min(theme.options.text_scale, 1.4F);  // it must not cover what it counts
    const TypeStyle style{11.5F * scale, 18 * scale, Weight::SemiBold};
    const float width = std::max(style.line_height, ui.fonts().measure(style, label).width + 10);
    const Rect rect{center.x - width / 2, center.y - style.line_height / 2, width, style.line_height};
    fill_rect(rect, theme.colors.danger.solid, rect.height / 2);
    paint_line(ui, style, rect, theme.colors.danger.on_solid, label, 0.5F);
}

bool draw_tab_item(Ui& ui, const Rect& rect, const NavigationItem& item, float label_size) {
    const Theme& theme = ui.theme();
    const NodeId id = ui.id_for(Role::Link, item.key);
    const Ui::Interaction state = ui.interact(id, rect);
    Node& node = ui.record(id, Role::Link, item.label, rect, State::Focusable | when(item.is_current, State::Current));
    node.is_labelled_by_text = true;
    node.href = item.href;
    node.description = item.count > 0 ? std::to_string(item.count) : "";
    const Color color = item.is_current ? theme.colors.accent.text : theme.colors.text_muted;
    const TypeStyle style{label_size, label_size + 4, item.is_current ? Weight::SemiBold : Weight::Regular};
    constexpr float icon = 24;
    const float top = rect.y + (rect.height - icon - style.line_height - 3) / 2;
    const Rect pill{rect.center().x - 30, top - 3, 60, icon + 6};
    if (item.is_current) {
        fill_chosen(theme, pill, pill.height / 2);
    } else if (state.is_held || state.is_hovered) {
        fill_rect(pill, theme.colors.surface_hover, pill.height / 2);
    }
    paint_icon(item.icon, {rect.center().x - icon / 2, top, icon, icon}, color);
    paint_line(ui, style, {rect.x, top + icon + 5, rect.width, style.line_height}, color, item.label, 0.5F);
    if (item.count > 0) {
        draw_count(ui, {rect.center().x + 14, top + 2}, item.count);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(rect.inset(4), theme.radius_small);
    }
    return state.is_pressed;
}

/// As large as all labels fit beside each other, and no smaller than can be read.
float tab_label_size(const Ui& ui, std::span<const NavigationItem> items, float width) {
    const float scale = ui.theme().options.text_scale;
    float size = 12.5F * scale;
    for (const NavigationItem& item : items) {
        const float natural = ui.fonts().measure({size, size + 4, Weight::SemiBold}, item.label).width;
        size = natural > width - 2 ? std::max(11.0F, size * (width - 2) / natural) : size;
    }
    return size;
}

bool draw_rail_item(Ui& ui, const Rect& rect, const NavigationItem& item) {
    const Theme& theme = ui.theme();
    const NodeId id = ui.id_for(Role::Link, item.key);
    const Ui::Interaction state = ui.interact(id, rect);
    Node& node = ui.record(id, Role::Link, item.label, rect, State::Focusable | when(item.is_current, State::Current));
    node.is_labelled_by_text = true;
    node.href = item.href;
    node.description = item.count > 0 ? std::to_string(item.count) : "";
    if (item.is_current) {
        fill_chosen(theme, rect, theme.radius_small);
    } else if (state.is_held || state.is_hovered) {
        fill_rect(rect, state.is_held ? theme.colors.surface_pressed : theme.colors.surface_hover, theme.radius_small);
    }
    const Color color = item.is_current ? theme.colors.accent.text : theme.colors.text;
    constexpr float icon = 22;
    paint_icon(item.icon, {rect.x + theme.space.md, rect.center().y - icon / 2, icon, icon},
               item.is_current ? color : theme.colors.text_muted);
    const float x = rect.x + theme.space.md + icon + theme.space.md;
    paint_line(ui, theme.type.label, {x, rect.y, rect.right() - theme.space.sm - x, rect.height}, color, item.label);
    if (item.count > 0) {
        draw_count(ui, {rect.right() - theme.space.xl, rect.center().y}, item.count);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(rect, theme.radius_small);
    }
    return state.is_pressed;
}

}  // namespace

bool app_bar(Ui& ui, const AppBarOptions& options, Body actions) {
    const Theme& theme = ui.theme();
    const float height = std::max(60.0F, theme.touch_target + theme.space.lg);
    const Rect bar = ui.place(0, height);
    const NodeId id = ui.id_for(Role::Banner, options.key);
    ui.record(id, Role::Banner, "", bar);
    const NodeScope scope(ui, id);
    fill_rect(bar, theme.colors.surface);
    draw_line({bar.x, bar.bottom() - 0.5F}, {bar.right(), bar.bottom() - 0.5F}, theme.colors.border, theme.stroke);

    bool is_back_pressed = false;
    float left = bar.x + theme.space.lg;
    const float button_top = bar.y + (bar.height - theme.touch_target) / 2;
    if (options.has_back) {
        ui.push_flow({bar.x + theme.space.xs, button_top, theme.touch_target, 0}, 0);
        is_back_pressed = icon_button(ui, {.key = "back", .label = ui.words().back, .icon = Icon::ChevronLeft});
        ui.pop_flow();
        left = bar.x + theme.space.xs + theme.touch_target + theme.space.xs;
    }
    const float title_left = left;  // the mark belongs to what it stands before
    if (options.has_brand) {
        const float side = 36 * std::min(theme.options.text_scale, 1.4F);
        paint_brand_mark(ui, {left, bar.center().y - side / 2, side, side});
        left += side + theme.space.md;
    }
    float right = bar.right() - theme.space.lg;
    if (actions) {
        const float width = ui.remembered(id, actions_width_slot);
        // As wide as the bar, because it must not wrap when it grows beyond what it was last time. From a whole pixel,
        // because what is placed is rounded and the width would never come to rest.
        ui.push_row({std::floor(right - width), button_top, bar.width, theme.touch_target}, theme.space.xs,
                    Align::Start, id);
        actions();
        const float used = ui.pop_flow().width;
        ui.remember_layout(id, actions_width_slot, used);
        right -= width + theme.space.sm;
    }
    const float title_height = theme.type.heading3.line_height;
    const float subtitle_height = options.subtitle.empty() ? 0 : theme.type.caption.line_height;
    const float top = bar.y + (bar.height - title_height - subtitle_height) / 2;
    const Rect title{left, top, std::max(1.0F, right - left), title_height};
    ui.record(ui.id_for(Role::Text, "title"), Role::Text, options.title,
              {title_left, top, title.right() - title_left, title_height})
        .is_labelled_by_text = true;
    // The name of the business, or what the page's own heading says again: smaller rather than cut, and cut at last.
    constexpr float smallest = 15;
    TypeStyle style{theme.type.heading3.size + 1, theme.type.heading3.line_height, Weight::SemiBold};
    style.size = std::max(smallest, fitting_line(ui, style, options.title, title.width).size);
    paint_line(ui, style, title, theme.colors.text, options.title, 0, Fit::May);
    if (!options.subtitle.empty()) {
        const Rect line{left, top + title_height, title.width, subtitle_height};
        ui.record(ui.id_for(Role::Text, "subtitle"), Role::Text, options.subtitle, line).is_labelled_by_text = true;
        paint_line(ui, theme.type.caption, line, theme.colors.text_muted, options.subtitle, 0, Fit::May);
    }
    return is_back_pressed;
}

std::optional<std::size_t> navigation(Ui& ui, const NavigationOptions& options, std::span<const NavigationItem> items) {
    const Theme& theme = ui.theme();
    const bool is_bar = ui.form_factor() == FormFactor::Phone;
    const Rect rect = is_bar ? ui.take_bottom(68 * (1 + (theme.options.text_scale - 1) * 0.5F))
                             : ui.take_left(224 * theme.options.text_scale);
    const NodeId id = ui.id_for(Role::Navigation, options.key);
    ui.record(id, Role::Navigation, options.label, rect).is_last = is_bar;
    const NodeScope scope(ui, id);
    fill_rect(rect, theme.colors.surface);
    std::optional<std::size_t> pressed;
    if (is_bar) {
        draw_line({rect.x, rect.y + 0.5F}, {rect.right(), rect.y + 0.5F}, theme.colors.border, theme.stroke);
        const float width = rect.width / static_cast<float>(std::max<std::size_t>(1, items.size()));
        const float label_size = tab_label_size(ui, items, width);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (draw_tab_item(ui, {rect.x + width * static_cast<float>(index), rect.y, width, rect.height},
                              items[index], label_size)) {
                pressed = index;
            }
        }
        return pressed;
    }
    draw_line({rect.right() - 0.5F, rect.y}, {rect.right() - 0.5F, rect.bottom()}, theme.colors.border, theme.stroke);
    const float height = theme.touch_target;
    float y = rect.y + theme.space.lg;
    if (options.has_brand) {
        ui.push_flow({rect.x + theme.space.md, y, rect.width - 2 * theme.space.md, 0}, 0);
        brand_line(ui, {.key = "brand"});
        y += ui.pop_flow().height + theme.space.lg;
    }
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (draw_rail_item(ui, {rect.x + theme.space.md, y, rect.width - 2 * theme.space.md, height}, items[index])) {
            pressed = index;
        }
        y += height + theme.space.xs;
    }
    return pressed;
}

}  // namespace portail::ui
