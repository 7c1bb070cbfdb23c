// Lines of text that the system's fonts draw (shared/platform/system_text.h), kept as pictures in the font's texture: a
// line is rasterised once and then costs one quad, like a glyph. Pictures that are no longer shown make room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/platform/system_text.h"
#include "shared/ui/color.h"
#include "shared/ui/geometry.h"

struct ImDrawList;

namespace portail::ui {

class SystemLines {
public:
    /// The source outlives it.
    explicit SystemLines(platform::SystemText& source) : m_source(source) {}

    [[nodiscard]] float width(std::string_view line, const platform::TextFace& face);
    /// How many bytes at the front of `paragraph` fit: to the last place where a line may be broken, or as many
    /// characters as fit where there is none, and at least one.
    [[nodiscard]] std::size_t fitting_line(std::string_view paragraph, const platform::TextFace& face, float width);
    /// How many bytes at the front fit, broken between any two characters; possibly none.
    [[nodiscard]] std::size_t fitting_characters(std::string_view line, const platform::TextFace& face, float width);
    /// `baseline` is where the pen begins.
    void draw(ImDrawList& list, std::string_view line, const platform::TextFace& face, Color color, Point baseline,
              float pixel_ratio);

private:
    struct Picture {
        int rectangle = -1;  ///< of the font's texture; negative: nothing to draw
        int left = 0;
        int top = 0;
        int area = 0;
        int last_frame = 0;
    };

    void begin_use();
    Picture rasterise(std::string_view line, const platform::TextFace& face, Color color, float pixel_ratio);
    void make_room();
    void forget_pictures();

    platform::SystemText& m_source;
    std::uint64_t m_revision = 0;
    std::unordered_map<std::string, float> m_widths;
    std::unordered_map<std::string, Picture> m_pictures;
    int m_area = 0;  ///< of all pictures, device pixels
};

}  // namespace portail::ui
