#include "shared/ui/widgets/list.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr float disc = 38;     // under the icon
constexpr float chevron = 18;  // at the right end
constexpr float line_gap = 2;  // between title and detail

float one_line_height(const Theme& theme, bool has_detail) {
    const float lines =
        theme.type.body_strong.line_height + (has_detail ? theme.type.caption.line_height + line_gap : 0);
    return std::max(theme.touch_target + theme.space.sm, lines + 2 * theme.space.md);
}

/// As wide as any time of day, so that the rows' titles are in line.
float leading_width(const Ui& ui, const ListItemOptions& options) {
    const TypeStyle& style = ui.theme().type.body_strong;
    return std::max({ui.fonts().measure(style, "00:00").width, ui.fonts().measure(style, options.leading).width,
                     ui.fonts().measure(ui.theme().type.caption, options.leading_detail).width});
}

/// Where the parts of a row go. What must fit beside the title leaves it at least half of the row; else it goes below.
struct ItemLayout {
    float title_room = 0;
    float detail_room = 0;
    float title_height = 0;
    float detail_height = 0;
    float below_height = 0;  ///< of a line for what has no room beside the title
    float last_height = 0;   ///< of a line for a mark that has no room beside the detail
    bool is_trailing_below = false;
    bool is_badge_below = false;
    bool is_badge_in_detail = false;  ///< beside the detail, under what trails
    bool is_badge_in_title = false;
    bool is_mark_below = false;
    TypeStyle title_style;   ///< smaller where a single word has no room
    TypeStyle detail_style;  ///< likewise
    float above_height = 0;  ///< of a line for the leading column where that would take too much of the width

    [[nodiscard]] float text_height() const {
        return above_height + title_height + (detail_height > 0 ? detail_height + line_gap : 0) +
               (below_height > 0 ? below_height + line_gap : 0) + (last_height > 0 ? last_height + line_gap : 0);
    }
};

float content_width(const Ui& ui, const ListItemOptions& options, float width) {
    const Theme& theme = ui.theme();
    width -= 2 * theme.space.lg;
    if (options.icon != Icon::None) width -= disc + theme.space.md;
    if (options.is_pressable) width -= chevron + theme.space.xs;
    return std::max(1.0F, width);
}

ItemLayout item_layout(const Ui& ui, const ListItemOptions& options, float row_width) {
    const Theme& theme = ui.theme();
    const TypeStyle& title_style = theme.type.body_strong;
    const TypeStyle& detail_style = theme.type.caption;
    float width = content_width(ui, options, row_width);
    const bool has_detail = !options.detail.empty();
    ItemLayout layout;
    const auto has_words_room = [&](const TypeStyle& style, std::string_view text, float room) {
        return fitting(ui, style, text, room).size >= style.size;
    };
    if (!options.leading.empty()) {
        constexpr float largest_share = 0.4F;
        const float leading = leading_width(ui, options) + theme.space.lg;
        const bool is_above = !options.is_one_line && (leading > width * largest_share ||
                                                       !has_words_room(title_style, options.title, width - leading) ||
                                                       !has_words_room(detail_style, options.detail, width - leading));
        layout.above_height = is_above ? title_style.line_height : 0;
        width = std::max(1.0F, is_above ? width : width - leading);
    }
    layout.title_room = layout.detail_room = width;
    const auto fits_beside = [&](float taken) {
        const float natural = ui.fonts().measure(title_style, options.title).width;
        const float left = layout.title_room - taken;
        return options.is_one_line || natural <= left ||
               (left >= width * 0.5F && has_words_room(title_style, options.title, left));
    };
    if (!options.trailing.empty()) {
        const float taken = ui.fonts().measure(title_style, options.trailing).width + theme.space.md;
        layout.is_trailing_below = !fits_beside(taken);
        layout.title_room -= layout.is_trailing_below ? 0 : taken;
    }
    if (!options.mark.empty()) {
        const float taken = badge_size(ui, options.mark).width + theme.space.md;
        layout.is_mark_below = !options.is_one_line && !has_words_room(detail_style, options.detail, width - taken);
        layout.detail_room -= layout.is_mark_below ? 0 : taken;
    }
    if (!options.badge.empty()) {
        const float taken = badge_size(ui, options.badge).width + theme.space.md;
        layout.is_badge_in_detail = has_detail && !options.trailing.empty() && !layout.is_trailing_below;
        layout.is_badge_below = !layout.is_badge_in_detail && (layout.is_trailing_below || !fits_beside(taken));
        // Rows of an agenda need the whole second line, and so does a second badge.
        layout.is_badge_in_title = !layout.is_badge_in_detail && !layout.is_badge_below && has_detail &&
                                   (!options.mark.empty() || !options.leading.empty());
        if (layout.is_badge_in_detail) {
            layout.detail_room -= taken;
        } else if (!layout.is_badge_below) {
            layout.title_room -= taken;
            layout.detail_room -= layout.is_badge_in_title ? 0 : taken;
        }
    }
    const auto height = [&](const TypeStyle& style, std::string_view text, float room) {
        return options.is_one_line ? style.line_height : ui.fonts().measure(style, text, std::max(1.0F, room)).height;
    };
    layout.title_style = fitting(ui, title_style, options.title, layout.title_room);
    layout.detail_style = fitting(ui, detail_style, options.detail, layout.detail_room);
    layout.title_height = height(layout.title_style, options.title, layout.title_room);
    layout.detail_height = has_detail ? height(layout.detail_style, options.detail, layout.detail_room) : 0;
    if (layout.is_badge_below) layout.below_height = badge_size(ui, options.badge).height + line_gap;
    if (layout.is_trailing_below) layout.below_height = std::max(layout.below_height, title_style.line_height);
    if (layout.is_mark_below) layout.last_height = badge_size(ui, options.mark).height + line_gap;
    return layout;
}

float item_height(const Ui& ui, const ListItemOptions& options, const ItemLayout& layout) {
    const Theme& theme = ui.theme();
    return std::max(one_line_height(theme, !options.detail.empty()), layout.text_height() + 2 * theme.space.md);
}

/// Takes its column from the left of `content`, or a line above the title.
void draw_leading(const Ui& ui, Rect& content, const ListItemOptions& options, const ItemLayout& layout) {
    const Theme& theme = ui.theme();
    const TypeStyle& style = theme.type.body_strong;
    if (layout.above_height > 0) {
        const float top = content.center().y - layout.text_height() / 2;
        const std::string both = joined({options.leading, options.leading_detail});
        paint_line(ui, fitting_line(ui, style, both, content.width), {content.x, top, content.width, style.line_height},
                   theme.colors.text, both);
        return;
    }
    const float width = leading_width(ui, options);
    const float detail_height = options.leading_detail.empty() ? 0 : theme.type.caption.line_height + line_gap;
    const float top = content.center().y - (style.line_height + detail_height) / 2;
    paint_line(ui, style, {content.x, top, width + 1, style.line_height}, theme.colors.text, options.leading);
    if (detail_height > 0) {
        paint_line(ui, theme.type.caption,
                   {content.x, top + style.line_height + line_gap, width + 1, theme.type.caption.line_height},
                   theme.colors.text_muted, options.leading_detail);
    }
    content.x += width + theme.space.lg;
    content.width -= width + theme.space.lg;
}

void draw_item(const Ui& ui, const Rect& rect, const ListItemOptions& options, const ItemLayout& layout) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    Rect content = rect.inset(theme.space.lg, 0);
    if (options.icon != Icon::None) {
        const Rect ground{content.x, rect.center().y - disc / 2, disc, disc};
        fill_circle(ground.center(), disc / 2, colors.accent.soft);
        paint_icon(options.icon, ground.inset(9), colors.accent.text);
        content.x += disc + theme.space.md;
        content.width -= disc + theme.space.md;
    }
    if (options.is_pressable) {
        paint_icon(Icon::ChevronRight, {content.right() - chevron + 4, rect.center().y - chevron / 2, chevron, chevron},
                   colors.text_muted);
        content.width -= chevron + theme.space.xs;
    }
    if (!options.leading.empty()) draw_leading(ui, content, options, layout);
    const TypeStyle& title_style = layout.title_style;
    const TypeStyle& detail_style = layout.detail_style;
    const float top = rect.center().y - layout.text_height() / 2 + layout.above_height;
    const bool has_detail = layout.detail_height > 0;
    const Rect title{content.x, top, layout.title_room, layout.title_height};
    const Rect detail{content.x, title.bottom() + line_gap, layout.detail_room, layout.detail_height};
    const Rect below{content.x, (has_detail ? detail.bottom() : title.bottom()) + line_gap, content.width,
                     layout.below_height};
    const float first_line = title.y + title_style.line_height / 2;  // their middles
    const float second_line = detail.y + detail_style.line_height / 2;
    float right = content.right();
    if (!options.trailing.empty()) {
        const TypeStyle& style = theme.type.body_strong;
        const float width = ui.fonts().measure(style, options.trailing).width;
        const float middle = layout.is_trailing_below ? below.center().y : has_detail ? first_line : rect.center().y;
        const float x = layout.is_trailing_below ? content.x : content.right() - width;
        paint_line(ui, style, {x, middle - style.line_height / 2, width + 1, style.line_height}, colors.text,
                   options.trailing);
        if (!layout.is_trailing_below && !layout.is_badge_in_detail) right -= width + theme.space.md;
    }
    if (!options.mark.empty()) {
        const Size size = badge_size(ui, options.mark);
        const float last = (layout.below_height > 0 ? below.bottom() : below.y) + line_gap + layout.last_height / 2;
        const float x = layout.is_mark_below ? content.x : content.right() - size.width;
        const float middle = layout.is_mark_below ? last : second_line + 2;
        draw_badge(ui, {x, middle - size.height / 2, size.width, size.height}, options.mark, options.mark_tone);
    }
    if (!options.badge.empty()) {
        const Size size = badge_size(ui, options.badge);
        const float middle = layout.is_badge_below       ? below.center().y
                             : layout.is_badge_in_detail ? second_line + 2
                             : layout.is_badge_in_title  ? first_line - 2
                                                         : rect.center().y;
        const bool is_at_left = layout.is_badge_below && !layout.is_trailing_below;
        draw_badge(ui, {is_at_left ? content.x : right - size.width, middle - size.height / 2, size.width, size.height},
                   options.badge, options.badge_tone);
    }
    if (options.is_one_line) {
        paint_line(ui, title_style, title, colors.text, options.title, 0, Fit::May);
        if (has_detail) paint_line(ui, detail_style, detail, colors.text_muted, options.detail, 0, Fit::May);
        return;
    }
    paint_text(ui, title_style, {title.x, title.y}, colors.text, options.title, title.width);
    if (has_detail) paint_text(ui, detail_style, {detail.x, detail.y}, colors.text_muted, options.detail, detail.width);
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
    const ItemLayout layout = item_layout(ui, options, ui.available_width());
    const Rect rect = ui.place(0, item_height(ui, options, layout));
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
    draw_item(ui, rect, options, layout);
    if (state.is_focused) {
        ui.draw_focus_ring(inner, theme.radius_small);
    }
    return state.is_pressed;
}

void virtual_list(Ui& ui, const VirtualListOptions& options, FunctionRef<void(std::size_t index)> item) {
    const float height = one_line_height(ui.theme(), options.has_details);
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
