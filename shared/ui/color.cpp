#include "shared/ui/color.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace portail::ui {

namespace {

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Color> parse_color(std::string_view hex) {
    if (hex.size() != 7 || hex.front() != '#') {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    for (const char c : hex.substr(1)) {
        const auto digit = hex_digit(c);
        if (!digit) {
            return std::nullopt;
        }
        value = value * 16 + static_cast<std::uint32_t>(*digit);
    }
    return rgb(value);
}

std::string to_css(Color color) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string css = "#";
    const auto append = [&](std::uint8_t channel) {
        css += digits[channel >> 4];
        css += digits[channel & 15];
    };
    append(color.red);
    append(color.green);
    append(color.blue);
    if (color.alpha != 255) {
        append(color.alpha);
    }
    return css;
}

double relative_luminance(Color opaque) {
    return 0.2126 * linear(opaque.red) + 0.7152 * linear(opaque.green) + 0.0722 * linear(opaque.blue);
}

double contrast(Color one, Color other) {
    const double a = relative_luminance(one);
    const double b = relative_luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Color mix(Color from, Color to, double share_of_to) {
    const auto channel = [&](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + (b - a) * share_of_to));
    };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue),
            channel(from.alpha, to.alpha)};
}

Color with_contrast(Color color, Color background, double ratio) {
    const Color white = rgb(0xFFFFFF);
    const Color black = rgb(0x000000);
    const Color target = contrast(white, background) > contrast(black, background) ? white : black;
    constexpr int steps = 50;
    for (int step = 0; step <= steps; ++step) {
        const Color candidate = mix(color, target, static_cast<double>(step) / steps);
        if (contrast(candidate, background) >= ratio) {
            return candidate;
        }
    }
    return target;
}

}  // namespace portail::ui
