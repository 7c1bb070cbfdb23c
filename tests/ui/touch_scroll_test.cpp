#include "shared/ui/touch_scroll.h"

#include <imgui.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

namespace {

struct LongPage {
    int presses = 0;

    void draw(Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (int index = 0; index < 60; ++index) {
                    const std::string name = "Ligne " + std::to_string(index);
                    presses += button(ui, {.key = name, .label = name, .is_full_width = true});
                }
            });
        });
    }
};

float scroll_of(const UiDriver& driver) {
    return driver.all(Role::Main).front()->scroll.y;
}

}  // namespace

TEST_CASE("a finger that moves more than 8 px scrolls what is under it and presses nothing") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    driver.drag({180, 500}, {180, 300}, 20);
    CHECK(long_page.presses == 0);
    CHECK(scroll_of(driver) > 150);
}

TEST_CASE("a finger that trembles presses") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    const Point center = driver.get(Role::Button, "Ligne 3").rect.center();
    driver.drag(center, {center.x + 3, center.y + 5}, 4);
    driver.settle();
    CHECK(long_page.presses == 1);
    CHECK(scroll_of(driver) == 0);
}

TEST_CASE("lifted in motion, the page glides on, slows down and rests; then no frame is asked for") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    driver.drag({180, 600}, {180, 400}, 6);
    const float at_release = scroll_of(driver);
    driver.step(10);
    const float soon = scroll_of(driver);
    CHECK(soon > at_release + 30);
    driver.step(200);
    const float rest = scroll_of(driver);
    CHECK(rest > soon);
    driver.step(5);
    CHECK(scroll_of(driver) == rest);
    CHECK(driver.requested_frames() == 0);
}

TEST_CASE("a touch during the glide stops it and presses nothing") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    driver.drag({180, 600}, {180, 400}, 6);
    driver.step(3);
    driver.drag({180, 300}, {180, 300}, 3);
    const float stopped = scroll_of(driver);
    driver.step(20);
    CHECK(scroll_of(driver) == stopped);
    CHECK(long_page.presses == 0);
    const std::vector<const Node*> buttons = driver.all(Role::Button);
    const auto seen = std::find_if(buttons.begin(), buttons.end(), [](const Node* node) { return node->rect.y > 200; });
    driver.drag((*seen)->rect.center(), (*seen)->rect.center(), 3);
    CHECK(long_page.presses == 1);
}

TEST_CASE("a page that is pulled down at its top is brought up to date, and presses nothing") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    int refreshed = 0;
    bool is_under_way = false;
    driver.ui().offer_refresh({.start = [&] { ++refreshed; }, .is_under_way = [&] { return is_under_way; }});
    driver.step(2);

    SECTION("far enough") {
        is_under_way = true;
        driver.drag({180, 100}, {180, 300}, 12);
        CHECK(refreshed == 1);
        driver.advance(2'000);
        CHECK(driver.has(Role::Status, "Chargement…"));
        is_under_way = false;
        driver.advance(2'000);
        driver.step(4);
        CHECK_FALSE(driver.has(Role::Status, "Chargement…"));
        CHECK(driver.requested_frames() == 0);
        CHECK(refreshed == 1);
    }
    SECTION("not far enough, or pushed back") {
        driver.drag({180, 100}, {180, 190}, 12);
        CHECK(refreshed == 0);
    }
    SECTION("not from the middle of the page") {
        driver.drag({180, 500}, {180, 400}, 20);
        driver.step(200);
        REQUIRE(scroll_of(driver) > 0);
        driver.drag({180, 300}, {180, 320}, 12);
        CHECK(refreshed == 0);
        CHECK(scroll_of(driver) > 0);
    }
    SECTION("not by a push upwards") {
        driver.drag({180, 500}, {180, 200}, 12);
        CHECK(refreshed == 0);
    }
    CHECK(long_page.presses == 0);
}

TEST_CASE("with reduced motion nothing glides") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    driver.ui().set_theme({.reduced_motion = true});
    driver.drag({180, 600}, {180, 400}, 6);
    const float at_release = scroll_of(driver);
    driver.step(20);
    CHECK(scroll_of(driver) == at_release);
}

TEST_CASE("a page rests without asking for frames") {
    LongPage long_page;
    UiDriver driver([&](Ui& ui) { long_page.draw(ui); });
    driver.settle();
    driver.step(3);
    CHECK(driver.requested_frames() == 0);
}

}  // namespace portail::ui
