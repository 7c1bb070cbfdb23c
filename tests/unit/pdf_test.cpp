#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>

#include "shared/base/text.h"
#include "shared/print/pdf_document.h"
#include "tests/support/outside_tools.h"
#include "tests/support/temporary_folder.h"

using namespace portail;
using namespace portail::print;
using namespace portail::test;

namespace {

class Pdf {
public:
    explicit Pdf(const PdfDocument& document) { std::ofstream{m_path, std::ios::binary} << document.bytes(); }

    [[nodiscard]] bool is_sound() const {
        return std::system(("qpdf --check " + m_path.string() + " >/dev/null").c_str()) == 0;
    }
    [[nodiscard]] std::string facts() const { return output_of("pdfinfo -box " + m_path.string()); }
    [[nodiscard]] std::string text() const { return output_of("pdftotext -nopgbrk " + m_path.string() + " -"); }
    /// The grey of a pixel of the first page, 0 to 255, at 254 dots an inch: ten pixels to a millimetre.
    [[nodiscard]] int grey(Point place) const {
        std::ifstream picture{draw_pages(m_path, 254).at(0), std::ios::binary};
        std::string format;
        int width = 0;
        int height = 0;
        int most = 0;
        picture >> format >> width >> height >> most;
        REQUIRE(format == "P5");
        picture.ignore(1);
        picture.ignore(static_cast<int>(place.y * 10) * width + static_cast<int>(place.x * 10));
        return picture.get();
    }

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder.path() / "test.pdf";
};

}  // namespace

TEST_CASE("a document is sound, even an empty one, and the same calls make the same bytes", "[print]") {
    const auto make = [](bool is_empty) {
        PdfDocument document{"Carte de Zoé (漢字, 😀) \\", "fr"};
        PdfContent& page = document.add_page({.size = a4});
        if (is_empty) return document.bytes();
        page.fill({10, 10, 20, 5}, 0x336699);
        page.line({0, 0}, {210, 297}, 0.1, 0);
        page.hidden_text("Zoé", {10, 30}, 4, 20);
        page.picture(document.add_picture(Picture::transparent(3, 2)), {10, 40, 30, 20});
        page.stencil(document.add_stencil({.width = 9, .height = 1, .bits = {0xAA, 0x80}}), {50, 40, 9, 1}, 0xFF0000);
        PdfContent& part = document.add_part({10, 10});
        part.fill({0, 0, 10, 10}, 0);
        page.part(document.part_object(part), {100, 100});
        return document.bytes();
    };
    const bool is_empty = GENERATE(true, false);
    CHECK(make(is_empty) == make(is_empty));
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "test.pdf";
    std::ofstream{path, std::ios::binary} << make(is_empty);
    CHECK(std::system(("qpdf --check " + path.string() + " >/dev/null").c_str()) == 0);
    const std::string facts = output_of("pdfinfo " + path.string());
    CHECK(facts.find("Carte de Zoé (漢字, 😀) \\") != std::string::npos);
    CHECK(facts.find("595.276 x 841.89 pts (A4)") != std::string::npos);
}

TEST_CASE("what is painted lies where it was asked for, in millimetres from the top left corner", "[print]") {
    PdfDocument document{"", "fr"};
    PdfContent& page = document.add_page({.size = {60, 40}});
    page.fill({10, 5, 4, 2}, 0);
    // A stencil of 3 × 2 pixels, of which the first and the last are set.
    page.stencil(document.add_stencil({.width = 3, .height = 2, .bits = {0x80, 0x20}}), {20, 5, 6, 4}, 0);
    // A picture of two pixels: black, and nothing.
    page.picture(document.add_picture({2, 1, {0, 0, 0, 255, 0, 0, 0, 0}}), {30, 5, 8, 4});
    PdfContent& part = document.add_part({10, 10});
    part.fill({1, 2, 3, 1}, 0);
    page.part(document.part_object(part), {40, 20});
    const std::array<bool, 4> cells{true, false, false, true};
    page.fill_cells(cells, 2, {5, 20, 4, 4}, 0);
    const Pdf pdf{document};
    REQUIRE(pdf.is_sound());
    struct Row {
        Point place;
        bool is_dark;
    };
    const Row row = GENERATE(values<Row>({{{10.5, 5.5}, true},
                                          {{13.5, 6.5}, true},
                                          {{9.5, 6}, false},
                                          {{12, 7.5}, false},
                                          {{21, 6}, true},
                                          {{23, 6}, false},
                                          {{25, 8}, true},
                                          {{21, 8}, false},
                                          {{31, 7}, true},
                                          {{37.5, 7}, false},
                                          {{41.5, 22.5}, true},
                                          {{40.5, 22.5}, false},
                                          {{6, 21}, true},
                                          {{8, 21}, false},
                                          {{8, 23}, true},
                                          {{6, 23}, false}}));
    INFO(row.place.x << ", " << row.place.y);
    CHECK((pdf.grey(row.place) < 128) == row.is_dark);
}

TEST_CASE("text that is not seen is found, in any script", "[print]") {
    const auto* const line =
        GENERATE("Zoé Rey & Fils (Genève)", "Наталія Коваль", "محمد الأمين", "דוד כהן", "山田 太郎");
    PdfDocument document{"", "fr"};
    document.add_page({.size = {80, 40}})
        .hidden_text(line, {10, 20}, 5, 2.5 * static_cast<double>(character_count(line)));
    const Pdf pdf{document};
    REQUIRE(pdf.is_sound());
    const std::string text = pdf.text();
    INFO(text);
    CHECK(text.find(line) != std::string::npos);
    CHECK(pdf.grey({15, 18}) == 255);
}

TEST_CASE("of more different characters than the font can hold the first are found", "[print]") {
    std::string line;
    for (int index = 0; index < 400; ++index) {
        const int code = 0x4E00 + index;
        line += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                 static_cast<char>(0x80 | (code & 0x3F))};
    }
    PdfDocument document{"", "zh"};
    document.add_page({.size = a4}).hidden_text(line, {10, 20}, 2, 190);
    const Pdf pdf{document};
    CHECK(pdf.is_sound());
    CHECK(pdf.text().find(line.substr(0, 30)) != std::string::npos);
}

TEST_CASE("numbers have a point, three decimals at most and nothing that is not needed", "[print]") {
    struct Row {
        double value;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({{0, "0"},
                                           {1, "1"},
                                           {-1, "-1"},
                                           {0.5, "0.5"},
                                           {-0.25, "-0.25"},
                                           {0.0004, "0"},
                                           {-0.0004, "0"},
                                           {841.8898, "841.89"},
                                           {1234567.001, "1234567.001"}}));
    CHECK(pdf_number(row.value) == row.text);
}
