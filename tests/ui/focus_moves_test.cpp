#include <imgui.h>

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {
namespace {

std::string focused_name(const UiDriver& driver) {
    const Node* const node = driver.tree().find(driver.ui().focused());
    return node == nullptr ? "nothing" : node->name;
}

void focus(UiDriver& driver, Role role, std::string_view name) {
    driver.ui().queue({.node = driver.get(role, name).id, .kind = ActionKind::Focus, .focus_visible = true});
    driver.settle();
}

}  // namespace

TEST_CASE("when a row with the focus vanishes the next one has it, or else the one before, or else the heading") {
    std::vector<std::string> rows{"Un", "Deux", "Trois"};
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            heading(ui, {.text = "Demandes"});
            list(ui, {.key = "rows", .label = "Demandes"}, [&] {
                for (const std::string& row : rows)
                    list_item(ui, {.key = row, .title = row});
            });
            button(ui, {.key = "after", .label = "Après"});
        });
    });
    focus(driver, Role::Button, "Deux");
    rows = {"Un", "Trois"};
    driver.settle();
    CHECK(focused_name(driver) == "Trois");
    CHECK(driver.ui().focus_is_visible());
    rows = {"Un"};
    driver.settle();
    CHECK(focused_name(driver) == "Un");
    rows.clear();
    driver.settle();
    CHECK(focused_name(driver) == "Demandes");
}

TEST_CASE("another page begins at its heading, and Tab goes on from there") {
    bool is_second = false;
    UiDriver driver([&](Ui& ui) {
        if (!is_second) {
            page(ui, {.key = "first"}, [&] {
                heading(ui, {.text = "Premier"});
                button(ui, {.key = "go", .label = "Aller"});
            });
            return;
        }
        page(ui, {.key = "second"}, [&] {
            app_bar(ui, {.title = "Garage", .has_back = true});
            main_area(ui, {}, [&] {
                heading(ui, {.text = "Second"});
                button(ui, {.key = "here", .label = "Ici"});
            });
        });
    });
    CHECK(focused_name(driver) == "nothing");
    focus(driver, Role::Button, "Aller");
    is_second = true;
    driver.settle();
    CHECK(focused_name(driver) == "Second");
    driver.key(ImGuiKey_Tab);
    CHECK(focused_name(driver) == "Ici");
    focus(driver, Role::Heading, "Second");
    driver.key(ImGuiKey_Tab, true);
    CHECK(focused_name(driver) == driver.ui().words().back);
}

TEST_CASE("a page with bars begins with a link past them, and no other page does") {
    UiDriver bare([&](Ui& ui) { page(ui, {}, [&] { main_area(ui, {}, [&] { heading(ui, {.text = "Titre"}); }); }); });
    CHECK(bare.all(Role::Link).empty());

    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            app_bar(ui, {.title = "Garage", .has_back = true});
            main_area(ui, {}, [&] { button(ui, {.key = "here", .label = "Ici"}); });
        });
    });
    driver.key(ImGuiKey_Tab);
    CHECK(focused_name(driver) == "Aller au contenu");
    driver.key(ImGuiKey_Enter);
    CHECK(driver.tree().find(driver.ui().focused())->role == Role::Main);
    driver.key(ImGuiKey_Tab);
    CHECK(focused_name(driver) == "Ici");
}

TEST_CASE("the first field with an error gets the focus, in the order in which the fields are read") {
    std::string make;
    std::string plate;
    bool is_wrong = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            text_field(ui, {.key = "note", .label = "Remarque"}, make);
            text_field(ui, {.key = "plate", .label = "Plaque", .error = is_wrong ? "Elle manque" : ""}, plate);
            text_field(ui, {.key = "a_make", .label = "Marque", .error = is_wrong ? "Elle manque" : ""}, make);
            if (button(ui, {.key = "save", .label = "Enregistrer"})) {
                is_wrong = true;
                ui.focus_first_error();
            }
        });
    });
    driver.press(Role::Button, "Enregistrer");
    CHECK(focused_name(driver) == "Plaque");
}

TEST_CASE("a list that is scrolled away from its focused row is not pulled back by it") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                virtual_list(ui, {.key = "rows", .label = "Clients", .count = 500}, [&](std::size_t index) {
                    const std::string name = "Client " + std::to_string(index);
                    list_item(ui, {.key = name, .title = name, .detail = "Téléphone"});
                });
            });
        });
    });
    focus(driver, Role::Button, "Client 1, Téléphone");
    ImGui::GetIO().AddMousePosEvent(180, 400);
    for (int turn = 0; turn < 10; ++turn) {
        ImGui::GetIO().AddMouseWheelEvent(0, -10);
        driver.settle();
    }
    CHECK(driver.all(Role::Main).front()->scroll.y > 5'000);
    CHECK(driver.tree().find(driver.ui().focused()) != nullptr);
}

TEST_CASE("what is announced is told once nothing newer came for a moment, and told again when it is the same") {
    bool says = false;
    std::string what = "1 client";
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            if (std::exchange(says, false)) ui.announce(what);
        });
    });
    const auto told = [&] {
        for (const Node* node : driver.all(Role::Status)) {
            if (node->key == "announcement") return node->name;
        }
        return std::string{"no region"};
    };
    says = true;
    driver.settle();
    what = "40 clients";
    says = true;
    driver.settle();
    CHECK(told().empty());
    driver.advance(500);
    driver.settle();
    CHECK(told() == "40 clients");
    says = true;
    driver.settle();
    driver.advance(500);
    driver.settle();
    CHECK(told() != "40 clients");
    CHECK(with_plain_spaces(told()) == "40 clients ");
}

TEST_CASE("a chord is taken wherever nobody types, and with Ctrl in a field too") {
    std::vector<std::string> taken;
    std::string name;
    UiDriver driver([&](Ui& ui) {
        ui.set_shortcuts({"Ctrl+K", "F2", "?"});
        if (const auto chord = ui.take_shortcut()) taken.push_back(*chord);
        page(ui, {}, [&] {
            text_field(ui, {.key = "name", .label = "Nom"}, name);
            button(ui, {.key = "one", .label = "Un"});
        });
    });
    const auto with_control = [&](ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
        driver.key(key);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
        driver.settle();
    };
    focus(driver, Role::Button, "Un");
    driver.key(ImGuiKey_F2);
    driver.type("?");
    with_control(ImGuiKey_K);
    CHECK(taken == std::vector<std::string>{"F2", "?", "Ctrl+K"});
    taken.clear();
    focus(driver, Role::TextField, "Nom");
    driver.key(ImGuiKey_F2);
    driver.type("?");
    with_control(ImGuiKey_K);
    CHECK(taken == std::vector<std::string>{"Ctrl+K"});
    CHECK(name == "?");
}

}  // namespace portail::ui
