// The icon of the desk program's window, drawn when it starts: a door in the product's blue.
#pragma once

struct SDL_Window;

namespace portail {

void set_window_icon(SDL_Window* window);

}  // namespace portail
