// Text drawn by the system's own fonts, for what the embedded ones do not have: names in any script, shaped and in the
// right direction, and emoji. In a browser it is the page's canvas (web/system_text_web.cpp), on the desk Pango
// (native/system_text_native.cpp).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace portail::platform {

/// How one line is set. The face is that of the program where it has the letter, else whatever the system has.
struct TextFace {
    float size = 16;  ///< the em, CSS pixels
    bool is_semibold = false;

    friend bool operator==(const TextFace&, const TextFace&) = default;
};

/// The picture of one line, in device pixels.
struct TextPicture {
    int width = 0;
    int height = 0;
    int left = 0;                       ///< of the picture's edge, from where the pen begins
    int top = 0;                        ///< of the picture's edge, from the baseline: negative upwards
    std::vector<std::uint32_t> pixels;  ///< rows of red, green, blue and alpha bytes in this order, not premultiplied
};

class SystemText {
public:
    virtual ~SystemText() = default;
    /// How far the pen moves, in CSS pixels.
    [[nodiscard]] virtual float width(std::string_view line, const TextFace& face) = 0;
    /// `rgb` as 0xRRGGBB; emoji keep their own colours. An empty picture if it cannot be drawn.
    [[nodiscard]] virtual TextPicture draw(std::string_view line, const TextFace& face, std::uint32_t rgb,
                                           float pixel_ratio) = 0;
    /// Raised when the fonts have changed, and with them everything that was measured before.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;
};

[[nodiscard]] std::unique_ptr<SystemText> make_system_text();

}  // namespace portail::platform
