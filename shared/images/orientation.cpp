#include "shared/images/orientation.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <memory>

namespace portail {
namespace {

constexpr int upright = 1;

struct FreeExif {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

}  // namespace

int orientation_of(std::string_view file) {
    const std::unique_ptr<ExifData, FreeExif> data{exif_data_new_from_data(
        reinterpret_cast<const unsigned char*>(file.data()), static_cast<unsigned int>(file.size()))};
    if (!data) return upright;
    const ExifEntry* const entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return upright;
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : upright;
}

Picture turned_upright(Picture picture, int orientation) {
    if (orientation == upright) return picture;
    // 5 to 8 lie on their side; which way each axis runs follows from the number.
    const bool is_on_its_side = orientation >= 5;
    const bool is_right_to_left = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool is_bottom_to_top = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture turned = is_on_its_side ? Picture::transparent(picture.height, picture.width)
                                    : Picture::transparent(picture.width, picture.height);
    for (int row = 0; row < turned.height; ++row) {
        for (int column = 0; column < turned.width; ++column) {
            const int x = is_on_its_side ? row : column;
            const int y = is_on_its_side ? column : row;
            const std::size_t from = picture.offset(is_right_to_left ? picture.width - 1 - x : x,
                                                    is_bottom_to_top ? picture.height - 1 - y : y);
            std::copy_n(&picture.rgba[from], 4, &turned.rgba[turned.offset(column, row)]);
        }
    }
    return turned;
}

}  // namespace portail
