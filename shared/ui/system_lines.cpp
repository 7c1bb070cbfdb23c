#include "shared/ui/system_lines.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "shared/base/line_breaks.h"

namespace portail::ui {

namespace {

constexpr std::size_t most_widths = 4096;
// A phone's screen full of such lines at three device pixels per CSS pixel is about half of it. 4 MB of texture.
constexpr int most_area = 1 << 20;

std::string key_of(std::string_view line, const platform::TextFace& face) {
    std::string key = std::to_string(std::lround(face.size * 64)) + (face.is_semibold ? "b" : "r");
    key += line;
    return key;
}

}  // namespace

/// What was measured with other fonts is of no use any more.
void SystemLines::begin_use() {
    if (m_source.revision() == m_revision) return;
    m_revision = m_source.revision();
    m_widths.clear();
    forget_pictures();
}

float SystemLines::width(std::string_view line, const platform::TextFace& face) {
    if (line.empty()) return 0;
    begin_use();
    std::string key = key_of(line, face);
    if (const auto found = m_widths.find(key); found != m_widths.end()) return found->second;
    if (m_widths.size() >= most_widths) m_widths.clear();
    return m_widths[std::move(key)] = m_source.width(line, face);
}

std::size_t SystemLines::fitting_line(std::string_view paragraph, const platform::TextFace& face, float width) {
    if (this->width(paragraph, face) <= width) return paragraph.size();
    const LineBreaks breaks = line_breaks_of(paragraph);
    std::size_t fitting = 0;
    for (const std::size_t end : breaks.lines) {
        std::string_view line = paragraph.substr(0, end);
        while (line.ends_with(' '))
            line.remove_suffix(1);
        if (m_source.width(line, face) > width) break;
        fitting = end;
    }
    if (fitting == 0) fitting = fitting_characters(paragraph, face, width);
    return fitting > 0 ? fitting : breaks.characters.front();
}

std::size_t SystemLines::fitting_characters(std::string_view line, const platform::TextFace& face, float width) {
    const std::vector<std::size_t> ends = line_breaks_of(line).characters;
    const auto past = std::partition_point(
        ends.begin(), ends.end(), [&](std::size_t end) { return m_source.width(line.substr(0, end), face) <= width; });
    return past == ends.begin() ? 0 : past[-1];
}

void SystemLines::draw(ImDrawList& list, std::string_view line, const platform::TextFace& face, Color color,
                       Point baseline, float pixel_ratio) {
    if (line.empty()) return;
    begin_use();
    std::string key =
        key_of(line, face) + to_css(color.with_alpha(255)) + std::to_string(std::lround(pixel_ratio * 64));
    auto found = m_pictures.find(key);
    if (found == m_pictures.end()) {
        make_room();
        found = m_pictures.emplace(std::move(key), rasterise(line, face, color, pixel_ratio)).first;
        m_area += found->second.area;
    }
    Picture& picture = found->second;
    picture.last_frame = ImGui::GetFrameCount();
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect place;
    if (picture.rectangle < 0 || !atlas.GetCustomRect(picture.rectangle, &place)) return;
    // On whole device pixels, or it would be blurred.
    const float left = (std::round(baseline.x * pixel_ratio) + static_cast<float>(picture.left)) / pixel_ratio;
    const float top = (std::round(baseline.y * pixel_ratio) + static_cast<float>(picture.top)) / pixel_ratio;
    list.AddImage(atlas.TexRef, {left, top},
                  {left + static_cast<float>(place.w) / pixel_ratio, top + static_cast<float>(place.h) / pixel_ratio},
                  place.uv0, place.uv1, IM_COL32(255, 255, 255, color.alpha));
}

SystemLines::Picture SystemLines::rasterise(std::string_view line, const platform::TextFace& face, Color color,
                                            float pixel_ratio) {
    const std::uint32_t rgb =
        static_cast<std::uint32_t>(color.red) << 16U | static_cast<std::uint32_t>(color.green) << 8U | color.blue;
    const platform::TextPicture drawn = m_source.draw(line, face, rgb, pixel_ratio);
    if (drawn.width <= 0 || drawn.height <= 0) return {};
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect place;
    const ImFontAtlasRectId rectangle = atlas.AddCustomRect(drawn.width, drawn.height, &place);
    if (rectangle == ImFontAtlasRectId_Invalid) return {};
    ImTextureData& texture = *atlas.TexData;
    IM_ASSERT(texture.Format == ImTextureFormat_RGBA32);
    const auto width = static_cast<std::size_t>(drawn.width);
    for (int row = 0; row < drawn.height; ++row) {
        std::memcpy(texture.GetPixelsAt(place.x, place.y + row), &drawn.pixels[static_cast<std::size_t>(row) * width],
                    width * sizeof(std::uint32_t));
    }
    return {.rectangle = rectangle, .left = drawn.left, .top = drawn.top, .area = drawn.width * drawn.height};
}

/// What this frame and the one before have not drawn goes, when all together take too much.
void SystemLines::make_room() {
    if (m_area <= most_area) return;
    const int frame = ImGui::GetFrameCount();
    for (auto at = m_pictures.begin(); at != m_pictures.end();) {
        const Picture& picture = at->second;
        if (picture.last_frame >= frame - 1) {
            ++at;
            continue;
        }
        if (picture.rectangle >= 0) ImGui::GetIO().Fonts->RemoveCustomRect(picture.rectangle);
        m_area -= picture.area;
        at = m_pictures.erase(at);
    }
}

void SystemLines::forget_pictures() {
    for (const auto& [key, picture] : m_pictures) {
        if (picture.rectangle >= 0) ImGui::GetIO().Fonts->RemoveCustomRect(picture.rectangle);
    }
    m_pictures.clear();
    m_area = 0;
}

}  // namespace portail::ui
