#include <imgui.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

TEST_CASE("Tab visits what can be used in the order in which it is read, and begins again") {
    std::string name;
    bool accepts = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            button(ui, {.key = "one", .label = "Un"});
            button(ui, {.key = "off", .label = "Éteint", .is_disabled = true});
            text_field(ui, {.key = "name", .label = "Nom"}, name);
            checkbox(ui, {.key = "accepts", .label = "Accepte"}, accepts);
        });
    });
    std::vector<std::string> visited;
    for (int presses = 0; presses < 4; ++presses) {
        driver.key(ImGuiKey_Tab);
        visited.push_back(driver.tree().find(driver.ui().focused())->name);
        CHECK(driver.ui().focus_is_visible());
    }
    CHECK(visited == std::vector<std::string>{"Un", "Nom", "Accepte", "Un"});
    driver.key(ImGuiKey_Tab, true);
    CHECK(driver.tree().find(driver.ui().focused())->name == "Accepte");
}

TEST_CASE("what has the focus stays in sight when the soft keyboard comes") {
    std::array<std::string, 8> values;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (std::size_t index = 0; index < values.size(); ++index) {
                    const std::string name = "Champ " + std::to_string(index);
                    text_field(ui, {.key = name, .label = name}, values[index]);
                }
            });
        });
    });
    const auto field = [&]() -> const Node& { return *driver.tree().find(driver.ui().focused()); };
    const Node* last_seen = nullptr;
    for (const Node& node : driver.tree().nodes()) {
        if (node.role == Role::TextField && node.rect.bottom() < phone_screen.height) last_seen = &node;
    }
    REQUIRE(last_seen != nullptr);
    driver.ui().focus_node(last_seen->id, true);
    driver.step(3);
    const float height = phone_screen.height - 400;
    REQUIRE(field().rect.bottom() > height);
    driver.resize({phone_screen.width, height});
    driver.step(3);
    CHECK(field().rect.y >= 0);
    CHECK(field().rect.bottom() <= height);
}

TEST_CASE("Enter and Space press what has the focus") {
    int presses = 0;
    bool accepts = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            presses += button(ui, {.key = "one", .label = "Un"});
            checkbox(ui, {.key = "accepts", .label = "Accepte"}, accepts);
        });
    });
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Enter);
    driver.key(ImGuiKey_Space);
    CHECK(presses == 2);
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Space);
    CHECK(accepts);
}

TEST_CASE("a pointer moves the focus without drawing a ring") {
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { button(ui, {.key = "one", .label = "Un"}); }); });
    driver.click(Role::Button, "Un");
    CHECK(driver.ui().focused() == driver.get(Role::Button, "Un").id);
    CHECK_FALSE(driver.ui().focus_is_visible());
}

TEST_CASE("what gets the focus is scrolled into view") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (int index = 0; index < 60; ++index) {
                    const std::string name = "Bouton " + std::to_string(index);
                    button(ui, {.key = name, .label = name});
                }
            });
        });
    });
    CHECK_FALSE(driver.get(Role::Button, "Bouton 50").is_visible());
    SECTION("from the page's twin") {
        driver.ui().queue(
            {.node = driver.get(Role::Button, "Bouton 50").id, .kind = ActionKind::Focus, .focus_visible = true});
    }
    SECTION("by its path") {
        driver.ui().focus("page/main/Bouton 50");
    }
    driver.settle();
    CHECK(driver.get(Role::Button, "Bouton 50").is_visible());
    CHECK(driver.ui().focused() == driver.get(Role::Button, "Bouton 50").id);
}

TEST_CASE("arrow keys move among radios and tabs, and choose") {
    std::size_t active = 0;
    constexpr std::array<std::string_view, 2> labels = {"À venir", "Passés"};
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] { tabs(ui, {.key = "t", .label = "T"}, labels, active, [](std::size_t) {}); });
    });
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_RightArrow);
    CHECK(active == 1);
    CHECK(driver.ui().focused() == driver.get(Role::Tab, "Passés").id);
    driver.key(ImGuiKey_RightArrow);
    CHECK(active == 0);
}

TEST_CASE("Page Down, End and Home scroll the page") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (int index = 0; index < 80; ++index) {
                    text(ui, {.text = "Ligne"});
                }
            });
        });
    });
    const auto scroll = [&] { return driver.all(Role::Main).front()->scroll.y; };
    driver.key(ImGuiKey_PageDown);
    CHECK(scroll() > 500);
    CHECK(scroll() < phone_screen.height);
    driver.key(ImGuiKey_End);
    CHECK(scroll() > 2000);
    driver.key(ImGuiKey_Home);
    CHECK(scroll() == 0);
}

TEST_CASE("a new screen puts the focus on its first heading") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            button(ui, {.key = "one", .label = "Un"});
            heading(ui, {.text = "Clients"});
        });
    });
    driver.ui().focus_heading();
    driver.settle();
    CHECK(driver.ui().focused() == driver.get(Role::Heading, "Clients").id);
}

}  // namespace portail::ui
