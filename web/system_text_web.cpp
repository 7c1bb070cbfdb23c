// Text in any script by the page's canvas (web/js/system_text.js).
#include <emscripten.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "shared/platform/system_text.h"

// clang-format off
EM_JS(double, system_text_revision, (), { return Module.portail.systemText.revision(); });
EM_JS(float, system_text_width, (const char* line, float size, int is_semibold), {
    return Module.portail.systemText.width(UTF8ToString(line), size, is_semibold !== 0);
});
// Returns allocated pixels; writes width, height, left and top.
EM_JS(std::uint8_t*, system_text_draw, (const char* line, float size, int is_semibold, std::uint32_t rgb, int* box), {
    const color = "#" + (rgb >>> 0).toString(16).padStart(6, "0");
    const drawn = Module.portail.systemText.draw(UTF8ToString(line), size, is_semibold !== 0, color);
    HEAP32.set([drawn.image.width, drawn.image.height, drawn.left, drawn.top], box >> 2);
    const pixels = _malloc(drawn.image.data.length);
    if (pixels) HEAPU8.set(drawn.image.data, pixels);
    return pixels;
});
// clang-format on

namespace portail::platform {
namespace {

class SystemTextWeb final : public SystemText {
public:
    float width(std::string_view line, const TextFace& face) override {
        return system_text_width(std::string(line).c_str(), face.size, face.is_semibold ? 1 : 0);
    }

    TextPicture draw(std::string_view line, const TextFace& face, std::uint32_t rgb, float pixel_ratio) override {
        std::array<int, 4> box{};
        std::uint8_t* const pixels = system_text_draw(std::string(line).c_str(), face.size * pixel_ratio,
                                                      face.is_semibold ? 1 : 0, rgb, box.data());
        if (pixels == nullptr) return {};
        TextPicture picture{.width = box[0], .height = box[1], .left = box[2], .top = box[3], .pixels = {}};
        picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
        std::memcpy(picture.pixels.data(), pixels, picture.pixels.size() * sizeof(std::uint32_t));
        std::free(pixels);
        return picture;
    }

    std::uint64_t revision() const override { return static_cast<std::uint64_t>(system_text_revision()); }
};

}  // namespace

std::unique_ptr<SystemText> make_system_text() {
    return std::make_unique<SystemTextWeb>();
}

}  // namespace portail::platform
