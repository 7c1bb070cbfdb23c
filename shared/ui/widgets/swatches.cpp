#include "shared/ui/widgets/swatches.h"

#include "shared/ui/paint.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/scope.h"
#include "shared/ui/widgets/text.h"

namespace portail::ui {

namespace {

bool draw_swatch(Ui& ui, const Swatch& swatch, bool is_chosen) {
    const Theme& theme = ui.theme();
    const Rect rect = ui.place(theme.touch_target, theme.touch_target);
    const NodeId id = ui.id_for(Role::Button, swatch.key);
    const Ui::Interaction state = ui.interact(id, rect);
    ui.record(id, Role::Button, swatch.label, rect, State::Focusable | when(is_chosen, State::Pressed));
    const float radius = rect.width / 2 - 5;
    fill_circle(rect.center(), radius, swatch.color);
    // A colour near the ground's would have no edge.
    stroke_circle(rect.center(), radius, theme.colors.field_border, 1);
    if (is_chosen || state.is_hovered) {
        stroke_circle(rect.center(), radius + 3.5F, is_chosen ? theme.colors.text : theme.colors.border, 2);
    }
    if (is_chosen) {
        const Color white = rgb(0xFFFFFF);
        const Color black = rgb(0x000000);
        const bool is_dark = contrast(white, swatch.color) >= contrast(black, swatch.color);
        paint_icon(Icon::Check, rect.inset(rect.width * 0.3F), is_dark ? white : black);
    }
    if (state.is_focused) ui.draw_focus_ring(rect, rect.width / 2);
    return state.is_pressed;
}

}  // namespace

std::optional<std::size_t> swatches(Ui& ui, const SwatchesOptions& options, std::span<const Swatch> all,
                                    std::optional<std::size_t> chosen) {
    std::optional<std::size_t> pressed;
    group(ui, {.key = options.key, .label = options.label, .gap = ui.theme().space.xs}, [&] {
        const Theme& theme = ui.theme();
        const Rect label = ui.place(0, theme.type.label.line_height);
        paint_line(ui, theme.type.label, label, theme.colors.text, options.label);
        row(ui, {.gap = theme.space.xs, .key = "colors"}, [&] {
            for (std::size_t index = 0; index < all.size(); ++index) {
                if (draw_swatch(ui, all[index], chosen == index)) pressed = index;
            }
        });
    });
    return pressed;
}

}  // namespace portail::ui
