#include "shared/ui/paint.h"

#include <imgui.h>

#include <algorithm>
#include <numbers>

#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

ImU32 packed(Color color) {
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}
ImVec4 floats(Color color) {
    return ImGui::ColorConvertU32ToFloat4(packed(color));
}
ImVec2 vec(Point point) {
    return {point.x, point.y};
}
ImDrawList& list() {
    return *ImGui::GetWindowDrawList();
}

}  // namespace

void apply_to_imgui(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style.FontSizeBase = 20;  // a step of the wheel scrolls five times as far
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.FramePadding = {0, 0};
    style.FrameBorderSize = 0;
    style.ItemSpacing = {0, 0};
    style.WindowMinSize = {1, 1};
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.AntiAliasedLines = true;
    style.CircleTessellationMaxError = 0.15F;
    style.CurveTessellationTol = 0.6F;
    const Palette& colors = theme.colors;
    const Color none = colors.page.with_alpha(0);
    style.Colors[ImGuiCol_WindowBg] = floats(colors.page);
    style.Colors[ImGuiCol_ChildBg] = floats(none);
    style.Colors[ImGuiCol_FrameBg] = floats(none);
    style.Colors[ImGuiCol_Text] = floats(colors.text);
    style.Colors[ImGuiCol_TextDisabled] = floats(colors.text_muted);
    style.Colors[ImGuiCol_TextSelectedBg] = floats(colors.selection);
    style.Colors[ImGuiCol_InputTextCursor] = floats(colors.text);
    style.Colors[ImGuiCol_ScrollbarBg] = floats(none);
    style.Colors[ImGuiCol_ScrollbarGrab] = floats(colors.text_muted.with_alpha(90));
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = floats(colors.text_muted.with_alpha(140));
    style.Colors[ImGuiCol_ScrollbarGrabActive] = floats(colors.text_muted.with_alpha(190));
}

void fill_rect(const Rect& rect, Color color, float radius) {
    list().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(color), radius);
}

void fill_chosen(const Theme& theme, const Rect& rect, float radius) {
    fill_rect(rect, theme.colors.accent.soft, radius);
    if (theme.options.imposed) stroke_rect(rect, theme.colors.accent.solid, radius, 2);
}

void stroke_rect(const Rect& rect, Color color, float radius, float width) {
    // Inside the edge, so that a frame is as large as its rectangle.
    const Rect middle = rect.inset(width / 2);
    list().AddRect({middle.x, middle.y}, {middle.right(), middle.bottom()}, packed(color),
                   std::max(0.0F, radius - width / 2), ImDrawFlags_None, width);
}

void fill_circle(Point center, float radius, Color color) {
    list().AddCircleFilled(vec(center), radius, packed(color));
}

void stroke_circle(Point center, float radius, Color color, float width) {
    list().AddCircle(vec(center), radius, packed(color), 0, width);
}

void draw_arc(Point center, float radius, float from, float to, Color color, float width) {
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    list().PathArcTo(vec(center), radius, from * turn, to * turn);
    list().PathStroke(packed(color), ImDrawFlags_None, width);
}

void draw_line(Point from, Point to, Color color, float width) {
    list().AddLine(vec(from), vec(to), packed(color), width);
}

void draw_shadow(const Rect& rect, float radius, Color color, float size) {
    // Growing outlines whose opacities add up to a soft edge, a little lower than the thing itself.
    constexpr int layers = 8;
    for (int layer = layers; layer >= 1; --layer) {
        const float share = static_cast<float>(layer) / layers;
        const float spread = size * share * share;
        Rect shape = rect.inset(-spread);
        shape.y += size * 0.25F;
        fill_rect(shape, color.with_alpha(static_cast<std::uint8_t>(std::max(1, color.alpha / layers))),
                  radius + spread);
    }
}

void paint_icon(Icon icon, const Rect& box, Color color) {
    draw_icon(list(), icon, box, color);
}

namespace {

/// Calls `found(word, width)` for each word that may be wider than `room`; short ones are not even measured.
template <class Found>
void for_each_wide_word(const Ui& ui, const TypeStyle& style, std::string_view text, float room, Found found) {
    constexpr float widest_byte = 0.95F;  // of an em
    constexpr std::string_view gaps = " \n-/";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(gaps, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (static_cast<float>(word.size()) * style.size * widest_byte > room) {
            const float needed = ui.fonts().measure(style, word).width;
            if (needed > room) found(word, needed);
        }
        at = end + 1;
    }
}

/// A word that is wider than the line is broken anywhere.
void note_broken_words(const Ui& ui, const TypeStyle& style, std::string_view text, float width) {
    for_each_wide_word(ui, style, text, width + 1,
                       [&](std::string_view word, float needed) { ui.note_unfit(word, width, needed); });
}

TypeStyle scaled_down(TypeStyle style, float room, float needed) {
    if (needed <= room || needed <= 0) return style;
    const float share = std::max(0.1F, (room - 1) / needed);
    style.size *= share;
    style.line_height *= share;
    return style;
}

}  // namespace

TypeStyle fitting(const Ui& ui, const TypeStyle& style, std::string_view text, float room) {
    float widest = 0;
    for_each_wide_word(ui, style, text, room,
                       [&](std::string_view, float needed) { widest = std::max(widest, needed); });
    return scaled_down(style, room, widest);
}

TypeStyle fitting_line(const Ui& ui, const TypeStyle& style, std::string_view text, float room) {
    return scaled_down(style, room, ui.fonts().measure(style, text).width);
}

void paint_text(const Ui& ui, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                float wrap_width, float align, Fit fit) {
    if (wrap_width > 0 && fit == Fit::Must) note_broken_words(ui, style, text, wrap_width);
    ui.fonts().draw(list(), style, top_left, color, text, wrap_width, align);
}

void paint_line(const Ui& ui, const TypeStyle& style, const Rect& box, Color color, std::string_view text, float align,
                Fit fit) {
    const float width = ui.fonts().measure(style, text).width;
    // Measured widths are rounded up.
    if (width > box.width + 1.5F && fit == Fit::Must) ui.note_unfit(text, box.width, width);
    const float spare = std::max(0.0F, box.width - width);
    ui.fonts().draw_truncated(list(), style, {box.x + spare * align, box.y + (box.height - style.line_height) / 2},
                              color, text, box.width);
}

}  // namespace portail::ui
