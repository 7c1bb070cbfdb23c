// A poster for the counter or the door: a QR code that leads everybody to the same page, large enough to be read from a few
// steps away, with the address in words below it.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/picture.h"
#include "shared/print/composition.h"
#include "shared/print/text_rasteriser.h"
#include "shared/qr/qr_code.h"

namespace portail::print {

struct Poster {
    std::string title;     ///< of the file
    std::string language;  ///< BCP 47
    std::string business;
    std::string call_to_action;
    std::string address;  ///< as people type it, "garage.example/reserver"; may be empty
    QrCode code;
    Picture logo{};                ///< may be empty
    std::uint32_t accent = black;  ///< 0xRRGGBB
};

/// `size` is a4, a5 or another upright format of the series.
[[nodiscard]] Composition compose_poster(const Poster& poster, PaperSize size, TextRasteriser& rasteriser);
/// The bytes of a PDF.
[[nodiscard]] std::string print_poster(const Poster& poster, PaperSize size, TextRasteriser& rasteriser);

}  // namespace portail::print
