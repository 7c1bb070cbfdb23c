#include "server/core/logo_check.h"

#include <zlib.h>

#include <string>
#include <vector>

namespace portail::server {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t chunk_frame_bytes = 12;
constexpr unsigned char last_filter = 4;  // Paeth

std::string packed_pixels(std::string_view png) {
    std::string packed;
    png.remove_prefix(signature_bytes);
    while (png.size() >= chunk_frame_bytes) {
        std::size_t length = 0;
        for (const char byte : png.substr(0, 4))
            length = length << 8U | static_cast<unsigned char>(byte);
        if (png.substr(4, 4) == "IDAT") packed += png.substr(8, length);
        png.remove_prefix(length + chunk_frame_bytes);
    }
    return packed;
}

}  // namespace

Result<void> check_logo_pixels(std::string_view png, const LogoHeader& header) {
    const std::size_t row =
        static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.bytes_per_pixel) + 1;
    const std::string packed = packed_pixels(png);
    std::vector<unsigned char> pixels(row * static_cast<std::size_t>(header.height));
    uLongf written = pixels.size();
    uLong read = packed.size();
    const int result = uncompress2(pixels.data(), &written, reinterpret_cast<const Bytef*>(packed.data()), &read);
    bool is_sound = result == Z_OK && written == pixels.size() && read == packed.size();
    for (std::size_t at = 0; is_sound && at < pixels.size(); at += row)
        is_sound = pixels[at] <= last_filter;
    if (!is_sound) return invalid("logo", "error.logo_unreadable");
    return {};
}

}  // namespace portail::server
