// Whether a logo can be drawn at all: the compressed pixels of a PNG are unpacked and must be exactly as many as its
// header says. The shared mutator has looked at its shape; this is the server's own part, before anybody is sent it.
#pragma once

#include <string_view>

#include "shared/base/result.h"
#include "shared/domain/brand.h"

namespace portail::server {

/// `png` has passed validate_logo, which gave `header`. Unpacks no more than the header promises.
[[nodiscard]] Result<void> check_logo_pixels(std::string_view png, const LogoHeader& header);

}  // namespace portail::server
