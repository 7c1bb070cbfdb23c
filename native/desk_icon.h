// The icon of the window, as the business has it (shared/images/app_icon.h).
#pragma once

#include <cstdint>

#include "shared/images/app_icon.h"

struct SDL_Window;

namespace portail {

void set_window_icon(SDL_Window* window, std::uint32_t accent, const Picture& logo);

}  // namespace portail
