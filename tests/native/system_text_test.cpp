#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "shared/platform/system_text.h"

namespace portail::platform {
namespace {

bool has_ink(const TextPicture& picture) {
    return std::ranges::any_of(picture.pixels, [](std::uint32_t pixel) { return pixel >> 24U > 128; });
}

}  // namespace

TEST_CASE("the system draws what the embedded fonts lack, in the colour asked for and in one picture") {
    const auto system = make_system_text();
    const TextPicture picture = system->draw("Наталія", {.size = 20}, 0x123456, 2);
    REQUIRE(picture.pixels.size() ==
            static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    CHECK(has_ink(picture));
    CHECK(std::ranges::all_of(picture.pixels, [](std::uint32_t pixel) {
        return pixel >> 24U < 255 || (pixel & 0xFFFFFFU) == 0x563412U;  // red is the lowest byte
    }));
    // The letters stand on the baseline, and the whole line is about as wide as the pen goes.
    CHECK(picture.top < -20);
    CHECK(picture.top + picture.height > 0);
    CHECK(static_cast<float>(picture.width) == Catch::Approx(system->width("Наталія", {.size = 20}) * 2).epsilon(0.15));
}

TEST_CASE("bold is wider, twice the size is twice as wide, nothing is nothing") {
    const auto system = make_system_text();
    const float width = system->width("Ελένη", {.size = 16});
    CHECK(width > 20);
    CHECK(system->width("Ελένη", {.size = 32}) == Catch::Approx(2 * width).epsilon(0.05));
    CHECK(system->width("Ελένη", {.size = 16, .is_semibold = true}) > width);
    CHECK(system->width("", {.size = 16}) == 0);
    CHECK_FALSE(has_ink(system->draw(" ", {.size = 16}, 0, 1)));
}

TEST_CASE("right to left is set right to left, and letters that join are joined") {
    const auto system = make_system_text();
    // Joined, the two letters take less room than each alone.
    CHECK(system->width("سس", {.size = 32}) < 2 * system->width("س", {.size = 32}));
    const TextPicture one = system->draw("אב", {.size = 32}, 0, 1);
    const TextPicture other = system->draw("בא", {.size = 32}, 0, 1);
    CHECK(one.pixels != other.pixels);
}

}  // namespace portail::platform
