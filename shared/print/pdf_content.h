// What is painted on one page, or on a part that several pages or places share, as operators of a PDF (ISO 32000-1,
// annex A). Lengths are millimetres from the top left corner, colours 0xRRGGBB.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "shared/print/paper.h"
#include "shared/print/text_rasteriser.h"

namespace portail::print {

/// The characters of the text that is found and copied but not seen, each with its code in the one font that has it.
class HiddenLetters {
public:
    /// Codes, one byte each, in the order in which a viewer expects them: from left to right. What comes after the 255th
    /// different character of a document is left out.
    [[nodiscard]] std::string encode(std::string_view utf8);
    [[nodiscard]] const std::map<char32_t, std::uint8_t>& codes() const { return m_codes; }

private:
    std::map<char32_t, std::uint8_t> m_codes;
};

/// A number that belongs to a document's picture, stencil or part.
struct PdfObject {
    int number = 0;
};

class PdfContent {
public:
    /// `letters` outlives it.
    PdfContent(PaperSize size, HiddenLetters& letters) : m_size(size), m_letters(letters) {}

    void fill(const Area& area, std::uint32_t color);
    void line(Point from, Point to, double width, std::uint32_t color);
    /// `side` × `side` cells, row by row, as one path without seams; those that are true are filled.
    void fill_cells(std::span<const bool> cells, int side, const Area& area, std::uint32_t color);
    void stencil(PdfObject stencil, const Area& area, std::uint32_t color);
    void picture(PdfObject picture, const Area& area);
    /// A line that is not seen, over `width` from the point where its baseline begins: for search and the clipboard.
    void hidden_text(std::string_view line, Point baseline, double size, double width);
    void part(PdfObject part, Point top_left);

    [[nodiscard]] PaperSize size() const { return m_size; }
    [[nodiscard]] const std::string& operators() const { return m_operators; }

private:
    void use_color(std::uint32_t color, bool is_stroke);
    void draw_object(PdfObject object, const Area& area);

    PaperSize m_size;
    HiddenLetters& m_letters;
    std::string m_operators;
};

/// Millimetres in the unit of a PDF, 1/72 inch.
[[nodiscard]] constexpr double points(double millimetres) {
    return millimetres * 72 / 25.4;
}
/// With three decimals at most, whatever the locale.
[[nodiscard]] std::string pdf_number(double value);
[[nodiscard]] std::string pdf_hexadecimal(std::string_view bytes);

}  // namespace portail::print
