#include "shared/base/base64.h"

#include <cstdint>

namespace portail {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t bytes_in_group = 3;
constexpr std::size_t digits_in_group = 4;

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve(base64_length(bytes.size()));
    for (std::size_t at = 0; at < bytes.size(); at += bytes_in_group) {
        const std::string_view group = bytes.substr(at, bytes_in_group);
        std::uint32_t bits = 0;
        for (std::size_t index = 0; index < bytes_in_group; ++index) {
            bits = bits << 8U | (index < group.size() ? static_cast<unsigned char>(group[index]) : 0U);
        }
        for (std::size_t index = 0; index < digits_in_group; ++index) {
            text += index > group.size() ? '=' : digits[bits >> (18 - 6 * index) & 63U];
        }
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % digits_in_group != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / digits_in_group * bytes_in_group);
    for (std::size_t at = 0; at < text.size(); at += digits_in_group) {
        const bool is_last = at + digits_in_group == text.size();
        std::uint32_t bits = 0;
        std::size_t padding = 0;
        for (const char letter : text.substr(at, digits_in_group)) {
            const std::size_t digit = digits.find(letter);
            const bool is_padding = letter == '=' && is_last;
            if ((digit == std::string_view::npos && !is_padding) || (padding > 0 && !is_padding)) return std::nullopt;
            padding += is_padding ? 1 : 0;
            bits = bits << 6U | (is_padding ? 0U : static_cast<std::uint32_t>(digit));
        }
        if (padding >= bytes_in_group) return std::nullopt;
        const bool has_unused_bits = (bits & ((1U << (8 * padding)) - 1)) != 0;
        if (has_unused_bits) return std::nullopt;
        for (std::size_t index = 0; index + padding < bytes_in_group; ++index) {
            bytes += static_cast<char>(bits >> (16 - 8 * index) & 255U);
        }
    }
    return bytes;
}

}  // namespace portail
