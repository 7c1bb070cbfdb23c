#include "tests/support/outside_tools.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace portail::test {

std::string output_of(const std::string& command) {
    std::string text;
    FILE* reader = ::popen((command + " 2>/dev/null").c_str(), "r");
    REQUIRE(reader != nullptr);
    for (int character = std::fgetc(reader); character != EOF; character = std::fgetc(reader))
        text += static_cast<char>(character);
    ::pclose(reader);
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

std::vector<std::string> qr_codes_in(const std::filesystem::path& picture) {
    std::istringstream lines{output_of("zbarimg --quiet --raw --set disable --set qrcode.enable " + picture.string())};
    std::vector<std::string> codes;
    for (std::string line; std::getline(lines, line);)
        codes.push_back(line);
    return codes;
}

std::filesystem::path draw_part(const std::filesystem::path& pdf, int dots_per_inch, const PagePart& part) {
    const std::filesystem::path picture = pdf.parent_path() / (pdf.stem().string() + "-part");
    const auto pixels = [&](double millimetres) {
        return std::to_string(std::lround(millimetres / 25.4 * dots_per_inch));
    };
    const std::string command = "pdftoppm -gray -singlefile -r " + std::to_string(dots_per_inch) + " -x " +
                                pixels(part.x) + " -y " + pixels(part.y) + " -W " + pixels(part.width) + " -H " +
                                pixels(part.height) + " " + pdf.string() + " " + picture.string();
    REQUIRE(std::system(command.c_str()) == 0);
    return picture.string() + ".pgm";
}

std::vector<std::filesystem::path> draw_pages(const std::filesystem::path& pdf, int dots_per_inch) {
    const std::string name = pdf.stem().string() + "-" + std::to_string(dots_per_inch) + "dpi";
    const std::string command = "pdftoppm -gray -r " + std::to_string(dots_per_inch) + " " + pdf.string() + " " +
                                (pdf.parent_path() / name).string();
    REQUIRE(std::system(command.c_str()) == 0);
    std::vector<std::filesystem::path> pages;
    for (const auto& entry : std::filesystem::directory_iterator{pdf.parent_path()}) {
        if (entry.path().filename().string().starts_with(name)) pages.push_back(entry.path());
    }
    std::sort(pages.begin(), pages.end());
    return pages;
}

}  // namespace portail::test
