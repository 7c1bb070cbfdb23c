#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>

#include "shared/print/card.h"
#include "shared/print/poster.h"
#include "shared/qr/qr_code.h"
#include "shared/ui/screens/card_printing.h"
#include "tests/support/outside_tools.h"
#include "tests/support/temporary_folder.h"

namespace portail {
namespace {

constexpr const char* long_name = "Maria-Magdalena von Hohenlohe-Schillingsfürst zu Waldenburg-Oberammergau";
constexpr const char* long_business = "Carrosserie & Garage des Trois-Lacs, Frères Schwarzenegger SA";
constexpr const char* address = "https://garage-du-lac.example/c/23456789ABCDEFGH";

/// A disc within a disc, on nothing; 0xRRGGBB.
Picture round_logo(std::uint32_t outer, std::uint32_t inner) {
    constexpr int side = 256;
    Picture picture = Picture::transparent(side, side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int from_middle = (x - side / 2) * (x - side / 2) + (y - side / 2) * (y - side / 2);
            if (from_middle > side * side / 4) continue;
            const std::uint32_t color = from_middle < side * side / 16 ? inner : outer;
            std::uint8_t* const pixel = &picture.rgba[picture.offset(x, y)];
            for (unsigned channel = 0; channel < 3; ++channel)
                pixel[channel] = static_cast<std::uint8_t>(color >> (16 - 8 * channel));
            pixel[3] = 255;
        }
    }
    return picture;
}

const Picture blue_logo = round_logo(0x145AA0, 0xFFC800);
const Picture white_logo = round_logo(0xFFFFFF, 0xF0F0F0);

/// Where PORTAIL_SCREENSHOTS names a folder, the file stays there to be looked at.
std::filesystem::path write(const TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
    const char* const kept = std::getenv("PORTAIL_SCREENSHOTS");
    const std::filesystem::path path = (kept != nullptr ? std::filesystem::path{kept} : folder.path()) / name;
    std::ofstream{path, std::ios::binary} << bytes;
    return path;
}

}  // namespace

TEST_CASE("a card with a name in any script is printed, read by a scanner, and found by its text") {
    struct Printed {
        std::string file;
        std::string customer;
        std::string business;
        Picture logo;
    };
    const Printed row = GENERATE(values<Printed>({{"plain", "Alice Müller", "Garage du Lac", blue_logo},
                                                  {"no-logo", "Alice Müller", "Garage du Lac", {}},
                                                  {"arabic", "محمد الأمين", "Garage du Lac", blue_logo},
                                                  {"long", long_name, long_business, blue_logo},
                                                  {"long-no-logo", long_name, long_business, {}},
                                                  {"cyrillic", "Наталія Коваль", "Salon Ελένη", white_logo}}));
    const auto system = platform::make_system_text();
    ui::SystemTextRasteriser rasteriser{*system};
    const print::Card card{.title = "Votre carte de client chez " + row.business,
                           .language = "fr",
                           .business = row.business,
                           .customer = row.customer,
                           .call_to_action = "Scannez pour ouvrir votre portail",
                           .typed_code = "2345 6789 ABCD EFGH",
                           .code = encode_qr(address).value(),
                           .logo = row.logo,
                           .accent = 0x145AA0};
    const print::Composition composition = print::compose_card(card, rasteriser);
    for (const print::PlacedLine& line : composition.lines) {
        INFO(line.text);
        REQUIRE_FALSE(line.stencil.is_empty());
        CHECK(std::any_of(line.stencil.bits.begin(), line.stencil.bits.end(),
                          [](std::uint8_t byte) { return byte != 0; }));
        CHECK(line.area.x >= print::card_margin);
        const bool is_left_of_code = line.area.right() <= composition.quiet_zone.x;
        CHECK((is_left_of_code || line.area.y >= composition.quiet_zone.bottom()));
    }
    const TemporaryFolder folder;
    for (const auto sheet : {print::CardSheet::One, print::CardSheet::Ten}) {
        const bool is_one = sheet == print::CardSheet::One;
        const auto path = write(folder, "card-" + row.file + (is_one ? "-one.pdf" : "-ten.pdf"),
                                print::print_card(card, sheet, rasteriser));
        CHECK(std::system(("qpdf --check " + path.string() + " >/dev/null").c_str()) == 0);
        // One card of either: where it lies on its page, in millimetres.
        const double x = is_one ? 10 : 105;
        const double y = is_one ? 10 : 11 + 4 * print::card_size.height;
        CHECK(test::qr_codes_in(test::draw_part(path, 300, {x, y, print::card_size.width, print::card_size.height})) ==
              std::vector<std::string>{address});
        CHECK(std::filesystem::file_size(path) < 400'000);
        if (row.customer == long_name) continue;
        const std::string text = test::output_of("pdftotext " + path.string() + " -");
        CHECK(text.find(row.customer) != std::string::npos);
    }
}

TEST_CASE("a poster is printed with the letters of the system") {
    const auto system = platform::make_system_text();
    ui::SystemTextRasteriser rasteriser{*system};
    const print::Poster poster{.title = "Affiche",
                               .language = "fr",
                               .business = "Garage du Lac",
                               .call_to_action = "Scannez pour prendre rendez-vous",
                               .address = "garage-du-lac.example/reserver",
                               .code = encode_qr("https://garage-du-lac.example/reserver").value(),
                               .logo = blue_logo,
                               .accent = 0x145AA0};
    const TemporaryFolder folder;
    const auto path = write(folder, "poster.pdf", print::print_poster(poster, print::a4, rasteriser));
    CHECK(test::qr_codes_in(test::draw_pages(path, 100).at(0)).size() == 1);
}

}  // namespace portail
