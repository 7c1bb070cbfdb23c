// Colours to choose from, each with a name, for those who do not see it and those who speak of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

struct Swatch {
    std::string key;
    std::string label;
    Color color;
};
struct SwatchesOptions {
    std::string_view key;
    std::string_view label;
};
/// The index of the one that was pressed; `chosen` is only marked.
std::optional<std::size_t> swatches(Ui& ui, const SwatchesOptions& options, std::span<const Swatch> all,
                                    std::optional<std::size_t> chosen);

}  // namespace portail::ui
