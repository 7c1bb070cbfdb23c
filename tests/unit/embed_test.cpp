#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "embedded_font.h"
#include "embedded_text.h"

namespace {

std::string read(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("an embedded text is the file, byte for byte", "[embed]") {
    const std::string file = read(EMBEDDED_TEXT_FILE);
    REQUIRE(file.find("TEST_CASE") != std::string::npos);
    CHECK(portail::embedded::embedded_text() == file);
}

TEST_CASE("an embedded font is the subset, every kind of byte included", "[embed]") {
    const std::string file = read(EMBEDDED_FONT_FILE);
    for (int byte = 0; byte < 256; ++byte) {
        INFO("byte " << byte);
        REQUIRE(file.find(static_cast<char>(byte)) != std::string::npos);
    }
    const bool same = portail::embedded::embedded_font() == file;  // a report need not print it
    CHECK(same);
}
