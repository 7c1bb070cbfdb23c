#include <imgui.h>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/ui/widgets.h"
#include "tests/support/box_text.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {
namespace {

constexpr TypeStyle style{20, 30, Weight::Regular};

struct Screen {
    explicit Screen(std::function<void(Ui&)> draw) : driver(std::move(draw)) {
        const_cast<Fonts&>(driver.ui().fonts()).use_system_text(system);
        driver.step(3);
    }
    [[nodiscard]] const Fonts& fonts() const { return driver.ui().fonts(); }

    BoxText system;
    UiDriver driver;
};

}  // namespace

TEST_CASE("a line with a letter that the embedded fonts lack is the system's, others are not") {
    Screen screen([](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                heading(ui, {.text = "Bonjour Наталія"});
                text(ui, {.text = "Élodie Favre — 14:30, « à l’heure »…"});
            });
        });
    });
    CHECK(screen.system.drawn == std::vector<std::string>{"Bonjour Наталія"});
    CHECK(screen.fonts().measure(style, "שירה").width == 40);
    CHECK(screen.fonts().measure(style, "").width == 0);
    CHECK(screen.fonts().measure(style, "👩‍🔧").height == 30);
    (void)screen.driver.get(Role::Heading, "Bonjour Наталія");
}

TEST_CASE("a picture is made once, and again when its colour, the pixels or the fonts are others") {
    Screen screen([](Ui& ui) { page(ui, {}, [&] { main_area(ui, {}, [&] { text(ui, {.text = "王小明"}); }); }); });
    screen.driver.step(5);
    REQUIRE(screen.system.drawn.size() == 1);
    const std::uint32_t light = screen.system.colors.back();

    screen.driver.ui().set_theme({.scheme = ColorScheme::Dark});
    screen.driver.step(2);
    CHECK(screen.system.drawn.size() == 2);
    CHECK(screen.system.colors.back() != light);

    screen.system.fonts = 1;
    const int measured = screen.system.measured;
    screen.driver.step(2);
    CHECK(screen.system.drawn.size() == 3);
    CHECK(screen.system.measured > measured);
}

TEST_CASE("a paragraph is broken at spaces, between ideographs, and inside a word that is too long alone") {
    const auto lines = [](const Fonts& fonts, std::string_view text, float width) {
        return static_cast<int>(fonts.measure(style, text, width).height / style.line_height);
    };
    Screen screen([](Ui& ui) { page(ui, {}, [&] { main_area(ui, {}, [&] { text(ui, {.text = "…"}); }); }); });
    const Fonts& fonts = screen.fonts();
    CHECK(lines(fonts, "Наталія Шевченко", 160) == 1);
    CHECK(lines(fonts, "Наталія Шевченко", 159) == 2);
    CHECK(lines(fonts, "Наталія\nШевченко", 300) == 2);
    CHECK(lines(fonts, "山田花子山田", 40) == 2);
    CHECK(lines(fonts, "Шевченкошевченко", 80) == 2);
    // Narrower than one character: one on each line, and an end.
    CHECK(lines(fonts, "王小明", 3) == 3);
    // A mark stays with its letter.
    CHECK(lines(fonts, "и\u0301и\u0301", 25) == 2);
}

TEST_CASE("a line that is cut short ends with an ellipsis, between characters") {
    Screen screen([](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {.max_width = 200}, [&] {
                text(ui, {.text = "Наталія Шевченко-Коваленко, Наталія Шевченко-Коваленко", .is_truncated = true});
            });
        });
    });
    REQUIRE_FALSE(screen.system.drawn.empty());
    const std::string& shown = screen.system.drawn.back();
    CHECK(shown.ends_with("…"));
    CHECK(is_utf8(shown));
    CHECK(character_count(shown) > 5);
    CHECK(std::string_view{"Наталія Шевченко-Коваленко, Наталія Шевченко-Коваленко"}.starts_with(
        shown.substr(0, shown.size() - std::string_view{"…"}.size())));
}

TEST_CASE("pictures that are no longer shown give their room to new ones") {
    int number = 0;
    Screen screen([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] { text(ui, {.text = "Шевченко " + std::to_string(number), .key = "name"}); });
        });
    });
    for (number = 1; number < 2000; ++number)
        screen.driver.step();
    const ImTextureData& texture = *ImGui::GetIO().Fonts->TexData;
    CHECK(texture.Width * texture.Height <= 2048 * 2048);
    const std::size_t drawn = screen.system.drawn.size();
    screen.driver.step(3);
    CHECK(screen.system.drawn.size() <= drawn + 1);
}

}  // namespace portail::ui
