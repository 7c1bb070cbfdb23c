// A logo: any bytes. What both checks let pass can be drawn, has the size that its header says, and nothing to take off.
#include "server/core/logo_check.h"
#include "shared/images/picture_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/pngs.h"

namespace portail::test {

std::vector<std::string> fuzz_seeds() {
    const std::string end = png_chunk("IEND", "");
    return {
        plain_png(),
        plain_png(5),
        std::string{png_signature} + png_header({.color_type = 3}) + png_chunk("PLTE", "abcdef") +
            png_chunk("tRNS", "x") + png_chunk("IDAT", packed_rows(2, 2, 1)) + end,
        std::string{png_signature} + png_header({.color_type = 2}) + png_chunk("tEXt", "a") +
            png_chunk("IDAT", packed_rows(6, 2)) + png_chunk("IDAT", "") + end,
    };
}

/// With right checksums, so that what was changed is looked at and not only refused.
std::string sealed(std::string_view png) {
    std::string result{png.substr(0, png_signature.size())};
    png.remove_prefix(result.size());
    while (png.size() >= 12) {
        std::size_t length = 0;
        for (const char byte : png.substr(0, 4))
            length = length << 8U | static_cast<unsigned char>(byte);
        if (length > png.size() - 12) break;
        result += png_chunk(png.substr(4, 4), png.substr(8, length));
        png.remove_prefix(length + 12);
    }
    return result + std::string{png};
}

void fuzz_one(std::string_view bytes) {
    const std::string input = sealed(bytes);
    const std::string cleaned = without_metadata(input);
    require_always(without_metadata(cleaned) == cleaned, "cleaning twice changes nothing", input);
    for (const std::string_view png : {std::string_view{input}, std::string_view{cleaned}}) {
        const Result<LogoHeader> header = validate_logo("logo", png);
        if (!header || !server::check_logo_pixels(png, *header)) continue;
        require_always(without_metadata(png) == png, "a logo has nothing to take off", input);
        const Result<Picture> picture = decode_picture(png);
        require_always(picture.ok(), "a logo can be drawn", input);
        require_always(picture->width == header->width && picture->height == header->height,
                       "a logo has the size that it says", input);
    }
}

}  // namespace portail::test
