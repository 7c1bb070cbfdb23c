#include "shared/domain/brand.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "shared/base/text.h"

namespace portail {
namespace {

constexpr std::string_view signature{"\x89PNG\r\n\x1a\n", 8};
constexpr std::size_t chunk_frame_bytes = 12;  // length, type, checksum
constexpr std::size_t header_bytes = 13;
constexpr std::array<std::string_view, 5> drawn_chunks{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, 4))
        number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

/// The checksum of a chunk: CRC-32 of ISO 3309 over type and data (PNG, annex D).
std::uint32_t checksum(std::string_view bytes) {
    constexpr std::uint32_t polynomial = 0xEDB88320;
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? crc >> 1U ^ polynomial : crc >> 1U;
    }
    return ~crc;
}

struct Chunk {
    std::string_view type;
    std::string_view data;
    std::string_view whole;
    bool is_sound = false;  ///< its checksum is right
};

/// The chunk that `png` begins with, taken off it; nothing where it is cut short.
std::optional<Chunk> take_chunk(std::string_view& png) {
    if (png.size() < chunk_frame_bytes) return std::nullopt;
    const std::size_t length = big_endian(png);
    if (length > png.size() - chunk_frame_bytes) return std::nullopt;
    Chunk chunk;
    chunk.type = png.substr(4, 4);
    chunk.data = png.substr(8, length);
    chunk.whole = png.substr(0, length + chunk_frame_bytes);
    chunk.is_sound = checksum(png.substr(4, length + 4)) == big_endian(png.substr(8 + length));
    png.remove_prefix(chunk.whole.size());
    return chunk;
}

enum ColorType : unsigned char { Grey = 0, Rgb = 2, Indexed = 3, GreyAlpha = 4, Rgba = 6 };

int bytes_per_pixel(unsigned char color_type) {
    switch (color_type) {
        case Grey:
        case Indexed:
            return 1;
        case GreyAlpha:
            return 2;
        case Rgb:
            return 3;
        case Rgba:
            return 4;
        default:
            return 0;
    }
}

std::optional<LogoHeader> read_header(std::string_view data) {
    if (data.size() != header_bytes) return std::nullopt;
    const std::uint32_t width = big_endian(data);
    const std::uint32_t height = big_endian(data.substr(4));
    constexpr std::uint32_t largest = brand_limits::logo_side;
    if (width < 1 || width > largest || height < 1 || height > largest) return std::nullopt;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(data[at]); };
    constexpr int bits_a_channel = 8;
    const bool is_plain = byte(8) == bits_a_channel && byte(10) == 0 && byte(11) == 0 && byte(12) == 0;
    const int pixel = bytes_per_pixel(byte(9));
    if (!is_plain || pixel == 0) return std::nullopt;
    return LogoHeader{static_cast<int>(width), static_cast<int>(height), pixel};
}

/// The order and the sizes of the chunks behind the header.
class ChunkOrder {
public:
    explicit ChunkOrder(unsigned char color_type) : m_color_type(color_type) {}

    bool take(const Chunk& chunk) {
        if (m_is_ended || !chunk.is_sound) return false;
        if (chunk.type == "PLTE") return take_palette(chunk.data);
        if (chunk.type == "tRNS") return take_transparency(chunk.data);
        if (chunk.type == "IDAT") {
            m_has_pixels = m_has_pixels || !chunk.data.empty();
            m_pixels_began = true;
            return m_color_type != Indexed || m_colors > 0;
        }
        m_is_ended = chunk.type == "IEND" && chunk.data.empty();
        return m_is_ended;
    }
    [[nodiscard]] bool is_whole() const { return m_is_ended && m_has_pixels; }

private:
    bool take_palette(std::string_view data) {
        constexpr std::size_t most_colors = 256;
        const bool may_be_here = !m_pixels_began && m_colors == 0 && !m_has_transparency && (m_color_type & 2U) != 0;
        m_colors = data.size() / 3;
        return may_be_here && data.size() % 3 == 0 && m_colors >= 1 && m_colors <= most_colors;
    }
    bool take_transparency(std::string_view data) {
        const bool may_be_here = !m_pixels_began && !m_has_transparency;
        m_has_transparency = true;
        switch (m_color_type) {
            case Grey:
                return may_be_here && data.size() == 2;
            case Rgb:
                return may_be_here && data.size() == 6;
            case Indexed:
                return may_be_here && !data.empty() && data.size() <= m_colors;
            default:
                return false;
        }
    }

    unsigned char m_color_type;
    std::size_t m_colors = 0;
    bool m_has_transparency = false;
    bool m_pixels_began = false;
    bool m_has_pixels = false;
    bool m_is_ended = false;
};

}  // namespace

std::optional<std::uint32_t> parse_accent_color(std::string_view text) {
    constexpr std::size_t length = 7;
    if (text.size() != length || text.front() != '#') return std::nullopt;
    std::uint32_t color = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + 1, end, color, 16);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return color;
}

Result<void> validate_brand_name(std::string_view field, std::string_view name) {
    if (name.empty()) return invalid(std::string{field}, "error.required");
    if (character_count(name) > brand_limits::name) {
        return invalid(std::string{field}, "error.too_long", {{"limit", std::to_string(brand_limits::name)}});
    }
    return {};
}

Result<void> validate_accent_color(std::string_view field, std::string_view text) {
    const bool has_capitals = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'F'; });
    if (text.empty() || (parse_accent_color(text) && !has_capitals)) return {};
    return invalid(std::string{field}, "error.accent_color");
}

Result<LogoHeader> validate_logo(std::string_view field, std::string_view png) {
    if (png.size() > brand_limits::logo_bytes) {
        return invalid(std::string{field}, "error.logo_too_large",
                       {{"limit", std::to_string(brand_limits::logo_bytes / 1024)}});
    }
    const Error not_a_logo = invalid(std::string{field}, "error.logo_unreadable");
    if (!png.starts_with(signature)) return not_a_logo;
    png.remove_prefix(signature.size());
    const std::optional<Chunk> first = take_chunk(png);
    if (!first || first->type != "IHDR" || !first->is_sound) return not_a_logo;
    const std::optional<LogoHeader> header = read_header(first->data);
    if (!header) return not_a_logo;
    ChunkOrder order{static_cast<unsigned char>(first->data[9])};
    while (!png.empty()) {
        const std::optional<Chunk> chunk = take_chunk(png);
        if (!chunk || !order.take(*chunk)) return not_a_logo;
    }
    if (!order.is_whole()) return not_a_logo;
    return *header;
}

std::string without_metadata(std::string_view png) {
    std::string cleaned{png.substr(0, signature.size())};
    png.remove_prefix(cleaned.size());
    while (const std::optional<Chunk> chunk = take_chunk(png)) {
        if (std::find(drawn_chunks.begin(), drawn_chunks.end(), chunk->type) != drawn_chunks.end()) {
            cleaned += chunk->whole;
        }
    }
    return cleaned;
}

}  // namespace portail
