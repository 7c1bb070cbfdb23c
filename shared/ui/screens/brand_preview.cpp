#include "shared/ui/screens/brand_preview.h"

#include <algorithm>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/brand.h"

namespace portail::ui {

void brand_preview(Ui& ui, const BrandPreviewOptions& options) {
    const Theme theme = Theme::make({.scheme = options.scheme,
                                     .accent = options.accent,
                                     .text_scale = ui.theme().options.text_scale,
                                     .reduced_motion = true});
    const Palette& colors = theme.colors;
    const float bar = theme.touch_target + theme.space.md;
    const float line = theme.touch_target;
    const float height = bar + 2 * line + 3 * theme.space.md;
    const Rect rect = ui.place(0, height);
    ui.record(ui.id_for(Role::Image, options.key), Role::Image, options.label, rect);

    fill_rect(rect, colors.page, theme.radius);
    fill_rect({rect.x, rect.y, rect.width, bar}, colors.surface, theme.radius);
    fill_rect({rect.x, rect.y + bar / 2, rect.width, bar / 2}, colors.surface);
    draw_line({rect.x, rect.y + bar}, {rect.right(), rect.y + bar}, colors.border);
    const float side = bar - 2 * theme.space.md;
    const float left = rect.x + theme.space.md;
    const float inner = rect.width - 2 * theme.space.md;
    paint_brand_mark(ui, theme, {std::string{options.name}, options.logo}, {left, rect.y + theme.space.md, side, side});
    const float title = left + side + theme.space.sm;
    const auto line_of = [&](const TypeStyle& style, const Rect& box, Color color, std::string_view text,
                             float align = 0) {
        paint_line(ui, fitting_line(ui, style, text, box.width), box, color, text, align);
    };
    line_of(theme.type.heading3, {title, rect.y, rect.right() - theme.space.md - title, bar}, colors.text,
            options.name);

    const Rect button{left, rect.y + bar + theme.space.md, inner, line};
    fill_rect(button, colors.accent.solid, theme.radius_small);
    line_of(theme.type.label, button.inset(theme.space.sm, 0), colors.accent.on_solid, options.button, 0.5F);

    const float below = button.bottom() + theme.space.md;
    line_of(theme.type.body_strong, {left, below, inner / 2, line}, colors.accent.text, options.link);
    const float badge_width =
        std::min(inner / 2, ui.fonts().measure(theme.type.caption, options.badge).width + 2 * theme.space.md);
    const float badge_height = theme.type.caption.line_height + theme.space.sm;
    const Rect badge{left + inner - badge_width, below + (line - badge_height) / 2, badge_width, badge_height};
    fill_rect(badge, colors.accent.soft, badge_height / 2);
    line_of(theme.type.caption, badge.inset(theme.space.sm, 0), colors.accent.text, options.badge, 0.5F);
    stroke_rect(rect, colors.border, theme.radius);
}

}  // namespace portail::ui
