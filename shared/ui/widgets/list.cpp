#include "shared/ui/widgets/list.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

float item_height(const Theme& theme, bool has_detail) {
    const float lines = theme.type.body_strong.line_height + (has_detail ? theme.type.caption.line_height + 2 : 0);
    return std::max(theme.touch_target + theme.space.sm, lines + 2 * theme.space.md);
}

/// Takes its column from the left of `content`; as wide as any time of day, so that the rows' titles are in line.
void draw_leading(const Ui& ui, Rect& content, const ListItemOptions& options) {
    const Theme& theme = ui.theme();
    const float widest = ui.fonts().measure(theme.type.body_strong, "00:00").width;
    const float width = std::max(widest, ui.fonts().measure(theme.type.body_strong, options.leading).width);
    const float detail_height = options.leading_detail.empty() ? 0 : theme.type.caption.line_height + 2;
    const float title_height = theme.type.body_strong.line_height;
    const float top = content.center().y - (title_height + detail_height) / 2;
    paint_line(ui, theme.type.body_strong, {content.x, top, width + 1, title_height}, theme.colors.text,
               options.leading);
    if (detail_height > 0) {
        paint_line(ui, theme.type.caption,
                   {content.x, top + title_height + 2, width + 1, theme.type.caption.line_height},
                   theme.colors.text_muted, options.leading_detail);
    }
    content.x += width + theme.space.lg;
    content.width -= width + theme.space.lg;
}

void draw_item(const Ui& ui, const Rect& rect, const ListItemOptions& options) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    Rect content = rect.inset(theme.space.lg, 0);
    if (!options.leading.empty()) {
        draw_leading(ui, content, options);
    }
    if (options.icon != Icon::None) {
        constexpr float disc = 38;
        const Rect ground{content.x, rect.center().y - disc / 2, disc, disc};
        fill_circle(ground.center(), disc / 2, colors.accent.soft);
        paint_icon(options.icon, ground.inset(9), colors.accent.text);
        content.x += disc + theme.space.md;
        content.width -= disc + theme.space.md;
    }
    if (options.is_pressable) {
        constexpr float chevron = 18;
        paint_icon(Icon::ChevronRight, {content.right() - chevron + 4, rect.center().y - chevron / 2, chevron, chevron},
                   colors.text_muted);
        content.width -= chevron + theme.space.xs;
    }
    // At the right end: the badge in the line of the detail where both are there, or in the middle.
    const bool has_detail = !options.detail.empty();
    const float top = rect.center().y -
                      (theme.type.body_strong.line_height + (has_detail ? theme.type.caption.line_height + 2 : 0)) / 2;
    const Rect title_line{content.x, top, content.width, theme.type.body_strong.line_height};
    const Rect detail_line{content.x, title_line.bottom() + 2, content.width, theme.type.caption.line_height};
    float title_room = content.width;
    float detail_room = content.width;
    const bool is_stacked = has_detail && !options.trailing.empty() && !options.badge.empty();
    if (!options.trailing.empty()) {
        const float width = ui.fonts().measure(theme.type.body_strong, options.trailing).width;
        const Rect at = is_stacked || has_detail ? title_line : Rect{content.x, rect.y, content.width, rect.height};
        paint_line(ui, theme.type.body_strong, {content.right() - width, at.y, width + 1, at.height}, colors.text,
                   options.trailing);
        title_room -= width + theme.space.md;
    }
    if (!options.mark.empty()) {
        const Size size = badge_size(ui, options.mark);
        draw_badge(
            ui, {content.right() - size.width, detail_line.center().y + 2 - size.height / 2, size.width, size.height},
            options.mark, options.mark_tone);
        detail_room -= size.width + theme.space.md;
    }
    if (!options.badge.empty()) {
        const Size size = badge_size(ui, options.badge);
        // Rows of an agenda need the whole second line, and so does a second badge.
        const bool is_in_title_line = (!options.mark.empty() || !options.leading.empty()) && has_detail && !is_stacked;
        const float center = is_stacked         ? detail_line.center().y + 2
                             : is_in_title_line ? title_line.center().y - 2
                                                : rect.center().y;
        const float right =
            options.trailing.empty() || is_stacked ? content.right() : content.right() - (content.width - title_room);
        draw_badge(ui, {right - size.width, center - size.height / 2, size.width, size.height}, options.badge,
                   options.badge_tone);
        detail_room -= is_in_title_line ? 0 : size.width + theme.space.md;
        title_room -= is_stacked ? 0 : size.width + theme.space.md;
    }
    paint_line(ui, theme.type.body_strong, {title_line.x, title_line.y, title_room, title_line.height}, colors.text,
               options.title);
    if (has_detail) {
        paint_line(ui, theme.type.caption, {detail_line.x, detail_line.y, detail_room, detail_line.height},
                   colors.text_muted, options.detail);
    }
}

}  // namespace

void list(Ui& ui, const ListOptions& options, Body items) {
    const Theme& theme = ui.theme();
    Rect rect = ui.begin_block();
    const NodeId id = ui.id_for(Role::List, options.key);
    ui.record(id, Role::List, options.label, rect);
    ImDrawList* const draw_list = ImGui::GetWindowDrawList();
    ImDrawListSplitter layers;
    layers.Split(draw_list, 2);
    layers.SetCurrentChannel(draw_list, 1);
    {
        const NodeScope scope(ui, id);
        ui.push_flow(rect, 0);
        items();
        rect.height = ui.pop_flow().height;
    }
    layers.SetCurrentChannel(draw_list, 0);
    if (options.is_boxed && rect.height > 0) {
        draw_shadow(rect, theme.radius, theme.colors.shadow, 7);
        fill_rect(rect, theme.colors.surface, theme.radius);
        stroke_rect(rect, theme.colors.border, theme.radius, theme.stroke);
    }
    layers.Merge(draw_list);
    ui.node(id).rect = rect;
    ui.end_block(rect.height);
}

bool list_item(Ui& ui, const ListItemOptions& options) {
    const Theme& theme = ui.theme();
    const bool is_first = ui.is_flow_empty();
    const Rect rect = ui.place(0, item_height(theme, !options.detail.empty()));
    const std::string name =
        joined({options.leading, options.title, options.detail, options.trailing, options.badge, options.mark});
    const NodeId item_id = ui.id_for(Role::ListItem, options.key);
    Node& item = ui.record(item_id, Role::ListItem, options.is_pressable ? "" : name, rect);
    item.is_labelled_by_text = true;
    const NodeScope scope(ui, item_id);
    Ui::Interaction state;
    if (options.is_pressable) {
        const NodeId id = ui.id_for(Role::Button, "open");
        state = ui.interact(id, rect);
        ui.record(id, Role::Button, name, rect, State::Focusable | when(options.is_selected, State::Current))
            .is_labelled_by_text = true;
    }
    const Rect inner = rect.inset(theme.space.xs);
    if (options.is_selected) {
        fill_chosen(theme, inner, theme.radius_small);
    } else if (state.is_held || state.is_hovered) {
        fill_rect(inner, state.is_held ? theme.colors.surface_pressed : theme.colors.surface_hover, theme.radius_small);
    }
    if (!is_first) {
        draw_line({rect.x + theme.space.lg, rect.y}, {rect.right() - theme.space.lg, rect.y}, theme.colors.border,
                  theme.stroke);
    }
    draw_item(ui, rect, options);
    if (state.is_focused) {
        ui.draw_focus_ring(inner, theme.radius_small);
    }
    return state.is_pressed;
}

void virtual_list(Ui& ui, const VirtualListOptions& options, FunctionRef<void(std::size_t index)> item) {
    const float height = item_height(ui.theme(), options.has_details);
    list(ui, {.key = options.key, .label = options.label}, [&] {
        const Rect all = ui.place(0, height * static_cast<float>(options.count));
        const ImRect& clip = GImGui->CurrentWindow->ClipRect;
        const auto index_at = [&](float y) {
            return static_cast<std::size_t>(std::clamp((y - all.y) / height, 0.0F, static_cast<float>(options.count)));
        };
        // A few more than can be seen, so that the keyboard always finds a next one.
        constexpr std::size_t margin = 3;
        const std::size_t first = index_at(clip.Min.y) > margin ? index_at(clip.Min.y) - margin : 0;
        const std::size_t last = std::min(options.count, index_at(clip.Max.y) + 1 + margin);
        for (std::size_t index = first; index < last; ++index) {
            ui.push_flow({all.x, all.y + height * static_cast<float>(index), all.width, height}, 0);
            if (index > 0) {
                ui.place(0, 0);  // not the first: it gets a hairline
            }
            ui.number_next(static_cast<int>(index) + 1, static_cast<int>(options.count));
            item(index);
            ui.pop_flow();
        }
    });
}

}  // namespace portail::ui
