// The checks themselves: each of these draws a fault, and must fail for it.
#include <imgui.h>
#include <imgui_internal.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/ui/paint.h"
#include "shared/ui/widgets.h"
#include "tests/support/screen_checks.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

TEST_CASE("a page without a fault passes every check") {
    UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            app_bar(ui, {.title = "Garage", .has_back = true});
            main_area(ui, {}, [&] {
                heading(ui, {.text = "Rendez-vous"});
                card(ui, {.key = "card"}, [&] { text(ui, {.text = "Mardi à 9:00", .style = TextStyle::Muted}); });
                button(ui, {.key = "book", .label = "Prendre RDV", .style = ButtonStyle::Primary});
            });
        });
    });
    REQUIRE(painted_letters(driver).size() > 30);
    check_contrast(driver);
    check_texts_have_nodes(driver);
    check_layout(driver);
    check_order(driver);
}

TEST_CASE("a control without a node fails the test that draws it", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            ImGui::SetCursorScreenPos({20, 20});
            ImGui::InvisibleButton("forgotten", {100, 44});
        });
    });
}

TEST_CASE("text without a node fails the check", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            heading(ui, {.text = "Rendez-vous"});
            paint_line(ui, ui.theme().type.body, {20, 300, 200, 24}, ui.theme().colors.text, "Oublié");
        });
    });
    check_texts_have_nodes(driver);
}

TEST_CASE("a pair of colours that is not listed fails the check", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            fill_rect({0, 0, 360, 740}, rgb(0x777777));
            heading(ui, {.text = "Rendez-vous"});
        });
    });
    check_contrast(driver);
}

TEST_CASE("things that lie over each other fail the check", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            button(ui, {.key = "one", .label = "Un", .is_full_width = true});
            ui.push_flow({0, 10, 360, 0}, 0);
            button(ui, {.key = "two", .label = "Deux", .is_full_width = true});
            ui.pop_flow();
        });
    });
    check_layout(driver);
}

TEST_CASE("what lies beyond the side fails the check", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            ui.push_flow({300, 10, 200, 0}, 0);
            text(ui, {.text = "Ce qui dépasse le bord de l’écran"});
            ui.pop_flow();
        });
    });
    check_layout(driver);
}

TEST_CASE("an order that is not the one that is seen fails the check", "[!shouldfail]") {
    const UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            ui.push_flow({0, 300, 360, 0}, 0);
            button(ui, {.key = "lower", .label = "Dessous"});
            ui.pop_flow();
            ui.push_flow({0, 10, 360, 0}, 0);
            button(ui, {.key = "upper", .label = "Dessus"});
            ui.pop_flow();
        });
    });
    check_order(driver);
}

}  // namespace portail::ui
