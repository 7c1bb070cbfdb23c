// Pictures as files, by stb (native programs; in a browser the page's own decoders do this). Files come from outside:
// what is too large is refused by its header, before anything is unpacked.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/picture.h"
#include "shared/base/result.h"

namespace portail {

/// A PNG or a JPEG of at most `most_pixels`, turned upright. ErrorCode::Invalid, "error.not_a_picture" or "error.picture_too_large".
[[nodiscard]] Result<Picture> decode_picture(std::string_view file, int most_pixels = 40'000'000);
/// A PNG without metadata.
[[nodiscard]] Result<std::string> encode_png(const Picture& picture);
/// Exactly of this size; smooth, for pictures in sRGB with transparency.
[[nodiscard]] Picture resized(const Picture& picture, int width, int height);
/// As large as fits into a square of this side, in its own proportions, and never enlarged.
[[nodiscard]] Picture fitted(const Picture& picture, int side);

}  // namespace portail
