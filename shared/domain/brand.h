// How a business shows itself: its name, one colour for accents, and a logo. The logo is a small PNG (W3C PNG, third
// edition) without anything but its pixels: clients scale and clean what a person chose, and everybody may rely on the
// limits below, for each logo is checked again where it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace portail {

namespace brand_limits {
inline constexpr std::size_t name = 80;               ///< characters
inline constexpr int logo_side = 256;                 ///< pixels, width and height
inline constexpr std::size_t logo_bytes = 48 * 1024;  ///< of the PNG
}  // namespace brand_limits

/// What a logo's header says, for whoever checks its pixels.
struct LogoHeader {
    int width = 0;
    int height = 0;
    int bytes_per_pixel = 0;
};

/// 0xRRGGBB of "#rrggbb"; anything else has no value.
[[nodiscard]] std::optional<std::uint32_t> parse_accent_color(std::string_view text);
[[nodiscard]] Result<void> validate_brand_name(std::string_view field, std::string_view name);
/// "#rrggbb" in small letters, or nothing at all.
[[nodiscard]] Result<void> validate_accent_color(std::string_view field, std::string_view text);
/// Within the limits, and chunk by chunk a PNG of 8 bits a channel, not interlaced, with no chunk that is not needed to
/// draw it. The compressed pixels themselves are not looked at.
[[nodiscard]] Result<LogoHeader> validate_logo(std::string_view field, std::string_view png);
/// The same picture without the chunks that are not needed to draw it (text, time, colour profile, EXIF). What is no PNG
/// comes back as far as it could be read.
[[nodiscard]] std::string without_metadata(std::string_view png);

}  // namespace portail
