#include "shared/base/line_breaks.h"

#include "shared/base/text.h"

namespace portail {
namespace {

/// Combining marks, joiners, variation selectors and skin tones belong to the character before them (Unicode 15,
/// the blocks that hold nothing else).
bool extends_character(char32_t code) {
    return (code >= 0x0300 && code <= 0x036F) || (code >= 0x1AB0 && code <= 0x1AFF) || code == 0x200C ||
           code == 0x200D || (code >= 0x20D0 && code <= 0x20FF) || (code >= 0xFE00 && code <= 0xFE0F) ||
           (code >= 0xFE20 && code <= 0xFE2F) || (code >= 0x1F3FB && code <= 0x1F3FF) ||
           (code >= 0xE0100 && code <= 0xE01EF);
}

/// Scripts that are written without spaces and may be broken after nearly any character (UAX #14, class ID).
bool is_ideographic(char32_t code) {
    return (code >= 0x2E80 && code <= 0x31FF) || (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFFEF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

}  // namespace

LineBreaks line_breaks_of(std::string_view utf8) {
    LineBreaks breaks;
    char32_t before = 0;
    bool is_joined = false;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t begin = at;
        const char32_t code = next_code_point(utf8, at);
        if (begin > 0 && !is_joined && !extends_character(code)) {
            breaks.characters.push_back(begin);
            const bool begins_word = before == U' ' && code != U' ';
            const bool follows_hyphen = before == U'-' && code != U' ' && !(code >= U'0' && code <= U'9');
            if (begins_word || follows_hyphen || is_ideographic(before) || is_ideographic(code))
                breaks.lines.push_back(begin);
        }
        is_joined = code == 0x200D;
        before = code;
    }
    breaks.characters.push_back(utf8.size());
    breaks.lines.push_back(utf8.size());
    return breaks;
}

}  // namespace portail
