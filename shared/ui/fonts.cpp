#include "shared/ui/fonts.h"

#include "inter_regular.h"
#include "inter_semibold.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "shared/base/text.h"
#include "shared/ui/system_lines.h"

namespace portail::ui {

namespace {

/// The ratio of (ascent − descent) to the em, out of the font's 'hhea' and 'head' tables (OpenType 1.9).
float height_per_em(std::string_view font) {
    const auto u16 = [&](std::size_t at) {
        return static_cast<std::uint16_t>(static_cast<unsigned char>(font[at]) << 8U |
                                          static_cast<unsigned char>(font[at + 1]));
    };
    const auto u32 = [&](std::size_t at) { return static_cast<std::uint32_t>(u16(at)) << 16U | u16(at + 2); };
    std::size_t head = 0;
    std::size_t hhea = 0;
    for (std::size_t table = 0; table < u16(4); ++table) {
        const std::size_t record = 12 + table * 16;
        if (std::memcmp(&font[record], "head", 4) == 0) {
            head = u32(record + 8);
        } else if (std::memcmp(&font[record], "hhea", 4) == 0) {
            hhea = u32(record + 8);
        }
    }
    const auto ascent = static_cast<std::int16_t>(u16(hhea + 4));
    const auto descent = static_cast<std::int16_t>(u16(hhea + 6));
    return static_cast<float>(ascent - descent) / static_cast<float>(u16(head + 18));
}

ImFont* add_face(Weight weight) {
    const std::string_view file = embedded_font(weight);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    // The atlas only reads what it does not own.
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<char*>(file.data()), static_cast<int>(file.size()),
                                                      0.0F, &config);
}

ImU32 packed(Color color) {
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}

platform::TextFace system_face(const TypeStyle& style) {
    return {.size = style.size, .is_semibold = style.weight == Weight::SemiBold};
}

}  // namespace

std::string_view embedded_font(Weight weight) {
    return weight == Weight::SemiBold ? embedded::inter_semibold() : embedded::inter_regular();
}

Fonts::Fonts() = default;
Fonts::~Fonts() = default;

void Fonts::load() {
    m_height_per_em = height_per_em(embedded_font(Weight::Regular));
    m_regular = add_face(Weight::Regular);
    m_semibold = add_face(Weight::SemiBold);
}

void Fonts::use_system_text(platform::SystemText& source) {
    m_system = std::make_unique<SystemLines>(source);
}

void Fonts::set_pixel_ratio(float ratio) {
    // ImGui does this for the current font only; text is drawn here with either face.
    m_regular->CurrentRasterizerDensity = ratio;
    m_semibold->CurrentRasterizerDensity = ratio;
    m_pixel_ratio = ratio;
}

bool Fonts::has_letter(char32_t code) const {
    if (code < 0x80) return true;
    const auto [found, is_new] = m_letters.try_emplace(code, false);
    if (is_new)
        found->second = code <= IM_UNICODE_CODEPOINT_MAX && m_regular->IsGlyphInFont(static_cast<ImWchar>(code));
    return found->second;
}

bool Fonts::covers(std::string_view text) const {
    if (!m_system) return true;
    for (std::size_t at = 0; at < text.size();) {
        if (!has_letter(next_code_point(text, at))) return false;
    }
    return true;
}

float Fonts::line_width(const TypeStyle& style, std::string_view line) const {
    if (line.empty()) return 0;
    if (!covers(line)) return m_system->width(line, system_face(style));
    return face(style.weight)->CalcTextSizeA(imgui_size(style), FLT_MAX, 0, line.data(), line.data() + line.size()).x;
}

/// How many bytes at the front of the paragraph make its first line.
std::size_t Fonts::fitting_line(const TypeStyle& style, std::string_view paragraph, float width) const {
    if (!covers(paragraph)) return m_system->fitting_line(paragraph, system_face(style), width);
    const char* const begin = paragraph.data();
    const char* const end =
        face(style.weight)->CalcWordWrapPosition(imgui_size(style), begin, begin + paragraph.size(), width);
    return static_cast<std::size_t>(end - begin);
}

std::size_t Fonts::fitting_characters(const TypeStyle& style, std::string_view line, float width) const {
    if (width <= 0) return 0;
    if (!covers(line)) return m_system->fitting_characters(line, system_face(style), width);
    const char* remaining = line.data();
    face(style.weight)->CalcTextSizeA(imgui_size(style), width, 0, line.data(), line.data() + line.size(), &remaining);
    return static_cast<std::size_t>(remaining - line.data());
}

void Fonts::draw_line(ImDrawList& list, const TypeStyle& style, Point top_left, Color color,
                      std::string_view line) const {
    ImFont* const font = face(style.weight);
    const float size = imgui_size(style);
    if (!covers(line)) {
        const Point baseline{top_left.x, top_left.y + font->GetFontBaked(size)->Ascent};
        m_system->draw(list, line, system_face(style), color, baseline, m_pixel_ratio);
        return;
    }
    list.AddText(font, size, ImVec2(top_left.x, top_left.y), packed(color), line.data(), line.data() + line.size());
}

/// Calls `line(text)` for each line; the text is broken at line feeds, and at spaces where it is too wide.
template <class Line>
void Fonts::for_each_line(const TypeStyle& style, std::string_view text, float wrap_width, Line line) const {
    for (;;) {
        const std::size_t feed = text.find('\n');
        std::string_view paragraph = text.substr(0, feed);
        do {
            const std::size_t length =
                wrap_width > 0 && !paragraph.empty() ? fitting_line(style, paragraph, wrap_width) : paragraph.size();
            line(paragraph.substr(0, length));
            paragraph.remove_prefix(length);
            while (paragraph.starts_with(' '))
                paragraph.remove_prefix(1);
        } while (!paragraph.empty());
        if (feed == std::string_view::npos) return;
        text.remove_prefix(feed + 1);
    }
}

Size Fonts::measure(const TypeStyle& style, std::string_view text, float wrap_width) const {
    Size size;
    for_each_line(style, text, wrap_width, [&](std::string_view line) {
        size.width = std::max(size.width, line_width(style, line));
        size.height += style.line_height;
    });
    size.width = std::ceil(size.width);
    return size;
}

void Fonts::draw(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                 float wrap_width, float align) const {
    const float leading = (style.line_height - imgui_size(style)) / 2;
    float y = top_left.y + leading;
    for_each_line(style, text, wrap_width, [&](std::string_view line) {
        if (!line.empty()) {
            const float spare = align > 0 ? wrap_width - line_width(style, line) : 0;
            draw_line(list, style, {top_left.x + spare * align, y}, color, line);
        }
        y += style.line_height;
    });
}

void Fonts::draw_truncated(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                           float width) const {
    if (line_width(style, text) <= width + 0.5F) {
        draw(list, style, top_left, color, text);
        return;
    }
    constexpr std::string_view ellipsis = "…";
    std::string shown{text.substr(0, fitting_characters(style, text, width - line_width(style, ellipsis)))};
    while (shown.ends_with(' '))
        shown.pop_back();
    shown += ellipsis;
    draw(list, style, top_left, color, shown);
}

}  // namespace portail::ui
