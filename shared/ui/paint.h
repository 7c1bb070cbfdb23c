// Drawing for widgets: shapes and text in theme colours, on the draw list of the current window.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/ui/color.h"
#include "shared/ui/geometry.h"
#include "shared/ui/icons.h"
#include "shared/ui/theme.h"

namespace portail::ui {

class Ui;

/// Dear ImGui's own style, for the little that it draws by itself (scroll bars, selections, native text entry).
void apply_to_imgui(const Theme& theme);

void fill_rect(const Rect& rect, Color color, float radius = 0);
/// The ground of what is chosen: a tint, or an edge where the system imposes its colours and there are no tints.
void fill_chosen(const Theme& theme, const Rect& rect, float radius);
void stroke_rect(const Rect& rect, Color color, float radius, float width = 1);
void fill_circle(Point center, float radius, Color color);
void stroke_circle(Point center, float radius, Color color, float width);
void draw_arc(Point center, float radius, float from, float to, Color color, float width);  ///< turns, 0 is right
void draw_line(Point from, Point to, Color color, float width = 1);
/// A soft shadow under a rounded rectangle.
void draw_shadow(const Rect& rect, float radius, Color color, float size);
void paint_icon(Icon icon, const Rect& box, Color color);
/// Our own words must fit; what people have entered may be of any length. What does not fit and must is noted
/// (Ui::unfit_texts), and fails a test.
enum class Fit : std::uint8_t { Must, May };

/// `style`, made as much smaller as the longest word of `text` needs to stand in `room`: at 200 % some words are wider
/// than a phone. fitting_line does so for the whole text on one line.
[[nodiscard]] TypeStyle fitting(const Ui& ui, const TypeStyle& style, std::string_view text, float room);
[[nodiscard]] TypeStyle fitting_line(const Ui& ui, const TypeStyle& style, std::string_view text, float room);

void paint_text(const Ui& ui, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                float wrap_width = 0, float align = 0, Fit fit = Fit::Must);
/// One line inside `box`, vertically centred; truncated where it does not fit.
void paint_line(const Ui& ui, const TypeStyle& style, const Rect& box, Color color, std::string_view text,
                float align = 0, Fit fit = Fit::Must);

}  // namespace portail::ui
