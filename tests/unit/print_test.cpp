#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>

#include "shared/base/text.h"
#include "shared/print/card.h"
#include "shared/print/poster.h"
#include "tests/support/outside_tools.h"
#include "tests/support/temporary_folder.h"

using namespace portail;
using namespace portail::print;
using namespace portail::test;

namespace {

constexpr const char* address = "https://portail.garage-du-lac.example/c/23456789ABCDEFGH";
constexpr const char* long_name = "Maria-Magdalena von Hohenlohe-Schillingsfürst-Waldenburg zu Oberammergau";
constexpr const char* endless_name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// Every character is a box, half an em wide and as high as Inter's are, and a little beyond.
class BoxRasteriser final : public TextRasteriser {
public:
    double width(std::string_view line, const TextStyle& style) override {
        return static_cast<double>(character_count(line)) * style.size / 2;
    }
    Stencil draw(std::string_view line, const TextStyle& style, double dots_per_inch) override {
        const double pixels = dots_per_inch / 25.4;
        Stencil stencil{.width = static_cast<int>(width(line, style) * pixels),
                        .height = static_cast<int>(style.size * reach * pixels),
                        .top = -static_cast<int>(style.size * pixels)};
        stencil.bits.assign(Stencil::bytes_per_row(stencil.width) * static_cast<std::size_t>(stencil.height), 0xFF);
        return stencil;
    }

    double reach = 1.3;
};

Picture logo(int width, int height) {
    Picture picture = Picture::transparent(width, height);
    for (std::size_t at = 0; at < picture.rgba.size(); at += 4)
        picture.rgba[at + 2] = 200, picture.rgba[at + 3] = 255;
    return picture;
}

Card card(std::string business, std::string customer) {
    return {.title = "Votre carte",
            .language = "fr",
            .business = std::move(business),
            .customer = std::move(customer),
            .call_to_action = "Scannez pour ouvrir votre portail",
            .typed_code = "2345 6789 ABCD EFGH",
            .code = encode_qr(address).value(),
            .accent = 0x2456D6};
}

Poster poster() {
    return {.title = "Affiche",
            .language = "fr",
            .business = "Garage du Lac",
            .call_to_action = "Scannez pour prendre rendez-vous",
            .address = "garage-du-lac.example/reserver",
            .code = encode_qr("https://garage-du-lac.example/reserver").value(),
            .logo = logo(200, 100),
            .accent = 0x2456D6};
}

bool overlap(const Area& one, const Area& other) {
    constexpr double rounding = 1e-6;
    const Area smaller = one.inset(rounding);
    return smaller.x < other.right() && other.x < smaller.right() && smaller.y < other.bottom() &&
           other.y < smaller.bottom();
}

void check_composition(const Composition& composition, double margin) {
    const Area room = Area{0, 0, composition.size.width, composition.size.height}.inset(margin - 1e-6);
    std::vector<Area> areas{composition.quiet_zone, composition.bar};
    if (!composition.logo.is_empty()) areas.push_back(composition.logo);
    for (const PlacedLine& line : composition.lines)
        areas.push_back(line.area);
    for (std::size_t index = 0; index < areas.size(); ++index) {
        const Area& area = areas[index];
        INFO(index << ": " << area.x << ", " << area.y << ", " << area.width << " × " << area.height);
        CHECK((area.x >= room.x && area.y >= room.y && area.right() <= room.right() && area.bottom() <= room.bottom()));
        for (std::size_t other = 0; other < index; ++other) {
            INFO("beside " << other);
            CHECK_FALSE(overlap(area, areas[other]));
        }
    }
}

/// A PDF in a folder of its own.
class File {
public:
    explicit File(const std::string& bytes) { std::ofstream{m_path, std::ios::binary} << bytes; }

    [[nodiscard]] bool is_sound() const {
        return std::system(("qpdf --check " + m_path.string() + " >/dev/null").c_str()) == 0;
    }
    [[nodiscard]] std::string facts() const { return output_of("pdfinfo -box " + m_path.string()); }
    [[nodiscard]] std::string text() const { return output_of("pdftotext " + m_path.string() + " -"); }
    /// What a phone held over one card of a sheet reads.
    [[nodiscard]] std::vector<std::string> codes_on_card(int dots_per_inch, int column, int row) const {
        const double left = (a4.width - 2 * card_size.width) / 2;
        const double top = (a4.height - 5 * card_size.height) / 2;
        return qr_codes_in(draw_part(
            m_path, dots_per_inch,
            {left + column * card_size.width, top + row * card_size.height, card_size.width, card_size.height}));
    }
    [[nodiscard]] std::vector<std::string> codes(int dots_per_inch) const {
        const auto pages = draw_pages(m_path, dots_per_inch);
        REQUIRE(pages.size() == 1);
        return qr_codes_in(pages.front());
    }

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder.path() / "test.pdf";
};

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("nothing on a card reaches into its margin or over anything else, however long the names are", "[print]") {
    const auto* const business = GENERATE("", "Lac", "Garage du Lac", long_name, endless_name);
    const auto* const customer = GENERATE("", "Zoé", "Alice Müller", long_name, endless_name);
    const Picture picture = GENERATE(Picture{}, logo(256, 256), logo(256, 20), logo(20, 256));
    BoxRasteriser rasteriser;
    rasteriser.reach = GENERATE(1.0, 1.3, 1.9);
    Card given = card(business, customer);
    given.logo = picture;
    given.code = encode_qr(GENERATE(as<std::string>{}, "A", address, std::string(150, 'x'))).value();
    INFO(business << " / " << customer << ", reach " << rasteriser.reach);
    const Composition composition = compose_card(given, rasteriser);
    check_composition(composition, card_margin);
    CHECK(composition.code.width >= smallest_code);
    const double module = composition.code.width / given.code.size();
    CHECK(composition.code.x - composition.quiet_zone.x >= quiet_zone_modules * module - 1e-9);
    CHECK(composition.quiet_zone.bottom() - composition.code.bottom() >= quiet_zone_modules * module - 1e-9);
    // A logo keeps its proportions.
    if (!composition.logo.is_empty()) {
        CHECK(composition.logo.width / composition.logo.height ==
              Catch::Approx(static_cast<double>(picture.width) / picture.height));
    }
}

TEST_CASE("a logo that white paper would swallow stands on the accent", "[print]") {
    struct Row {
        std::uint8_t grey;
        std::uint32_t accent;
        bool has_ground;
        bool shows_accent;
    };
    const Row row = GENERATE(values<Row>({{0, 0x2456D6, false, false},
                                          {150, 0x2456D6, false, false},
                                          {255, 0x2456D6, true, true},
                                          {255, 0xFFF8E0, true, false}}));
    BoxRasteriser rasteriser;
    Card given = card("Garage du Lac", "Alice Müller");
    given.accent = row.accent;
    given.logo = Picture::transparent(20, 10);
    for (std::size_t at = 0; at < given.logo.rgba.size() / 2; at += 4)
        std::fill_n(&given.logo.rgba[at], 3, row.grey), given.logo.rgba[at + 3] = 255;
    const Composition composition = compose_card(given, rasteriser);
    CHECK(composition.logo_ground.is_empty() != row.has_ground);
    CHECK(composition.logo.width / composition.logo.height == Catch::Approx(2));
    PdfDocument document{"", "fr"};
    PdfContent& page = document.add_page({.size = card_size});
    paint(document, page, composition, given.logo, given.code, row.accent);
    // The bar is the first thing painted, the ground the second.
    const std::string& painted = page.operators();
    const std::size_t ground = painted.find(" re\n", painted.find(" re\n") + 1);
    const std::string before = painted.substr(painted.find(" re\n"), ground - painted.find(" re\n"));
    CHECK((before.find("0.141 0.337 0.839 rg") != std::string::npos) == row.shows_accent);
}

TEST_CASE("a long text is set smaller, then on several lines, and then cut", "[print]") {
    BoxRasteriser rasteriser;
    const TextRoom room{.width = 36, .largest_size = 4, .smallest_size = 3, .most_lines = 2};
    const auto fit = [&](std::string_view text) { return fit_text(rasteriser, text, room); };
    CHECK(fit("  ").lines.empty());
    CHECK(fit("Alice Müller").style.size == 4);
    CHECK(fit("Alice Müller").lines == std::vector<std::string>{"Alice Müller"});
    const FittedText smaller = fit("Alice Müller-Schmid Rey");
    CHECK(smaller.lines.size() == 1);
    CHECK(smaller.style.size < 4);
    const FittedText wrapped = fit("Alice Marie-Louise Müller-Schmidt");
    CHECK(wrapped.lines.size() == 2);
    CHECK_FALSE(wrapped.is_cut);
    const FittedText cut = fit(long_name);
    CHECK(cut.lines.size() == 2);
    CHECK(cut.is_cut);
    CHECK(cut.style.size == 3);
    CHECK(cut.lines.back().ends_with("…"));
    for (const std::string& line : cut.lines)
        CHECK(rasteriser.width(line, cut.style) <= room.width);
    // A double name is divided at its hyphen, and what is cut keeps it.
    CHECK(fit("Müller-Oberholzer-Schillingsfürst").lines ==
          std::vector<std::string>{"Müller-Oberholzer-", "Schillingsfürst"});
    CHECK(fit("Hohenlohe-Schillingsfürst-Waldenburg-Oberammergau").lines.back().starts_with("Schillingsfürst-"));
    // Without a space it is broken where the line is full.
    CHECK(fit(std::string(30, 'x')).lines == std::vector<std::string>{std::string(24, 'x'), std::string(6, 'x')});
    CHECK(fit("漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字").lines.size() == 2);
}

TEST_CASE("the code of a card is read from the printed page", "[print]") {
    BoxRasteriser rasteriser;
    Card given = card("Garage du Lac", GENERATE(as<std::string>{}, "Alice Müller", long_name));
    given.logo = logo(256, 128);
    const File file{print_card(given, CardSheet::One, rasteriser)};
    CHECK(file.is_sound());
    const std::string facts = file.facts();
    INFO(facts);
    CHECK(says(facts, "Page size:       297.638 x 212.598 pts"));  // 105 × 75 mm
    CHECK(says(facts, "TrimBox:            28.35    28.35   269.29   184.25"));
    CHECK(says(facts, "BleedBox:           19.84    19.84   277.79   192.76"));
    for (const int dots_per_inch : {150, 300}) {
        CHECK(file.codes(dots_per_inch) == std::vector<std::string>{address});
    }
    CHECK(says(file.text(), "Garage du Lac"));
    CHECK(says(file.text(), "2345 6789 ABCD EFGH"));
}

TEST_CASE("all ten codes of a sheet are read from the printed page", "[print]") {
    BoxRasteriser rasteriser;
    const File file{print_card(card("Garage du Lac", "Alice Müller"), CardSheet::Ten, rasteriser)};
    CHECK(file.is_sound());
    CHECK(says(file.facts(), "Page size:       595.276 x 841.89 pts (A4)"));
    for (const int dots_per_inch : {150, 300}) {
        for (int index = 0; index < cards_on_sheet; ++index) {
            INFO("card " << index << " at " << dots_per_inch);
            CHECK(file.codes_on_card(dots_per_inch, index % 2, index / 2) == std::vector<std::string>{address});
        }
    }
}

TEST_CASE("a poster is read in every format, and nothing on it touches anything else", "[print]") {
    BoxRasteriser rasteriser;
    const bool is_a4 = GENERATE(true, false);
    const PaperSize size = is_a4 ? a4 : a5;
    Poster given = poster();
    SECTION("as usual") {}
    SECTION("without a logo") {
        given.logo = {};
    }
    SECTION("with long texts") {
        given.business = given.call_to_action = given.address = long_name;
    }
    const Composition composition = compose_poster(given, size, rasteriser);
    check_composition(composition, 10);
    CHECK(composition.code.width >= size.width / 3);
    const File file{print_poster(given, size, rasteriser)};
    CHECK(file.is_sound());
    CHECK(says(file.facts(), is_a4 ? "595.276 x 841.89 pts (A4)" : "419.528 x 595.276 pts"));
    for (const int dots_per_inch : {72, 300}) {
        CHECK(file.codes(dots_per_inch) == std::vector<std::string>{"https://garage-du-lac.example/reserver"});
    }
    CHECK(says(file.text(), given.business.substr(0, 13)));
}
