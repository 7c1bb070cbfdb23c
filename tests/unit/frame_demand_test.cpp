#include "shared/platform/frame_demand.h"

#include <catch2/catch_test_macros.hpp>

namespace portail::platform {
namespace {

/// Draws what is owed until nothing is; `drawing` is what a frame asks for itself.
template <class Drawing>
int draw_all(FrameDemand& demand, Drawing drawing) {
    int drawn = 0;
    while (demand.is_wanted() && drawn < 1000) {
        demand.begin_frame();
        drawing();
        ++drawn;
    }
    return drawn;
}

TEST_CASE("nothing asked, nothing drawn") {
    FrameDemand demand;
    CHECK_FALSE(demand.is_wanted());
    CHECK_FALSE(demand.next_due().has_value());
    CHECK_FALSE(demand.come_due(1'000'000));
}

TEST_CASE("the largest number of frames asked for is drawn, not the sum") {
    FrameDemand demand;
    demand.request(3);
    demand.request(1);
    CHECK(draw_all(demand, [] {}) == 3);
}

TEST_CASE("a frame for later is one frame, when its time has come") {
    FrameDemand demand;
    demand.request_at(500);
    CHECK_FALSE(demand.is_wanted());
    CHECK_FALSE(demand.come_due(499));
    CHECK(demand.come_due(500));
    CHECK(draw_all(demand, [] {}) == 1);
    CHECK_FALSE(demand.next_due().has_value());
}

TEST_CASE("of several later frames the earliest is drawn") {
    FrameDemand demand;
    demand.request_at(800);
    demand.request_at(500);
    demand.request_at(900);
    CHECK(demand.next_due() == 500);
}

TEST_CASE("a blinking caret costs one frame a blink, however many frames ask for it") {
    FrameDemand demand;
    Milliseconds now = 0;
    const auto blink = [&] { demand.request_at(now + 400); };
    demand.request(3);
    CHECK(draw_all(demand, blink) == 3);
    int drawn = 0;
    for (; now < 4000; now += 10) {
        if (demand.come_due(now)) drawn += draw_all(demand, blink);
    }
    CHECK(drawn == 9);
}

TEST_CASE("who no longer waits is not drawn for") {
    FrameDemand demand;
    demand.request_at(500);
    demand.request(1);
    CHECK(draw_all(demand, [] {}) == 1);
    CHECK_FALSE(demand.come_due(500));
}

TEST_CASE("the earlier of two times, set or not") {
    CHECK(earlier(std::nullopt, std::nullopt) == std::nullopt);
    CHECK(earlier(5, std::nullopt) == 5);
    CHECK(earlier(std::nullopt, 7) == 7);
    CHECK(earlier(5, 7) == 5);
}

}  // namespace
}  // namespace portail::platform
