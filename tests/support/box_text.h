// A system in which every character is half an em wide, and a solid box.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/text.h"
#include "shared/platform/system_text.h"

namespace portail {

class BoxText final : public platform::SystemText {
public:
    float width(std::string_view line, const platform::TextFace& face) override {
        ++measured;
        return static_cast<float>(character_count(line)) * face.size / 2;
    }
    platform::TextPicture draw(std::string_view line, const platform::TextFace& face, std::uint32_t rgb,
                               float pixel_ratio) override {
        drawn.emplace_back(line);
        colors.push_back(rgb);
        const int width = static_cast<int>(static_cast<float>(character_count(line)) * face.size / 2 * pixel_ratio);
        const int height = static_cast<int>(face.size * pixel_ratio);
        return {.width = width,
                .height = height,
                .left = 0,
                .top = -height,
                .pixels = std::vector<std::uint32_t>(static_cast<std::size_t>(width * height), 0xFFFFFFFF)};
    }
    std::uint64_t revision() const override { return fonts; }

    std::vector<std::string> drawn;
    std::vector<std::uint32_t> colors;
    int measured = 0;
    std::uint64_t fonts = 0;
};

}  // namespace portail
