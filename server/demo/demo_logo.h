// The logo of the demo garage: two peaks over a lake, drawn here and kept in no file.
#pragma once

#include "shared/base/picture.h"

namespace portail::server {

inline constexpr const char* demo_accent_color = "#0e6b7c";

[[nodiscard]] Picture draw_demo_logo();

}  // namespace portail::server
