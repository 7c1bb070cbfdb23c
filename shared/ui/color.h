// Colours in 8-bit sRGB, and their contrast as WCAG 2.2 computes it (relative luminance of sRGB, ratio 1 to 21:
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portail::ui {

struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    [[nodiscard]] constexpr Color with_alpha(std::uint8_t value) const { return {red, green, blue, value}; }

    friend bool operator==(const Color&, const Color&) = default;
};

/// 0xRRGGBB
[[nodiscard]] constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

[[nodiscard]] std::optional<Color> parse_color(std::string_view hex);  ///< "#1f5fd6"; anything else has no value
[[nodiscard]] std::string to_css(Color color);                         ///< "#1f5fd6", or with alpha "#1f5fd680"
[[nodiscard]] double relative_luminance(Color opaque);                 ///< 0 to 1
[[nodiscard]] double contrast(Color one, Color other);                 ///< 1 to 21; both opaque
[[nodiscard]] Color mix(Color from, Color to, double share_of_to);
/// `color`, moved towards black or white in small steps (keeping its hue) until it has `ratio` against `background`.
/// The direction is the one in which the background leaves more room.
[[nodiscard]] Color with_contrast(Color color, Color background, double ratio);

}  // namespace portail::ui
