#include "server/core/json_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "shared/base/json.h"
#include "shared/base/text.h"

namespace portail::server {
namespace {

enum class Plainness { Ascii, Unicode, NeedsEscapes };

// Without a way out of the loop, so that the compiler looks at many bytes at once.
Plainness plainness(std::string_view text) {
    unsigned needs_escapes = 0;
    unsigned high_bits = 0;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        needs_escapes |= static_cast<unsigned>(byte < 0x20) | static_cast<unsigned>(byte == '"') |
                         static_cast<unsigned>(byte == '\\');
        high_bits |= byte;
    }
    if (needs_escapes != 0) return Plainness::NeedsEscapes;
    return high_bits < 0x80 ? Plainness::Ascii : Plainness::Unicode;
}

template <class Number>
void append_number(std::string& json, Number number) {
    std::array<char, 32> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    json.append(digits.data(), written.ptr);
}

}  // namespace

void append_json(std::string& json, std::string_view text) {
    const Plainness kind = plainness(text);
    if (kind == Plainness::Ascii || (kind == Plainness::Unicode && is_utf8(text))) {
        json += '"';
        json += text;
        json += '"';
    } else {
        json += to_text(Json(text));
    }
}

void append_json(std::string& json, const Row& row, int column) {
    switch (row.type(column)) {
        case SQLITE_INTEGER:
            append_number(json, row.integer(column));
            break;
        case SQLITE_FLOAT:
            // JSON has no infinity.
            if (std::isfinite(row.real(column))) {
                append_number(json, row.real(column));
            } else {
                json += "null";
            }
            break;
        case SQLITE_TEXT:
            append_json(json, row.text_view(column));
            break;
        default:
            json += "null";
            break;
    }
}

}  // namespace portail::server
