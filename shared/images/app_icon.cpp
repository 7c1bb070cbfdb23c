#include "shared/images/app_icon.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/images/picture_file.h"

namespace portail {
namespace {

constexpr int samples = 4;  // in each direction, for smooth edges
constexpr std::uint32_t white = 0xFFFFFF;
constexpr std::uint32_t black = 0x14171D;
constexpr double visible_contrast = 2.5;

using Channels = std::array<double, 3>;

Channels channels_of(std::uint32_t color) {
    return {static_cast<double>(color >> 16U & 0xFFU), static_cast<double>(color >> 8U & 0xFFU),
            static_cast<double>(color & 0xFFU)};
}

/// Relative luminance (WCAG 2.2).
double luminance(const Channels& color) {
    const auto linear = [](double channel) {
        const double value = channel / 255;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

double contrast(double one, double other) {
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// How much of the picture stands out from a ground: 0 to 1 of what is not transparent.
double visible_share(const Picture& logo, std::uint32_t ground) {
    const double behind = luminance(channels_of(ground));
    double all = 0;
    double visible = 0;
    for (std::size_t at = 0; at < logo.rgba.size(); at += 4) {
        const double alpha = logo.rgba[at + 3];
        const Channels color{static_cast<double>(logo.rgba[at]), static_cast<double>(logo.rgba[at + 1]),
                             static_cast<double>(logo.rgba[at + 2])};
        all += alpha;
        visible += contrast(luminance(color), behind) >= visible_contrast ? alpha : 0;
    }
    return all > 0 ? visible / all : 1;
}

std::uint32_t ground_for(const Picture& logo, std::uint32_t accent) {
    constexpr double enough = 0.6;
    for (const std::uint32_t ground : {accent, white}) {
        if (visible_share(logo, ground) >= enough) return ground;
    }
    return visible_share(logo, black) > visible_share(logo, white) ? black : white;
}

/// Distance of a point from a rectangle with round corners; negative inside.
double distance_from(double x, double y, double left, double top, double right, double bottom, double radius) {
    const double dx = std::max({left + radius - x, x - right + radius, 0.0});
    const double dy = std::max({top + radius - y, y - bottom + radius, 0.0});
    return std::hypot(dx, dy) - radius;
}

/// An open door with its sill, on a tile of 64 by 64.
bool is_door(double x, double y) {
    const bool is_frame = distance_from(x, y, 18, 12, 46, 60, 5) < 0 && y < 52;
    const bool is_opening = distance_from(x, y, 23, 17, 41, 60, 2) < 0 && y < 52;
    const bool is_knob = std::hypot(x - 37, y - 35) < 2.6;
    const bool is_sill = x > 12 && x < 52 && y >= 50 && y < 54;
    return is_knob || is_sill || (is_frame && !is_opening);
}

bool is_tile(double x, double y, IconShape shape) {
    return shape == IconShape::Maskable || distance_from(x, y, 2, 2, 62, 62, 15) <= 0;
}

/// Draws by asking, at several points of each pixel, whether it is tile and whether it is mark.
Picture draw_tile(int side, IconShape shape, std::uint32_t ground, std::uint32_t mark, bool has_door) {
    Picture icon = Picture::transparent(side, side);
    const Channels back = channels_of(ground);
    const Channels front = channels_of(mark);
    const double scale = 64.0 / side;
    // The door alone is drawn smaller where the edges may be cut off.
    const double zoom = shape == IconShape::Maskable ? 1.25 : 1;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            int covered = 0;
            int marked = 0;
            for (int part = 0; part < samples * samples; ++part) {
                const double x = (column + (part % samples + 0.5) / samples) * scale;
                const double y = (row + (static_cast<double>(part / samples) + 0.5) / samples) * scale;
                if (!is_tile(x, y, shape)) continue;
                ++covered;
                marked += has_door && is_door((x - 32) * zoom + 32, (y - 32) * zoom + 32) ? 1 : 0;
            }
            if (covered == 0) continue;
            const std::size_t at = icon.offset(column, row);
            for (std::size_t channel = 0; channel < front.size(); ++channel) {
                const double share = static_cast<double>(marked) / covered;
                icon.rgba[at + channel] =
                    static_cast<std::uint8_t>(std::lround(back[channel] + (front[channel] - back[channel]) * share));
            }
            icon.rgba[at + 3] = static_cast<std::uint8_t>(covered * 255 / (samples * samples));
        }
    }
    return icon;
}

/// `logo` over the middle of `icon`.
void lay_over(Picture& icon, const Picture& logo) {
    const int left = (icon.width - logo.width) / 2;
    const int top = (icon.height - logo.height) / 2;
    for (int row = 0; row < logo.height; ++row) {
        for (int column = 0; column < logo.width; ++column) {
            const std::size_t from = logo.offset(column, row);
            const std::size_t to = icon.offset(left + column, top + row);
            const int alpha = logo.rgba[from + 3];
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const int mixed = logo.rgba[from + channel] * alpha + icon.rgba[to + channel] * (255 - alpha);
                icon.rgba[to + channel] = static_cast<std::uint8_t>((mixed + 127) / 255);
            }
        }
    }
}

/// Of this longest side, enlarged where it must be.
Picture scaled_to(const Picture& logo, int side) {
    const int longest = std::max(logo.width, logo.height);
    return resized(logo, std::max(1, logo.width * side / longest), std::max(1, logo.height * side / longest));
}

}  // namespace

Picture draw_app_icon(int side, IconShape shape, std::uint32_t accent, const Picture& logo) {
    if (logo.is_empty()) {
        const double on_white = contrast(luminance(channels_of(accent)), luminance(channels_of(white)));
        return draw_tile(side, shape, accent, on_white >= visible_contrast ? white : black, true);
    }
    // A square within the circle that no mask cuts off: 0.8 / √2.
    const int inner = static_cast<int>(side * (shape == IconShape::Maskable ? 0.56 : 0.7));
    Picture icon = draw_tile(side, shape, ground_for(logo, accent), white, false);
    lay_over(icon, scaled_to(logo, std::max(1, inner)));
    return icon;
}

}  // namespace portail
