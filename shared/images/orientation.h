// How a photograph is to be turned before it is shown: cameras write it beside the pixels (EXIF 2.32, tag 0x0112).
#pragma once

#include <string_view>

#include "shared/base/picture.h"

namespace portail {

/// 1 to 8, as EXIF numbers them; 1 (upright) where the file says nothing.
[[nodiscard]] int orientation_of(std::string_view file);
[[nodiscard]] Picture turned_upright(Picture picture, int orientation);

}  // namespace portail
