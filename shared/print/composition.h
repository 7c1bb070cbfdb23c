// What stands where on a card or a poster: lines of text, a logo, a QR code and a bar of colour. It is worked out first, so
// that a test can ask whether anything touches anything else, and then painted. Lengths are millimetres.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/picture.h"
#include "shared/print/paper.h"
#include "shared/print/pdf_document.h"
#include "shared/print/text_fitting.h"
#include "shared/print/text_rasteriser.h"
#include "shared/qr/qr_code.h"

namespace portail::print {

inline constexpr std::uint32_t black = 0x000000;
inline constexpr std::uint32_t ink = 0x1A1A1A;
inline constexpr std::uint32_t muted_ink = 0x595959;

struct PlacedLine {
    std::string text;
    TextStyle style;
    std::uint32_t color = ink;
    Point baseline;    ///< where the pen begins
    double width = 0;  ///< how far it moves
    Stencil stencil;
    Area area;  ///< of the stencil
};

struct Composition {
    PaperSize size;
    std::vector<PlacedLine> lines;
    Area logo;         ///< empty where there is none
    Area logo_ground;  ///< around and with a logo that white paper would swallow; else empty
    Area bar;
    Area code;        ///< its modules
    Area quiet_zone;  ///< around and with them
};

/// Lines that belong together, before they have a place.
struct TextBlock {
    struct Line {
        std::string text;
        double width = 0;
        double ascent = 0;   ///< above the baseline, with what letters of any script reach beyond it
        double descent = 0;  ///< below it
        Stencil stencil;
    };
    TextStyle style;
    std::vector<Line> lines;

    [[nodiscard]] double height() const;
};

enum class LineAlign : std::uint8_t { Left, Center };

/// As drawn by `rasteriser`, in the room's width.
[[nodiscard]] TextBlock make_block(TextRasteriser& rasteriser, std::string_view text, const TextRoom& room);
/// Its top left corner; lines are aligned within `width`.
void place_block(Composition& composition, const TextBlock& block, Point top_left, double width, LineAlign align,
                 std::uint32_t color);
/// With its quiet zone within `square`, whose sides are equal.
void place_code(Composition& composition, const QrCode& code, const Area& square);
/// In the middle of an area of its own proportions.
void place_logo(Composition& composition, const Picture& logo, const Area& area);
/// How large the picture is where it fills `room` without being stretched.
[[nodiscard]] PaperSize fitted_into(const Picture& picture, PaperSize room);

/// `accent` is the colour of the bar, and of the ground of a light logo.
void paint(PdfDocument& document, PdfContent& content, const Composition& composition, const Picture& logo,
           const QrCode& code, std::uint32_t accent);

}  // namespace portail::print
