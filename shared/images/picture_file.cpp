#include "shared/images/picture_file.h"

#include <algorithm>
#include <memory>

#include "shared/images/orientation.h"

// The implementation of the three headers, with what is not needed left out: each format that is read is one more that
// somebody can attack.
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_FAILURE_STRINGS
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#include <stb/stb_image_resize.h>
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace portail {
namespace {

constexpr int channels = 4;
constexpr std::size_t largest_file = 64U * 1024 * 1024;

struct FreePixels {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

}  // namespace

Result<Picture> decode_picture(std::string_view file, int most_pixels) {
    if (file.size() > largest_file) return invalid("file", "error.picture_too_large");
    const auto* const bytes = reinterpret_cast<const stbi_uc*>(file.data());
    const int size = static_cast<int>(file.size());
    int width = 0;
    int height = 0;
    int channels_in_file = 0;
    if (stbi_info_from_memory(bytes, size, &width, &height, &channels_in_file) == 0) {
        return invalid("file", "error.not_a_picture");
    }
    if (width < 1 || height < 1 || width > most_pixels / height) return invalid("file", "error.picture_too_large");
    const std::unique_ptr<stbi_uc, FreePixels> pixels{
        stbi_load_from_memory(bytes, size, &width, &height, &channels_in_file, channels)};
    if (!pixels) return invalid("file", "error.not_a_picture");
    const std::size_t length = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels;
    return turned_upright({width, height, {pixels.get(), pixels.get() + length}}, orientation_of(file));
}

Result<std::string> encode_png(const Picture& picture) {
    std::string file;
    const auto append = [](void* context, void* data, int size) {
        static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
    };
    stbi_write_png_compression_level = 9;
    const int written = stbi_write_png_to_func(append, &file, picture.width, picture.height, channels,
                                               picture.rgba.data(), picture.width * channels);
    if (written == 0) return internal("a PNG could not be written");
    return file;
}

Picture resized(const Picture& picture, int width, int height) {
    if (picture.width == width && picture.height == height) return picture;
    Picture result = Picture::transparent(width, height);
    constexpr int alpha_channel = 3;
    stbir_resize_uint8_srgb(picture.rgba.data(), picture.width, picture.height, 0, result.rgba.data(), width, height, 0,
                            channels, alpha_channel, 0);
    return result;
}

Picture fitted(const Picture& picture, int side) {
    const int longest = std::max(picture.width, picture.height);
    if (longest <= side) return picture;
    const auto scaled = [&](int length) { return std::max(1, (length * side + longest / 2) / longest); };
    return resized(picture, scaled(picture.width), scaled(picture.height));
}

}  // namespace portail
