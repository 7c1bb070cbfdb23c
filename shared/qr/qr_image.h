// QR codes as files: a picture of an exact size, or a drawing (SVG 1.1) that stays sharp at any. Both are black on
// white with the quiet zone that readers need.
#pragma once

#include <string>

#include "shared/base/picture.h"
#include "shared/qr/qr_code.h"

namespace portail {

/// A square of `side` pixels. A module has whole pixels, as many as fit; what is left over widens the quiet zone.
/// Larger than `side` only where that would leave a module without a pixel.
[[nodiscard]] Picture draw_qr_picture(const QrCode& code, int side);

/// `side_mm` is what a program prints it at unless it is told otherwise.
[[nodiscard]] std::string draw_qr_svg(const QrCode& code, int side_mm);

}  // namespace portail
