// A customer's card, of the size of a business card: logo, names, and the QR code of the portal link, which a phone reads
// from the printed card. One to a page for a print shop, or ten to an A4 sheet, with marks where to cut.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/picture.h"
#include "shared/print/composition.h"
#include "shared/print/text_rasteriser.h"
#include "shared/qr/qr_code.h"

namespace portail::print {

inline constexpr PaperSize card_size{85, 55};
inline constexpr double card_margin = 3;     ///< free of everything, for no knife is exact
inline constexpr double smallest_code = 28;  ///< the modules' side on a card
inline constexpr int cards_on_sheet = 10;

struct Card {
    std::string title;     ///< of the file
    std::string language;  ///< BCP 47
    std::string business;
    std::string customer;
    std::string call_to_action;
    std::string typed_code;  ///< what is typed where nothing can be scanned, stands below the QR code; may be empty
    QrCode code;
    Picture logo{};                ///< may be empty
    std::uint32_t accent = black;  ///< 0xRRGGBB
};

[[nodiscard]] Composition compose_card(const Card& card, TextRasteriser& rasteriser);

enum class CardSheet : std::uint8_t {
    One,  ///< a page of its own, with room for the marks
    Ten,  ///< A4, two by five, edge to edge: a cut parts two cards
};

/// The bytes of a PDF.
[[nodiscard]] std::string print_card(const Card& card, CardSheet sheet, TextRasteriser& rasteriser);

}  // namespace portail::print
