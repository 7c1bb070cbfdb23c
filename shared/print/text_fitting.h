// Brings a text of any length into a room of a fixed width: smaller first, then on several lines, and cut at last.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/print/text_rasteriser.h"

namespace portail::print {

struct TextRoom {
    double width = 0;  ///< millimetres, as are the sizes
    double largest_size = 4;
    double smallest_size = 3;
    bool is_semibold = false;
    int most_lines = 2;
};

struct FittedText {
    std::vector<std::string> lines;  ///< none for an empty text
    TextStyle style;
    bool is_cut = false;  ///< the last line ends with …
};

[[nodiscard]] FittedText fit_text(TextRasteriser& rasteriser, std::string_view text, const TextRoom& room);

}  // namespace portail::print
