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

/// Calls `line(begin, end)` for each line of the text; the text is broken at spaces where it is too wide.
template <class Line>
void for_each_line(ImFont* font, float size, std::string_view text, float wrap_width, Line line) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at <= end) {
        const void* feed = at < end ? std::memchr(at, '\n', static_cast<std::size_t>(end - at)) : nullptr;
        const char* const paragraph_end = feed != nullptr ? static_cast<const char*>(feed) : end;
        do {
            const char* line_end = paragraph_end;
            if (wrap_width > 0) {
                line_end = font->CalcWordWrapPosition(size, at, paragraph_end, wrap_width);
            }
            line(at, line_end);
            at = line_end;
            while (at < paragraph_end && *at == ' ') {
                ++at;
            }
        } while (at < paragraph_end);
        if (feed == nullptr) {
            return;
        }
        at = paragraph_end + 1;
    }
}

float line_width(ImFont* font, float size, const char* begin, const char* end) {
    return begin == end ? 0 : font->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
}

}  // namespace

std::string_view embedded_font(Weight weight) {
    return weight == Weight::SemiBold ? embedded::inter_semibold() : embedded::inter_regular();
}

void Fonts::load() {
    m_height_per_em = height_per_em(embedded_font(Weight::Regular));
    m_regular = add_face(Weight::Regular);
    m_semibold = add_face(Weight::SemiBold);
}

void Fonts::set_pixel_ratio(float ratio) {
    // ImGui does this for the current font only; text is drawn here with either face.
    m_regular->CurrentRasterizerDensity = ratio;
    m_semibold->CurrentRasterizerDensity = ratio;
}

Size Fonts::measure(const TypeStyle& style, std::string_view text, float wrap_width) const {
    Size size;
    for_each_line(face(style.weight), imgui_size(style), text, wrap_width, [&](const char* begin, const char* end) {
        size.width = std::max(size.width, line_width(face(style.weight), imgui_size(style), begin, end));
        size.height += style.line_height;
    });
    size.width = std::ceil(size.width);
    return size;
}

void Fonts::draw(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                 float wrap_width, float align) const {
    const float leading = (style.line_height - imgui_size(style)) / 2;
    float y = top_left.y + leading;
    for_each_line(face(style.weight), imgui_size(style), text, wrap_width, [&](const char* begin, const char* end) {
        if (begin != end) {
            const float spare =
                align > 0 ? wrap_width - line_width(face(style.weight), imgui_size(style), begin, end) : 0;
            list.AddText(face(style.weight), imgui_size(style), ImVec2(top_left.x + spare * align, y), packed(color),
                         begin, end);
        }
        y += style.line_height;
    });
}

void Fonts::draw_truncated(ImDrawList& list, const TypeStyle& style, Point top_left, Color color, std::string_view text,
                           float width) const {
    ImFont* const font = face(style.weight);
    const float size = imgui_size(style);
    const char* const begin = text.data();
    const char* end = begin + text.size();
    if (line_width(font, size, begin, end) <= width + 0.5F) {
        draw(list, style, top_left, color, text);
        return;
    }
    constexpr std::string_view ellipsis = "…";
    const float room = width - line_width(font, size, ellipsis.data(), ellipsis.data() + ellipsis.size());
    const char* remaining = begin;
    if (room > 0) {
        font->CalcTextSizeA(size, room, 0, begin, end, &remaining);
    }
    while (remaining > begin && remaining[-1] == ' ') {
        --remaining;
    }
    std::string shown(begin, remaining);
    shown += ellipsis;
    draw(list, style, top_left, color, shown);
}

}  // namespace portail::ui
