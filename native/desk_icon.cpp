#include "native/desk_icon.h"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>

namespace portail {
namespace {

constexpr int side = 64;
constexpr int samples = 4;  // in each direction, for smooth edges
constexpr std::uint32_t blue = 0x2456D6;
constexpr std::uint32_t white = 0xFFFFFF;

/// Distance of a point from a rectangle with round corners; negative inside.
float distance_from(float x, float y, float left, float top, float right, float bottom, float radius) {
    const float dx = std::max({left + radius - x, x - right + radius, 0.0F});
    const float dy = std::max({top + radius - y, y - bottom + radius, 0.0F});
    return std::hypot(dx, dy) - radius;
}

struct Sample {
    std::uint32_t color = 0;
    bool is_there = false;
};

Sample sample(float x, float y) {
    if (distance_from(x, y, 2, 2, side - 2, side - 2, 15) > 0) return {};
    const bool is_frame = distance_from(x, y, 18, 12, 46, 60, 5) < 0 && y < 52;
    const bool is_opening = distance_from(x, y, 23, 17, 41, 60, 2) < 0 && y < 52;
    const bool is_knob = std::hypot(x - 37, y - 35) < 2.6F;
    const bool is_sill = x > 12 && x < 52 && y >= 50 && y < 54;
    return {is_knob || is_sill || (is_frame && !is_opening) ? white : blue, true};
}

std::uint32_t pixel(int column, int row) {
    std::array<std::uint32_t, 3> sum{};
    std::uint32_t covered = 0;
    for (int part = 0; part < samples * samples; ++part) {
        const float x = static_cast<float>(column) + (static_cast<float>(part % samples) + 0.5F) / samples;
        const float y = static_cast<float>(row) + (static_cast<float>(part / samples) + 0.5F) / samples;
        const Sample here = sample(x, y);
        if (!here.is_there) continue;
        ++covered;
        sum[0] += here.color >> 16U & 0xFFU;
        sum[1] += here.color >> 8U & 0xFFU;
        sum[2] += here.color & 0xFFU;
    }
    if (covered == 0) return 0;
    const std::uint32_t alpha = covered * 255 / (samples * samples);
    return alpha << 24U | sum[0] / covered << 16U | sum[1] / covered << 8U | sum[2] / covered;
}

}  // namespace

void set_window_icon(SDL_Window* window) {
    const std::unique_ptr<SDL_Surface, void (*)(SDL_Surface*)> surface{
        SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888), SDL_FreeSurface};
    if (!surface) return;
    for (int row = 0; row < side; ++row) {
        auto* const line = reinterpret_cast<std::uint32_t*>(static_cast<std::uint8_t*>(surface->pixels) +
                                                            static_cast<std::ptrdiff_t>(row) * surface->pitch);
        for (int column = 0; column < side; ++column)
            line[column] = pixel(column, row);
    }
    SDL_SetWindowIcon(window, surface.get());
}

}  // namespace portail
