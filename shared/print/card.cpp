#include "shared/print/card.h"

#include <algorithm>
#include <array>

namespace portail::print {
namespace {

// The code stands at the right, the rest in a column at its left.
constexpr double code_side = 39;  // with its quiet zone: 28 mm of modules even in the smallest symbol
constexpr Area code_square{card_size.width - card_margin - code_side, 5.5, code_side, code_side};
constexpr Area text_column{7, 8, code_square.x - 7 - 0.5, 39.8};
constexpr TextRoom business_room{
    .width = text_column.width, .largest_size = 3.8, .smallest_size = 2.9, .is_semibold = true};
constexpr TextRoom customer_room{
    .width = text_column.width, .largest_size = 4.6, .smallest_size = 3.4, .is_semibold = true};
constexpr TextRoom call_room{.width = text_column.width, .largest_size = 2.7, .smallest_size = 2.4};
constexpr TextRoom typed_room{.width = 30, .largest_size = 2.7, .smallest_size = 2.2, .most_lines = 1};
constexpr PaperSize logo_room{28, 13};
constexpr double smallest_logo = 4;
constexpr double gap = 2;
constexpr double bar_width = 9;
constexpr double bar_height = 0.7;

/// Lines of the two names: the first that leave room for the rest. Only letters that reach far beyond Latin ones, such as
/// those of Urdu, come to the last.
struct Lines {
    int business;
    int customer;
};
constexpr std::array<Lines, 5> line_counts{{{3, 3}, {2, 3}, {2, 2}, {1, 2}, {1, 1}}};

constexpr double mark_length = 5;
constexpr double mark_distance = 2;  // from the cut, so that no mark is left on a card
constexpr double mark_width = 0.1;
constexpr double room_for_marks = 10;
constexpr double bleed = 3;

TextRoom with_lines(TextRoom room, int lines) {
    room.most_lines = lines;
    return room;
}

/// Marks at both ends of each cut across `cards`, in columns and rows.
void paint_crop_marks(PdfContent& page, const Area& cards, int columns, int rows) {
    const double far = mark_distance + mark_length;
    for (int column = 0; column <= columns; ++column) {
        const double x = cards.x + cards.width * column / columns;
        page.line({x, cards.y - far}, {x, cards.y - mark_distance}, mark_width, black);
        page.line({x, cards.bottom() + mark_distance}, {x, cards.bottom() + far}, mark_width, black);
    }
    for (int row = 0; row <= rows; ++row) {
        const double y = cards.y + cards.height * row / rows;
        page.line({cards.x - far, y}, {cards.x - mark_distance, y}, mark_width, black);
        page.line({cards.right() + mark_distance, y}, {cards.right() + far, y}, mark_width, black);
    }
}

}  // namespace

Composition compose_card(const Card& card, TextRasteriser& rasteriser) {
    Composition composition{.size = card_size};
    place_code(composition, card.code, code_square);
    const TextBlock typed = make_block(rasteriser, card.typed_code, typed_room);
    place_block(composition, typed, {code_square.x, code_square.bottom()}, code_square.width, LineAlign::Center, ink);

    // Both names from the edges of the column inwards; the logo takes what they leave.
    const TextBlock call = make_block(rasteriser, card.call_to_action, call_room);
    TextBlock business;
    TextBlock customer;
    double room = 0;
    for (const Lines& lines : line_counts) {
        business = make_block(rasteriser, card.business, with_lines(business_room, lines.business));
        customer = make_block(rasteriser, card.customer, with_lines(customer_room, lines.customer));
        const double texts = business.height() + gap + bar_height + gap + customer.height() + gap / 2 + call.height();
        room = text_column.height - texts - (card.logo.is_empty() ? 0 : gap);
        if (room >= (card.logo.is_empty() ? 0 : smallest_logo)) break;
    }
    double bottom = text_column.bottom() - call.height();
    place_block(composition, call, {text_column.x, bottom}, text_column.width, LineAlign::Left, muted_ink);
    bottom -= gap / 2 + customer.height();
    place_block(composition, customer, {text_column.x, bottom}, text_column.width, LineAlign::Left, ink);
    bottom -= gap + bar_height;
    composition.bar = {text_column.x, bottom, bar_width, bar_height};

    double top = text_column.y;
    if (!card.logo.is_empty() && room >= smallest_logo) {
        const PaperSize size = fitted_into(card.logo, {logo_room.width, std::min(logo_room.height, room)});
        place_logo(composition, card.logo, {text_column.x, top, size.width, size.height});
        top += size.height + gap;
    }
    place_block(composition, business, {text_column.x, top}, text_column.width, LineAlign::Left, ink);
    return composition;
}

std::string print_card(const Card& card, CardSheet sheet, TextRasteriser& rasteriser) {
    PdfDocument document{card.title, card.language};
    PdfContent& part = document.add_part(card_size);
    paint(document, part, compose_card(card, rasteriser), card.logo, card.code, card.accent);
    const PdfObject object = document.part_object(part);
    if (sheet == CardSheet::One) {
        const Area place{room_for_marks, room_for_marks, card_size.width, card_size.height};
        PdfContent& page = document.add_page({.size = {place.right() + room_for_marks, place.bottom() + room_for_marks},
                                              .trimmed = place,
                                              .bleed = bleed});
        paint_crop_marks(page, place, 1, 1);
        page.part(object, {place.x, place.y});
        return document.bytes();
    }
    constexpr int columns = 2;
    constexpr int rows = cards_on_sheet / columns;
    constexpr double width = columns * card_size.width;
    constexpr double height = rows * card_size.height;
    constexpr Area cards{(a4.width - width) / 2, (a4.height - height) / 2, width, height};
    PdfContent& page = document.add_page({.size = a4});
    paint_crop_marks(page, cards, columns, rows);
    for (int index = 0; index < cards_on_sheet; ++index) {
        page.part(object,
                  {cards.x + card_size.width * (index % columns), cards.y + card_size.height * (index / columns)});
    }
    return document.bytes();
}

}  // namespace portail::print
