// Where a text may be divided: between characters as people see them, and where a line may end. A part of the Unicode
// line breaking algorithm (UAX #14) that is enough for names and labels.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace portail {

/// Offsets in bytes, rising; both end with the length of the text.
struct LineBreaks {
    std::vector<std::size_t> characters;  ///< where one ends, with its marks and joiners
    std::vector<std::size_t> lines;       ///< where a line may end: after spaces, a hyphen, an ideograph
};

[[nodiscard]] LineBreaks line_breaks_of(std::string_view utf8);

}  // namespace portail
