#include "server/http/compression.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace portail::http {
namespace {

constexpr int brotli_quality = 4;
constexpr int brotli_window = 18;  // 256 KB: as much as an answer of ours holds
constexpr int gzip_level = 5;

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// In thousandths, as RFC 9110, section 12.4.2, allows at most three digits.
int weight_of(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    const std::string_view number = without_spaces(parameters.substr(at + 2));
    double weight = 1;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), weight);
    if (read.ec != std::errc{}) return 0;
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
}

std::optional<std::string> compress_with_brotli(std::string_view text) {
    std::string compressed(BrotliEncoderMaxCompressedSize(text.size()), '\0');
    std::size_t size = compressed.size();
    const auto* const input = reinterpret_cast<const std::uint8_t*>(text.data());
    auto* const output = reinterpret_cast<std::uint8_t*>(compressed.data());
    if (BrotliEncoderCompress(brotli_quality, brotli_window, BROTLI_MODE_TEXT, text.size(), input, &size, output) !=
        BROTLI_TRUE) {
        return std::nullopt;
    }
    compressed.resize(size);
    return compressed;
}

std::optional<std::string> compress_with_gzip(std::string_view text) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, gzip_level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
    std::string compressed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib reads it only
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream.avail_out = static_cast<uInt>(compressed.size());
    const int result = deflate(&stream, Z_FINISH);
    compressed.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return std::nullopt;
    return compressed;
}

}  // namespace

Encoding choose_encoding(std::string_view accept_encoding) {
    int brotli = -1;
    int gzip = -1;
    int any = 0;
    while (!accept_encoding.empty()) {
        const std::size_t comma = accept_encoding.find(',');
        const std::string_view item = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size() : comma + 1);
        const std::size_t semicolon = item.find(';');
        const std::string_view name = without_spaces(item.substr(0, semicolon));
        const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(item.substr(semicolon));
        if (name == "br") brotli = weight;
        if (name == "gzip") gzip = weight;
        if (name == "*") any = weight;
    }
    if (brotli < 0) brotli = any;
    if (gzip < 0) gzip = any;
    if (brotli > 0 && brotli >= gzip) return Encoding::Brotli;
    if (gzip > 0) return Encoding::Gzip;
    return Encoding::Identity;
}

std::string_view to_string(Encoding encoding) {
    switch (encoding) {
        case Encoding::Brotli:
            return "br";
        case Encoding::Gzip:
            return "gzip";
        case Encoding::Identity:
            break;
    }
    return {};
}

std::optional<std::string> compress(std::string_view text, Encoding encoding) {
    switch (encoding) {
        case Encoding::Brotli:
            return compress_with_brotli(text);
        case Encoding::Gzip:
            return compress_with_gzip(text);
        case Encoding::Identity:
            break;
    }
    return std::nullopt;
}

}  // namespace portail::http
