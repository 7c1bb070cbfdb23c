// How the business shows itself, for whoever comes before the sign-in: its name, colour and logo, and icons for the home
// screens of phones.
#pragma once

#include "server/api.h"

namespace portail::server {

/// {name, phone, language, accent_color, logo, icon_version}: logo is an address or null, the colour "#rrggbb" or empty.
/// With ?logo=inline also logo_png, the PNG in Base64.
[[nodiscard]] Result<Reply> get_brand(const Call& call);
/// The PNG; not found where there is none.
[[nodiscard]] Result<Reply> get_brand_logo(const Call& call);
/// /brand/icon-192.png, icon-512.png, icon-180.png, icon-32.png, icon-maskable-192.png and icon-maskable-512.png.
[[nodiscard]] Result<Reply> get_brand_icon(const Call& call);

}  // namespace portail::server
