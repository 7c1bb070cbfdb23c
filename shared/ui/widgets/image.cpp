#include "shared/ui/widgets/image.h"

#include <algorithm>
#include <cassert>

#include "shared/ui/paint.h"

namespace portail::ui {

void modules_image(Ui& ui, const ModulesOptions& options, std::span<const bool> modules) {
    assert(options.side > 0 && modules.size() == static_cast<std::size_t>(options.side * options.side));
    constexpr int quiet_zone = 4;
    const float size = std::min(options.size, ui.available_width());
    const Rect rect = ui.place(size, size);
    ui.record(ui.id_for(Role::Image, options.key), Role::Image, options.label, rect);
    const Color light = rgb(0xFFFFFF);
    const Color dark = rgb(0x000000);
    fill_rect(rect, light, ui.theme().radius_small);
    const float module = size / static_cast<float>(options.side + 2 * quiet_zone);
    const auto side = static_cast<std::size_t>(options.side);
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side;) {
            std::size_t end = column;
            while (end < side && modules[row * side + end]) {
                ++end;
            }
            if (end > column) {
                // A run of modules as one bar: no hairline between them at any pixel ratio.
                fill_rect({rect.x + module * static_cast<float>(column + quiet_zone),
                           rect.y + module * static_cast<float>(row + quiet_zone),
                           module * static_cast<float>(end - column), module + 0.02F},
                          dark);
            }
            column = std::max(end, column + 1);
        }
    }
}

}  // namespace portail::ui
