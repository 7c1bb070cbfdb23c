#include "shared/base/text.h"

#include <array>
#include <cstdint>

namespace portail {
namespace {

struct Folding {
    char32_t first;
    char32_t last;
    std::string_view base;
};

// Latin-1 Supplement and Latin Extended-A (Unicode charts U0080, U0100), by their base letters.
// clang-format off
constexpr std::array<Folding, 41> foldings{{
    {0xc0, 0xc5, "a"},   {0xc6, 0xc6, "ae"},  {0xc7, 0xc7, "c"},   {0xc8, 0xcb, "e"},   {0xcc, 0xcf, "i"},
    {0xd0, 0xd0, "d"},   {0xd1, 0xd1, "n"},   {0xd2, 0xd6, "o"},   {0xd8, 0xd8, "o"},   {0xd9, 0xdc, "u"},
    {0xdd, 0xdd, "y"},   {0xde, 0xde, "th"},  {0xdf, 0xdf, "ss"},  {0xe0, 0xe5, "a"},   {0xe6, 0xe6, "ae"},
    {0xe7, 0xe7, "c"},   {0xe8, 0xeb, "e"},   {0xec, 0xef, "i"},   {0xf0, 0xf0, "d"},   {0xf1, 0xf1, "n"},
    {0xf2, 0xf6, "o"},   {0xf8, 0xf8, "o"},   {0xf9, 0xfc, "u"},   {0xfd, 0xff, "y"},   {0x100, 0x105, "a"},
    {0x106, 0x10d, "c"}, {0x10e, 0x111, "d"}, {0x112, 0x11b, "e"}, {0x11c, 0x123, "g"}, {0x124, 0x127, "h"},
    {0x128, 0x131, "i"}, {0x132, 0x133, "ij"}, {0x134, 0x135, "j"}, {0x136, 0x138, "k"}, {0x139, 0x142, "l"},
    {0x143, 0x14b, "n"}, {0x14c, 0x151, "o"}, {0x152, 0x153, "oe"}, {0x154, 0x159, "r"}, {0x15a, 0x161, "s"},
    {0x162, 0x167, "t"},
}};

constexpr std::array<Folding, 5> later_foldings{{
    {0x168, 0x173, "u"}, {0x174, 0x175, "w"}, {0x176, 0x178, "y"}, {0x179, 0x17e, "z"}, {0x17f, 0x17f, "s"},
}};
// clang-format on

std::string_view base_letters(char32_t code) {
    for (const Folding& folding : foldings) {
        if (code >= folding.first && code <= folding.last) return folding.base;
    }
    for (const Folding& folding : later_foldings) {
        if (code >= folding.first && code <= folding.last) return folding.base;
    }
    return {};
}

bool is_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& position) {
    const auto byte_at = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    const std::uint8_t lead = byte_at(position++);
    if (lead < 0x80) return lead;
    int following = 0;
    char32_t code = 0;
    char32_t smallest = 0;
    if (lead >= 0xc2 && lead < 0xe0) {
        following = 1, code = lead & 0x1fU, smallest = 0x80;
    } else if (lead >= 0xe0 && lead < 0xf0) {
        following = 2, code = lead & 0x0fU, smallest = 0x800;
    } else if (lead >= 0xf0 && lead < 0xf5) {
        following = 3, code = lead & 0x07U, smallest = 0x10000;
    } else {
        return malformed_code_point;
    }
    for (; following > 0; --following, ++position) {
        if (position >= text.size() || (byte_at(position) & 0xc0U) != 0x80) return malformed_code_point;
        code = code << 6 | (byte_at(position) & 0x3fU);
    }
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    return code < smallest || code > 0x10ffff || surrogate ? malformed_code_point : code;
}

bool is_utf8(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        const char32_t code = next_code_point(text, position);
        if (code == malformed_code_point || code == 0) return false;
    }
    return true;
}

std::size_t character_count(std::string_view utf8) {
    std::size_t count = 0;
    for (const char character : utf8) {
        if ((static_cast<std::uint8_t>(character) & 0xc0U) != 0x80) ++count;
    }
    return count;
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return std::string{text};
}

std::string folded(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t start = position;
        const char32_t code = next_code_point(utf8, position);
        if (code < 0x80) {
            const char character = static_cast<char>(code);
            result += character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
        } else if (code >= 0x300 && code < 0x370) {
            continue;  // combining marks of decomposed text
        } else if (const std::string_view base = base_letters(code); !base.empty()) {
            result += base;
        } else {
            result += utf8.substr(start, position - start);
        }
    }
    return result;
}

bool matches_folded(std::string_view folded_haystack, std::string_view needle) {
    const std::string folded_needle = folded(needle);
    std::string_view rest = folded_needle;
    while (!rest.empty()) {
        const std::size_t end = rest.find(' ');
        const std::string_view word = rest.substr(0, end);
        if (folded_haystack.find(word) == std::string_view::npos) return false;
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return true;
}

}  // namespace portail
