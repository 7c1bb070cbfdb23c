#include "shared/ui/widgets/text.h"

#include <algorithm>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

const TypeStyle& heading_style(const Theme& theme, int level) {
    switch (level) {
        case 1:
            return theme.type.heading1;
        case 2:
            return theme.type.heading2;
        default:
            return theme.type.heading3;
    }
}

const TypeStyle& text_style(const Theme& theme, TextStyle style) {
    switch (style) {
        case TextStyle::Display:
            return theme.type.display;
        case TextStyle::Strong:
            return theme.type.body_strong;
        case TextStyle::Caption:
            return theme.type.caption;
        default:
            return theme.type.body;
    }
}

Color text_color(const Theme& theme, const TextOptions& options) {
    if (options.tone != Tone::Neutral) {
        return theme.colors.tone(options.tone).text;
    }
    const bool is_muted = options.style == TextStyle::Muted || options.style == TextStyle::Caption;
    return is_muted ? theme.colors.text_muted : theme.colors.text;
}

}  // namespace

void heading(Ui& ui, const HeadingOptions& options) {
    const Theme& theme = ui.theme();
    const float wrap = ui.is_in_row() ? 0 : ui.available_width();
    const TypeStyle style = fitting(ui, heading_style(theme, options.level), options.text, ui.available_width());
    const Size size = ui.fonts().measure(style, options.text, wrap);
    const Rect rect = ui.place(ui.is_in_row() ? size.width : 0, size.height);
    const NodeId id = ui.id_for(Role::Heading, options.key);
    Node& node = ui.record(id, Role::Heading, options.text, rect);
    node.level = options.level;
    node.is_labelled_by_text = true;
    paint_text(ui, style, {rect.x, rect.y}, theme.colors.text, options.text, wrap);
}

void text(Ui& ui, const TextOptions& options) {
    const Theme& theme = ui.theme();
    const TypeStyle natural_style = text_style(theme, options.style);
    const float icon_size = options.icon == Icon::None ? 0 : natural_style.size * 1.25F;
    const TypeStyle style =
        fitting(ui, natural_style, options.text,
                ui.available_width() - (options.icon == Icon::None ? 0 : icon_size + theme.space.sm));
    const Color color = text_color(theme, options);
    const float indent = options.icon == Icon::None ? 0 : icon_size + theme.space.sm;
    const float room = std::max(1.0F, ui.available_width() - indent);
    const Size natural = ui.fonts().measure(style, options.text);
    const bool is_one_line = options.is_truncated || (ui.is_in_row() && natural.width <= room);
    const Size size = is_one_line ? Size{std::min(natural.width, room), style.line_height}
                                  : ui.fonts().measure(style, options.text, room);
    const Rect rect = ui.place(ui.is_in_row() ? size.width + indent : 0, size.height);
    Node& node = ui.record(ui.id_for(Role::Text, options.key), Role::Text, options.text, rect);
    node.is_labelled_by_text = true;
    if (options.icon != Icon::None) {
        paint_icon(options.icon, {rect.x, rect.y + (style.line_height - icon_size) / 2, icon_size, icon_size}, color);
    }
    const Rect line{rect.x + indent, rect.y, rect.width - indent, style.line_height};
    const float align = options.align == Align::Start ? 0.0F : options.align == Align::Center ? 0.5F : 1.0F;
    if (is_one_line) {
        paint_line(ui, style, line, color, options.text, align, options.is_truncated ? Fit::May : Fit::Must);
    } else {
        paint_text(ui, style, {line.x, rect.y}, color, options.text, room, align);
    }
}

void fact(Ui& ui, const FactOptions& options) {
    const Theme& theme = ui.theme();
    const float indent = options.icon == Icon::None ? 0 : 22 + theme.space.md;
    const float room = ui.available_width() - indent;
    const Size label = ui.fonts().measure(theme.type.caption, options.label, room);
    const Size value = ui.fonts().measure(theme.type.body, options.value, room);
    const float width = ui.is_in_row() ? std::max(label.width, value.width) + indent : 0;
    const Rect rect = ui.place(width, label.height + value.height + 2);
    const std::string name = std::string(options.label) + " : " + std::string(options.value);
    ui.record(ui.id_for(Role::Text, options.key), Role::Text, name, rect).is_labelled_by_text = true;
    if (options.icon != Icon::None) {
        paint_icon(options.icon, {rect.x, rect.y + (rect.height - 22) / 2, 22, 22}, theme.colors.text_muted);
    }
    paint_text(ui, theme.type.caption, {rect.x + indent, rect.y}, theme.colors.text_muted, options.label, room);
    paint_text(ui, theme.type.body, {rect.x + indent, rect.y + label.height + 2}, theme.colors.text, options.value,
               room, 0, Fit::May);
}

Size badge_size(const Ui& ui, std::string_view label, Icon icon) {
    const Theme& theme = ui.theme();
    const TypeStyle style{theme.type.caption.size, theme.type.caption.line_height, Weight::SemiBold};
    const float icon_room = icon == Icon::None ? 0 : style.size + theme.space.xs;
    return {ui.fonts().measure(style, label).width + icon_room + 2 * 10, style.line_height + 6};
}

void draw_badge(const Ui& ui, const Rect& rect, std::string_view label, Tone tone, Icon icon) {
    const Theme& theme = ui.theme();
    const TypeStyle style{theme.type.caption.size, theme.type.caption.line_height, Weight::SemiBold};
    const ToneColors& colors = theme.colors.tone(tone);
    fill_rect(rect, colors.soft, rect.height / 2);
    float x = rect.x + 10;
    if (icon != Icon::None) {
        paint_icon(icon, {x, rect.y + (rect.height - style.size) / 2, style.size, style.size}, colors.text);
        x += style.size + theme.space.xs;
    }
    paint_line(ui, style, {x, rect.y, rect.right() - 10 - x, rect.height}, colors.text, label);
}

void badge(Ui& ui, const BadgeOptions& options) {
    const Size size = badge_size(ui, options.label, options.icon);
    const Rect rect = ui.place(size.width, size.height);
    ui.record(ui.id_for(Role::Text, options.key), Role::Text, options.label, rect).is_labelled_by_text = true;
    draw_badge(ui, rect, options.label, options.tone, options.icon);
}

}  // namespace portail::ui
