// The two faces of Inter, embedded at build time, and text set in them. Sizes follow CSS: a TypeStyle's size is the
// em, its line height the distance of two baselines (Dear ImGui measures a font by ascent minus descent instead; the
// ratio of the two is read from the font). Glyphs are rasterised at the device's pixel ratio as they are needed. A line
// with a letter that Inter's subset does not have is drawn by the system's fonts, where the platform offers them.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>

#include "shared/platform/system_text.h"
#include "shared/ui/color.h"
#include "shared/ui/geometry.h"
#include "shared/ui/theme.h"

struct ImDrawList;
struct ImFont;

namespace portail::ui {

class SystemLines;

/// The embedded files (OpenType), also handed to the page so that DOM inputs look the same.
[[nodiscard]] std::string_view embedded_font(Weight weight);

class Fonts {
public:
    Fonts();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    /// Adds the faces to the current ImGui context's atlas.
    void load();
    [[nodiscard]] bool is_loaded() const { return m_regular != nullptr; }
    /// For letters that the faces do not have; it outlives the fonts.
    void use_system_text(platform::SystemText& source);
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
    /// Whether the faces have every letter of it.
    [[nodiscard]] bool covers(std::string_view text) const;
    [[nodiscard]] bool has_letter(char32_t code) const;
    [[nodiscard]] float line_width(const TypeStyle& style, std::string_view line) const;
    [[nodiscard]] std::size_t fitting_line(const TypeStyle& style, std::string_view paragraph, float width) const;
    [[nodiscard]] std::size_t fitting_characters(const TypeStyle& style, std::string_view line, float width) const;
    void draw_line(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view line) const;
    template <class Line>
    void for_each_line(const TypeStyle& style, std::string_view text, float wrap_width, Line line) const;

    ImFont* m_regular = nullptr;
    ImFont* m_semibold = nullptr;
    float m_height_per_em = 1.21F;
    float m_pixel_ratio = 1;
    std::unique_ptr<SystemLines> m_system;                 ///< null where the platform has none
    mutable std::unordered_map<char32_t, bool> m_letters;  ///< beyond ASCII, as far as they were asked for
};

}  // namespace portail::ui
