// Text as pixels so fine that a printer shows no steps. A program implements it with the fonts that it has at hand, in any
// script (shared/ui/screens/card_printing.cpp), so that a document holds no font.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace portail::print {

struct TextStyle {
    double size = 4;  ///< the em, millimetres
    bool is_semibold = false;
};

/// A picture of one bit a pixel: what is set is painted in a colour that is chosen later.
struct Stencil {
    int width = 0;
    int height = 0;
    int left = 0;                    ///< of the picture's edge, from where the pen begins; pixels
    int top = 0;                     ///< of the picture's edge, from the baseline: negative upwards
    std::vector<std::uint8_t> bits;  ///< each row begins with a byte of its own, at its highest bit

    [[nodiscard]] bool is_empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] static std::size_t bytes_per_row(int width) { return (static_cast<std::size_t>(width) + 7) / 8; }
};

class TextRasteriser {
public:
    virtual ~TextRasteriser() = default;
    /// How far the pen moves, in millimetres.
    [[nodiscard]] virtual double width(std::string_view line, const TextStyle& style) = 0;
    /// An empty one if there is nothing to draw.
    [[nodiscard]] virtual Stencil draw(std::string_view line, const TextStyle& style, double dots_per_inch) = 0;
};

}  // namespace portail::print
