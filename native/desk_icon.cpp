#include "native/desk_icon.h"

#include <SDL.h>

#include <memory>

namespace portail {

void set_window_icon(SDL_Window* window, std::uint32_t accent, const Picture& logo) {
    constexpr int side = 128;
    constexpr int bits_a_pixel = 32;
    Picture icon = draw_app_icon(side, IconShape::Rounded, accent, logo);
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> surface{
        SDL_CreateRGBSurfaceWithFormatFrom(icon.rgba.data(), side, side, bits_a_pixel, side * 4,
                                           SDL_PIXELFORMAT_RGBA32),
        SDL_FreeSurface};
    if (surface) SDL_SetWindowIcon(window, surface.get());
}

}  // namespace portail
