#include "tests/support/pngs.h"

#include <zlib.h>

namespace portail::test {
namespace {

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 255U);
    return bytes;
}

}  // namespace

std::string png_chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string{type} + std::string{data};
    const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + body +
           big_endian(static_cast<std::uint32_t>(checksum));
}

std::string png_header(const PngHeader& header) {
    std::string data = big_endian(header.width) + big_endian(header.height);
    for (const std::uint8_t byte : {header.bits, header.color_type, std::uint8_t{0}, std::uint8_t{0}, header.interlace})
        data += static_cast<char>(byte);
    return png_chunk("IHDR", data);
}

std::string packed(std::string_view bytes) {
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string result(size, '\0');
    compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
              static_cast<uLong>(bytes.size()), 9);
    result.resize(size);
    return result;
}

std::string packed_rows(std::size_t row_bytes, std::size_t rows, char value) {
    std::string bytes;
    for (std::size_t row = 0; row < rows; ++row)
        bytes += '\0' + std::string(row_bytes, value);
    return packed(bytes);
}

std::string plain_png(std::uint32_t side) {
    return std::string{png_signature} + png_header({.width = side, .height = side}) +
           png_chunk("IDAT", packed_rows(std::size_t{side} * 4, side)) + png_chunk("IEND", "");
}

}  // namespace portail::test
