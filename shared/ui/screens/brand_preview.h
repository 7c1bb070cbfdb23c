// A small picture of the program in the colours of a business, as it would be in one scheme: bar, button, link and badge.
#pragma once

#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

struct BrandPreviewOptions {
    std::string_view key;
    std::string_view label;  ///< "Aperçu en clair"
    ColorScheme scheme = ColorScheme::Light;
    Color accent;
    std::string_view name;
    TexturePtr logo;
    std::string_view button;
    std::string_view link;
    std::string_view badge;
};
void brand_preview(Ui& ui, const BrandPreviewOptions& options);

}  // namespace portail::ui
