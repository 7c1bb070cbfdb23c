// Places on paper. Lengths are millimetres, from the top left corner, downwards.
#pragma once

namespace portail::print {

struct Point {
    double x = 0;
    double y = 0;
};

struct PaperSize {
    double width = 0;
    double height = 0;
};

// ISO 216
inline constexpr PaperSize a4{210, 297};
inline constexpr PaperSize a5{148, 210};

struct Area {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] bool is_empty() const { return width <= 0 || height <= 0; }
    /// Without a strip of `margin` along every edge; a negative margin adds one.
    [[nodiscard]] Area inset(double margin) const {
        return {x + margin, y + margin, width - 2 * margin, height - 2 * margin};
    }
};

}  // namespace portail::print
