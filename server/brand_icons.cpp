#include "server/brand_icons.h"

#include "shared/images/picture_file.h"

namespace portail::server {

Result<std::shared_ptr<const std::string>> BrandIcons::find(int side, IconShape shape, std::uint32_t accent,
                                                            const std::string& logo) {
    // Held while an icon is drawn: of a crowd that asks at once one draws, and the others wait for it.
    const std::lock_guard lock{m_mutex};
    if (m_accent != accent || m_logo != logo) {
        m_icons.clear();
        m_accent = accent;
        m_logo = logo;
    }
    std::shared_ptr<const std::string>& icon = m_icons[{side, shape}];
    if (icon) return icon;
    Picture picture;
    if (!logo.empty()) {
        Result<Picture> decoded = decode_picture(logo);
        if (!decoded) return decoded.error();
        picture = std::move(*decoded);
    }
    Result<std::string> png = encode_png(draw_app_icon(side, shape, accent, picture));
    if (!png) return png.error();
    icon = std::make_shared<const std::string>(std::move(*png));
    return icon;
}

}  // namespace portail::server
