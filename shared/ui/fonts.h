// The two faces of Inter, embedded at build time, and text set in them. Sizes follow CSS: a TypeStyle's size is the
// em, its line height the distance of two baselines (Dear ImGui measures a font by ascent minus descent instead; the
// ratio of the two is read from the font). Glyphs are rasterised at the device's pixel ratio as they are needed.
#pragma once

#include <string_view>

#include "shared/ui/color.h"
#include "shared/ui/geometry.h"
#include "shared/ui/theme.h"

struct ImDrawList;
struct ImFont;

namespace portail::ui {

/// The embedded files (OpenType), also handed to the page so that DOM inputs look the same.
[[nodiscard]] std::string_view embedded_font(Weight weight);

class Fonts {
public:
    /// Adds the faces to the current ImGui context's atlas.
    void load();
    [[nodiscard]] bool is_loaded() const { return m_regular != nullptr; }
    /// Once a frame, before text is measured or drawn.
    void set_pixel_ratio(float ratio);

    [[nodiscard]] ImFont* face(Weight weight) const { return weight == Weight::SemiBold ? m_semibold : m_regular; }
    /// What ImGui calls the font's size.
    [[nodiscard]] float imgui_size(const TypeStyle& style) const { return style.size * m_height_per_em; }

    /// One line if `wrap_width` is 0; line feeds break lines either way.
    [[nodiscard]] Size measure(const TypeStyle& style, std::string_view text, float wrap_width = 0) const;
    /// `align` from 0 to 1 moves each line within `wrap_width`.
    void draw(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
              float wrap_width = 0, float align = 0) const;
    /// One line, ended by … where `width` is too small for it.
    void draw_truncated(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                        float width) const;

private:
    ImFont* m_regular = nullptr;
    ImFont* m_semibold = nullptr;
    float m_height_per_em = 1.21F;
};

}  // namespace portail::ui
