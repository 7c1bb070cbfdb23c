// Pictures: bitmaps of black and white modules (a QR code), and the initials of a person.
#pragma once

#include <span>
#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

struct ModulesOptions {
    std::string_view key;
    std::string_view label;  ///< what it shows, in words
    int side = 0;            ///< modules per side
    float size = 240;        ///< CSS pixels with the quiet zone of 4 modules, as ISO/IEC 18004 asks
};
/// A QR code: `modules` row by row, true is dark. Always dark on white, in the dark theme too, so that it scans.
void modules_image(Ui& ui, const ModulesOptions& options, std::span<const bool> modules);

}  // namespace portail::ui
