#include "shared/base/ids.h"

#include <array>
#include <cstdint>

namespace portail {
namespace {

constexpr std::string_view code_alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

Id format_uuid(const std::array<std::uint8_t, 16>& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    Id text;
    text.reserve(36);
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        if (index == 4 || index == 6 || index == 8 || index == 10) text += '-';
        text += digits[bytes[index] >> 4];
        text += digits[bytes[index] & 15];
    }
    return text;
}

void set_version(std::array<std::uint8_t, 16>& bytes, unsigned version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | version << 4);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
}

}  // namespace

Id make_id(Milliseconds now, RandomSource& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    for (int index = 0; index < 6; ++index) {
        bytes[static_cast<std::size_t>(index)] = static_cast<std::uint8_t>(now >> (8 * (5 - index)));
    }
    set_version(bytes, 7);
    return format_uuid(bytes);
}

Id make_unrelated_id(RandomSource& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    set_version(bytes, 4);
    return format_uuid(bytes);
}

bool is_id(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[index];
        if (index == 8 || index == 13 || index == 18 || index == 23) {
            if (character != '-') return false;
        } else if (!(character >= '0' && character <= '9') && !(character >= 'a' && character <= 'f')) {
            return false;
        }
    }
    return true;
}

std::string make_code(std::size_t length, RandomSource& random) {
    static_assert(code_alphabet.size() == 32);
    std::string code;
    code.reserve(length);
    for (std::size_t index = 0; index < length; ++index) {
        code += code_alphabet[static_cast<std::size_t>(random.below(code_alphabet.size()))];
    }
    return code;
}

std::string normalise_code(std::string_view text) {
    std::string code;
    for (const char character : text) {
        if (character == ' ' || character == '-') continue;
        code += character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    }
    return code;
}

bool is_code(std::string_view text, std::size_t length) {
    const std::string code = normalise_code(text);
    return code.size() == length && code.find_first_not_of(code_alphabet) == std::string::npos;
}

}  // namespace portail
