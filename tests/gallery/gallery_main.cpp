#include <cstdlib>

#include "tests/gallery/gallery.h"

int main(int argc, char** argv) {
    const std::string place = argc > 1 ? argv[1] : "";
    const int width = argc > 3 ? std::atoi(argv[2]) : 1440;
    const int height = argc > 3 ? std::atoi(argv[3]) : 900;
    const char* const scale = std::getenv("PORTAIL_SCALE");
    return portail::platform::run_application(
        {.title = "Portail: widgets",
         .width = width,
         .height = height,
         .scale = scale != nullptr ? std::strtof(scale, nullptr) : 0},
        [&](portail::platform::AppLoop& loop) { return std::make_unique<portail::ui::Gallery>(loop, place); });
}
