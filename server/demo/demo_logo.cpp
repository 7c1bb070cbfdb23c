#include "server/demo/demo_logo.h"

#include <array>
#include <cmath>

namespace portail::server {
namespace {

constexpr int side = 192;
constexpr int samples = 4;  // in each direction, for smooth edges
constexpr double shore = 134;

constexpr std::uint32_t sky = 0x0E6B7C;
constexpr std::uint32_t sun = 0xF6B73C;
constexpr std::uint32_t snow = 0xFFFFFF;
constexpr std::uint32_t far_slope = 0xA9D3DA;
constexpr std::uint32_t near_slope = 0xD8EDF0;
constexpr std::uint32_t lake = 0x0A4C59;
constexpr std::uint32_t wave = 0x8CC4CE;

struct Peak {
    double x, y, slope;

    /// How far below its edge a point lies; negative above.
    [[nodiscard]] double depth(double at_x, double at_y) const { return at_y - y - std::abs(at_x - x) * slope; }
};

constexpr Peak near_peak{78, 54, 1.45};
constexpr Peak far_peak{126, 80, 1.25};

std::uint32_t landscape(double x, double y) {
    if (y > shore) {
        const double swell = std::sin(x / 9) * 2;
        const bool is_wave = std::abs(y - 147 - swell) < 2.2 || std::abs(y - 161 + swell) < 2.2;
        return is_wave ? wave : lake;
    }
    const double snow_line = 22 + 5 * std::sin(x / 3.6);
    if (near_peak.depth(x, y) > 0) return near_peak.depth(x, y) < snow_line && y < near_peak.y + 34 ? snow : near_slope;
    if (far_peak.depth(x, y) > 0) return y < far_peak.y + 16 + 3 * std::sin(x / 3) ? snow : far_slope;
    return std::hypot(x - 133, y - 54) < 15 ? sun : sky;
}

}  // namespace

Picture draw_demo_logo() {
    Picture logo = Picture::transparent(side, side);
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            std::array<std::uint32_t, 3> sum{};
            std::uint32_t covered = 0;
            for (int part = 0; part < samples * samples; ++part) {
                const double x = column + (part % samples + 0.5) / samples;
                const double y = row + (static_cast<double>(part / samples) + 0.5) / samples;
                constexpr double middle = side / 2.0;
                if (std::hypot(x - middle, y - middle) > middle - 1) continue;
                const std::uint32_t color = landscape(x, y);
                ++covered;
                sum[0] += color >> 16U & 0xFFU;
                sum[1] += color >> 8U & 0xFFU;
                sum[2] += color & 0xFFU;
            }
            if (covered == 0) continue;
            const std::size_t at = logo.offset(column, row);
            for (std::size_t channel = 0; channel < sum.size(); ++channel)
                logo.rgba[at + channel] = static_cast<std::uint8_t>(sum[channel] / covered);
            logo.rgba[at + 3] = static_cast<std::uint8_t>(covered * 255 / (samples * samples));
        }
    }
    return logo;
}

}  // namespace portail::server
