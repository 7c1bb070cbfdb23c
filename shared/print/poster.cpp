#include "shared/print/poster.h"

#include <algorithm>

namespace portail::print {
namespace {

// For A4; other sizes are the same, scaled.
constexpr double margin = 18;
constexpr double gap = 7;
constexpr PaperSize logo_room{100, 38};
constexpr double business_size = 11;
constexpr double call_size = 15;
constexpr double address_size = 6.5;
constexpr double smallest_share = 0.6;  // of these sizes, before a text takes another line
constexpr double code_side = 135;       // at most, with its quiet zone
constexpr double bar_height = 3;
constexpr double bar_width = 32;

}  // namespace

Composition compose_poster(const Poster& poster, PaperSize size, TextRasteriser& rasteriser) {
    Composition composition{.size = size};
    const double scale = size.width / a4.width;
    const Area room = Area{0, 0, size.width, size.height}.inset(margin * scale);
    const auto block_of = [&](const std::string& text, double text_size, bool is_semibold, int most_lines) {
        return make_block(rasteriser, text,
                          {.width = room.width,
                           .largest_size = text_size * scale,
                           .smallest_size = text_size * smallest_share * scale,
                           .is_semibold = is_semibold,
                           .most_lines = most_lines});
    };
    const TextBlock business = block_of(poster.business, business_size, true, 2);
    const TextBlock call = block_of(poster.call_to_action, call_size, true, 3);
    const TextBlock address = block_of(poster.address, address_size, false, 2);
    const auto place = [&](const TextBlock& block, double top, std::uint32_t color) {
        place_block(composition, block, {room.x, top}, room.width, LineAlign::Center, color);
        return top + block.height();
    };

    double top = room.y;
    if (!poster.logo.is_empty()) {
        const PaperSize logo = fitted_into(poster.logo, {logo_room.width * scale, logo_room.height * scale});
        place_logo(composition, poster.logo, {(size.width - logo.width) / 2, top, logo.width, logo.height});
        top += logo.height + gap * scale;
    }
    top = place(business, top, ink) + gap * scale;
    composition.bar = {(size.width - bar_width * scale) / 2, top, bar_width * scale, bar_height * scale};
    top = place(call, composition.bar.bottom() + gap * scale, ink);

    const double bottom = room.bottom() - address.height();
    place(address, bottom, muted_ink);
    const double side = std::min({code_side * scale, bottom - top, room.width});
    place_code(composition, poster.code, {(size.width - side) / 2, top + (bottom - top - side) / 2, side, side});
    return composition;
}

std::string print_poster(const Poster& poster, PaperSize size, TextRasteriser& rasteriser) {
    PdfDocument document{poster.title, poster.language};
    PdfContent& page = document.add_page({.size = size});
    paint(document, page, compose_poster(poster, size, rasteriser), poster.logo, poster.code, poster.accent);
    return document.bytes();
}

}  // namespace portail::print
