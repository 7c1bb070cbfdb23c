#include "shared/qr/qr_image.h"

#include <algorithm>

namespace portail {

Picture draw_qr_picture(const QrCode& code, int side) {
    const int modules = code.size() + 2 * quiet_zone_modules;
    const int scale = std::max(1, side / modules);
    const int pixels = std::max(side, modules);
    const int margin = (pixels - code.size() * scale) / 2;
    Picture picture = Picture::transparent(pixels, pixels);
    std::fill(picture.rgba.begin(), picture.rgba.end(), std::uint8_t{255});
    for (int y = 0; y < code.size() * scale; ++y) {
        for (int x = 0; x < code.size() * scale; ++x) {
            if (!code.is_dark(x / scale, y / scale)) continue;
            std::fill_n(&picture.rgba[picture.offset(margin + x, margin + y)], 3, std::uint8_t{0});
        }
    }
    return picture;
}

std::string draw_qr_svg(const QrCode& code, int side_mm) {
    const std::string side = std::to_string(side_mm) + "mm";
    const std::string modules = std::to_string(code.size() + 2 * quiet_zone_modules);
    std::string path;
    for (int row = 0; row < code.size(); ++row) {
        for (int column = 0; column < code.size(); ++column) {
            if (!code.is_dark(column, row)) continue;
            const int first = column;
            while (column + 1 < code.size() && code.is_dark(column + 1, row))
                ++column;
            // A run of dark modules as one rectangle: to its corner, right, down, left.
            const std::string length = std::to_string(column + 1 - first);
            path += "M" + std::to_string(first + quiet_zone_modules) + " " + std::to_string(row + quiet_zone_modules) +
                    "h" + length + "v1h-" + length + "z";
        }
    }
    return R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" + side + R"(" height=")" + side +
           R"(" viewBox="0 0 )" + modules + " " + modules + R"(" shape-rendering="crispEdges"><rect width=")" + modules +
           R"(" height=")" + modules + R"(" fill="#fff"/><path d=")" + path + "\"/></svg>\n";
}

}  // namespace portail
