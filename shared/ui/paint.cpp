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
    style.Colors[ImGuiCol_TextSelectedBg] = floats(colors.accent.solid.with_alpha(80));
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

void paint_text(const Ui& ui, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                float wrap_width, float align) {
    ui.fonts().draw(list(), style, top_left, color, text, wrap_width, align);
}

void paint_line(const Ui& ui, const TypeStyle& style, const Rect& box, Color color, std::string_view text,
                float align) {
    const float width = ui.fonts().measure(style, text).width;
    const float spare = std::max(0.0F, box.width - width);
    ui.fonts().draw_truncated(list(), style, {box.x + spare * align, box.y + (box.height - style.line_height) / 2},
                              color, text, box.width);
}

}  // namespace portail::ui
