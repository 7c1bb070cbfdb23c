// PNG files for tests, put together chunk by chunk so that each part can be wrong on its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portail::test {

inline constexpr std::string_view png_signature{"\x89PNG\r\n\x1a\n", 8};

struct PngHeader {
    std::uint32_t width = 2;
    std::uint32_t height = 2;
    std::uint8_t bits = 8;
    std::uint8_t color_type = 6;
    std::uint8_t interlace = 0;
};

/// Length, type, data and the right checksum.
[[nodiscard]] std::string png_chunk(std::string_view type, std::string_view data);
[[nodiscard]] std::string png_header(const PngHeader& header);
/// The rows of a picture with these bytes a row, each behind a filter byte of 0, packed.
[[nodiscard]] std::string packed_rows(std::size_t row_bytes, std::size_t rows, char value = '\x40');
[[nodiscard]] std::string packed(std::string_view bytes);
/// A sound PNG of one colour, RGBA.
[[nodiscard]] std::string plain_png(std::uint32_t side = 2);

}  // namespace portail::test
