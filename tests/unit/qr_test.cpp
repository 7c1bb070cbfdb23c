#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

#include "shared/qr/qr_code.h"
#include "shared/qr/qr_image.h"
#include "tests/support/outside_tools.h"

using namespace portail;

namespace {

constexpr const char* address = "https://portail.garage-du-lac.example/c/23456789ABCDEFGH";

std::filesystem::path temporary_file(const char* extension) {
    return std::filesystem::temp_directory_path() / ("portail_qr_" + std::to_string(::getpid()) + extension);
}

std::string read_file(const std::filesystem::path& path) {
    const std::vector<std::string> codes = test::qr_codes_in(path);
    return codes.size() == 1 ? codes.front() : std::string{};
}

// The picture as a grey image (Netpbm's PGM), read by zbar.
std::string read_back(const Picture& picture) {
    const std::filesystem::path path = temporary_file(".pgm");
    {
        std::ofstream image{path, std::ios::binary};
        image << "P5\n" << picture.width << ' ' << picture.height << "\n255\n";
        for (std::size_t at = 0; at < picture.rgba.size(); at += 4)
            image.put(static_cast<char>(picture.rgba[at]));
    }
    std::string text = read_file(path);
    std::filesystem::remove(path);
    return text;
}

constexpr int finder = 9;  // modules on a side, with its separator and the format information

/// Modules that data and correction do not use: finders, timing, and about the rest.
bool is_fixed(const QrCode& code, int column, int row) {
    const bool left = column < finder;
    const bool top = row < finder;
    const int far = code.size() - finder;
    return (left && top) || (left && row >= far) || (top && column >= far) || column == 6 || row == 6;
}

/// ISO/IEC 18004, table 1: the codewords of a symbol, 8 modules each. Alignment patterns take 25 modules each: one in
/// versions 2 to 6, six in version 7.
int codewords_of(const QrCode& code) {
    const int version = (code.size() - 17) / 4;
    const int alignment = version == 1 ? 0 : version < 7 ? 25 : 6 * 25 - 10 + 36;
    const int fixed = 3 * 64 + 2 * (code.size() - 16) + 31 + alignment;
    return (code.size() * code.size() - fixed) / 8;
}

/// The side of the largest square hole that touches no more than `share` of the codewords. These lie in columns of two
/// modules by four.
int largest_hole(const QrCode& code, double share) {
    const auto touched = [](int side) { return (side / 2 + 1) * (side / 4 + 2); };
    int side = 0;
    while (touched(side + 1) <= share * codewords_of(code))
        ++side;
    return side;
}

/// Turns over the modules in a square of `side`, anywhere but over what shows a reader where the code lies (the finders,
/// the timing lines and the alignment pattern near the fourth corner): a scratch, a stain, a hole.
QrCode damaged(const QrCode& code, int side, unsigned seed) {
    std::mt19937 dice{seed};
    std::uniform_int_distribution<int> place{0, code.size() - side};
    int left = 0;
    int top = 0;
    const auto touches_pattern = [&] {
        const int alignment = code.size() - 9;  // to code.size() - 5
        const bool at_alignment = left + side > alignment && top + side > alignment;
        return at_alignment || left <= 6 || top <= 6 || is_fixed(code, left, top) || is_fixed(code, left + side - 1, top) ||
               is_fixed(code, left, top + side - 1);
    };
    do {
        left = place(dice);
        top = place(dice);
    } while (touches_pattern());
    std::shared_ptr<bool[]> modules{new bool[code.modules().size()]};
    std::copy(code.modules().begin(), code.modules().end(), modules.get());
    for (int row = top; row < top + side; ++row) {
        for (int column = left; column < left + side; ++column) {
            bool& module = modules[static_cast<std::size_t>(row * code.size() + column)];
            module = !module;
        }
    }
    return {code.size(), std::move(modules)};
}

}  // namespace

TEST_CASE("what a QR code says is read back by an independent reader", "[qr]") {
    const auto correction =
        GENERATE(QrCorrection::Low, QrCorrection::Medium, QrCorrection::Quartile, QrCorrection::High);
    const auto text =
        GENERATE(as<std::string>{}, "http://127.0.0.1:8080/c/ABCDEFGHJKLMNPQR", address, "0", "Grüezi, ça va ? 漢字");
    const auto code = encode_qr(text, correction);
    REQUIRE(code.ok());
    CHECK(read_back(draw_qr_picture(*code, 200)) == text);
}

TEST_CASE("a picture has exactly the pixels that were asked for, and is read at every size", "[qr]") {
    const auto side = GENERATE(0, 90, 150, 300, 599, 1200, 2400);
    const auto code = encode_qr(address);
    REQUIRE(code.ok());
    const Picture picture = draw_qr_picture(*code, side);
    const int smallest = code->size() + 2 * quiet_zone_modules;
    CHECK(picture.width == std::max(side, smallest));
    CHECK(picture.height == picture.width);
    if (side >= 2 * smallest) CHECK(read_back(picture) == address);
    // The quiet zone is white, and its width is four modules at least.
    const int scale = std::max(1, picture.width / smallest);
    const int margin = quiet_zone_modules * scale;
    for (int at = 0; at < margin * picture.width; ++at)
        REQUIRE(picture.rgba[static_cast<std::size_t>(at) * 4] == 255);
}

TEST_CASE("a drawing is read when it is printed", "[qr]") {
    const auto code = encode_qr(address);
    REQUIRE(code.ok());
    const std::filesystem::path svg = temporary_file(".svg");
    const std::filesystem::path png = temporary_file(".png");
    std::ofstream{svg} << draw_qr_svg(*code, 30);
    for (const int pixels : {236, 354}) {  // 3 cm at 200 and 300 dots an inch
        const std::string command =
            "rsvg-convert -w " + std::to_string(pixels) + " -o " + png.string() + " " + svg.string();
        REQUIRE(std::system(command.c_str()) == 0);
        CHECK(read_file(png) == address);
    }
    std::filesystem::remove(svg);
    std::filesystem::remove(png);
}

TEST_CASE("a damaged code is read up to its correction level", "[qr]") {
    struct Level {
        QrCorrection correction;
        double share;  ///< of the codewords that may be wrong, ISO/IEC 18004, section 6.5.1
    };
    const auto level = GENERATE(values<Level>({{QrCorrection::Low, 0.07},
                                               {QrCorrection::Medium, 0.15},
                                               {QrCorrection::Quartile, 0.25},
                                               {QrCorrection::High, 0.30}}));
    const auto code = encode_qr(address, level.correction);
    REQUIRE(code.ok());
    const int side = largest_hole(*code, level.share);
    REQUIRE(side >= 2);
    for (unsigned seed = 1; seed <= 10; ++seed) {
        INFO(static_cast<int>(level.correction) << ", hole of " << side << " in " << code->size() << ", " << seed);
        CHECK(read_back(draw_qr_picture(damaged(*code, side, seed), 400)) == address);
    }
}

TEST_CASE("a code that is damaged beyond its level is not read as something else", "[qr]") {
    const auto code = encode_qr(address, QrCorrection::Low);
    REQUIRE(code.ok());
    for (unsigned seed = 1; seed <= 10; ++seed)
        CHECK(read_back(draw_qr_picture(damaged(*code, code->size() / 3, seed), 400)).empty());
}

TEST_CASE("a text that no QR code can hold is refused, and so is none", "[qr]") {
    CHECK(encode_qr(std::string(2953, 'x'), QrCorrection::Low).ok());
    CHECK(encode_qr(std::string(2954, 'x'), QrCorrection::Low).error().code == ErrorCode::Invalid);
    CHECK(encode_qr("").error().code == ErrorCode::Invalid);
}

TEST_CASE("a terminal shows two rows of modules in one line, within the quiet zone", "[qr]") {
    const auto code = encode_qr("x");
    REQUIRE(code.ok());
    const std::string text = to_terminal_text(*code);
    const int side = code->size() + 2 * quiet_zone_modules;
    CHECK(std::count(text.begin(), text.end(), '\n') == (side + 1) / 2);
    std::string blank;
    for (int column = 0; column < side; ++column)
        blank += "█";
    CHECK(text.substr(0, 2 * (blank.size() + 1)) == blank + "\n" + blank + "\n");
}
