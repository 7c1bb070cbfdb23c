#include <unistd.h>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "shared/qr/qr_code.h"

using namespace portail;

namespace {

// Writes the code as a grey image (Netpbm's PGM), `scale` pixels a module, and has zbar read it: a reader that shares
// nothing with the encoder.
std::string read_back(const QrCode& code, int scale) {
    const int side = (code.size() + 2 * quiet_zone_modules) * scale;
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("portail_qr_" + std::to_string(::getpid()) + ".pgm");
    {
        std::ofstream image{path, std::ios::binary};
        image << "P5\n" << side << ' ' << side << "\n255\n";
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const int column = x / scale - quiet_zone_modules;
                const int row = y / scale - quiet_zone_modules;
                const bool inside = column >= 0 && row >= 0 && column < code.size() && row < code.size();
                image.put(inside && code.is_dark(column, row) ? '\0' : '\xff');
            }
        }
    }
    const std::string command =
        "zbarimg --quiet --raw --set disable --set qrcode.enable " + path.string() + " 2>/dev/null";
    std::string text;
    FILE* reader = ::popen(command.c_str(), "r");
    REQUIRE(reader != nullptr);
    for (int character = std::fgetc(reader); character != EOF; character = std::fgetc(reader)) {
        text += static_cast<char>(character);
    }
    ::pclose(reader);
    std::filesystem::remove(path);
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("what a QR code says is read back by an independent reader", "[qr]") {
    const auto correction =
        GENERATE(QrCorrection::Low, QrCorrection::Medium, QrCorrection::Quartile, QrCorrection::High);
    const auto text = GENERATE(as<std::string>{}, "http://127.0.0.1:8080/c/ABCDEFGHJKLMNPQR",
                               "https://portail.garage-du-lac.example/c/23456789ABCDEFGH", "0");
    const auto code = encode_qr(text, correction);
    REQUIRE(code.ok());
    CHECK(read_back(*code, 3) == text);
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
