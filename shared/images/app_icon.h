// The icon of the program as a business has it: on a tile of the accent colour its logo, or, where there is none, an open
// door. For the home screen of a phone, the tab of a browser and the window of the desk.
#pragma once

#include <cstdint>

#include "shared/base/picture.h"

namespace portail {

enum class IconShape : std::uint8_t {
    Rounded,   ///< a tile with round corners on nothing
    Maskable,  ///< the ground to the edge; what matters within the middle 80 % (W3C Web App Manifest, "maskable")
};

inline constexpr std::uint32_t usual_accent = 0x2456D6;  ///< of a business that has chosen none

/// `accent` is 0xRRGGBB. A logo that would hardly be seen on the accent stands on white or black.
[[nodiscard]] Picture draw_app_icon(int side, IconShape shape, std::uint32_t accent, const Picture& logo);

}  // namespace portail
