// The command palette and the shortcuts over the staff's screens.
#include <imgui.h>

#include <catch2/catch_test_macros.hpp>
#include <regex>
#include <set>

#include "shared/ui/command_palette.h"
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_screens.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

class Desk : public ScreenDriver {
public:
    explicit Desk(Size screen = desk_screen) : ScreenDriver(admin_screens(), staff(portail::Role::Admin), screen) {
        use_overlay(make_admin_palette());
        open("/agenda");
    }
    void chord(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
        ui().key(key);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
        ui().settle();
    }
    [[nodiscard]] std::vector<std::string> options() {
        std::vector<std::string> names;
        for (const Node* node : ui().all(ui::Role::Option))
            names.push_back(node->name);
        return names;
    }
    [[nodiscard]] std::string active() {
        for (const Node* node : ui().all(ui::Role::Option)) {
            if (has(node->state, State::Selected)) return node->name;
        }
        return {};
    }
    void find(const std::string& text) {
        chord(ImGuiKey_K);
        ui().type(text);
    }
};

}  // namespace

TEST_CASE("Ctrl+K finds a customer by name or plate, and Enter opens the sheet") {
    for (const char* typed : {"mull", "zh 123"}) {
        Desk desk;
        desk.find(typed);
        CHECK(desk.active().starts_with("Alice Müller"));
        desk.ui().key(ImGuiKey_Enter);
        CHECK(desk.location() == "/clients/" + shop::alice);
        // The palette leaves no trace in the history.
        desk.back();
        CHECK(desk.location() == "/agenda");
        CHECK(desk.ui().all(ui::Role::Dialog).empty());
    }
}

TEST_CASE("the palette is a combobox: the arrows choose, the field keeps the focus, the screen reader is told") {
    Desk desk;
    desk.chord(ImGuiKey_K);
    const Node& field = desk.ui().get(ui::Role::TextField, "Client ou action");
    CHECK(desk.ui().ui().focused() == field.id);
    CHECK(desk.ui().tree().find(field.input.popup)->role == ui::Role::Listbox);
    const std::vector<std::string> options = desk.options();
    REQUIRE(options.size() == admin_actions().size());
    CHECK(desk.active() == options.front());
    desk.ui().key(ImGuiKey_UpArrow);
    CHECK(desk.active() == options.back());
    desk.ui().key(ImGuiKey_DownArrow);
    desk.ui().key(ImGuiKey_DownArrow);
    CHECK(desk.active() == options[1]);
    CHECK(desk.ui().tree().find(desk.ui().get(ui::Role::TextField, "Client ou action").input.active)->name ==
          options[1]);
    desk.ui().type("agen");
    CHECK(desk.active() == "Agenda");
    desk.ui().type("xyz");
    CHECK(desk.options().empty());
    desk.ui().advance(500);
    desk.ui().settle();
    CHECK(desk.ui().has(ui::Role::Status, "Aucun résultat"));
    desk.ui().key(ImGuiKey_Enter);
    CHECK(desk.ui().has(ui::Role::Dialog, "Chercher et agir"));
}

TEST_CASE("what was used last stands first, also after a restart") {
    Desk desk;
    desk.find("mull");
    desk.ui().key(ImGuiKey_Enter);
    desk.find("compte");
    desk.ui().key(ImGuiKey_Enter);
    desk.chord(ImGuiKey_K);
    REQUIRE(desk.options().size() == admin_actions().size() + 1);
    CHECK(desk.options()[0] == "Compte");
    CHECK(desk.options()[1].starts_with("Alice Müller"));
}

TEST_CASE("Ctrl+K and Escape close it, and the focus returns to where it was") {
    Desk desk;
    const NodeId search = desk.ui().get(ui::Role::Button, "Chercher un client ou une action").id;
    desk.ui().ui().queue({.node = search, .kind = ActionKind::Focus, .focus_visible = true});
    desk.ui().settle();
    for (const ImGuiKey key : {ImGuiKey_K, ImGuiKey_Escape}) {
        desk.chord(ImGuiKey_K);
        REQUIRE(desk.ui().has(ui::Role::Dialog, "Chercher et agir"));
        key == ImGuiKey_K ? desk.chord(key) : desk.ui().key(key);
        desk.ui().settle();
        CHECK(desk.ui().all(ui::Role::Dialog).empty());
        CHECK(desk.ui().ui().focused() == search);
    }
}

TEST_CASE("a finger opens it and chooses") {
    Desk desk{phone_screen};
    desk.ui().tap(ui::Role::Button, "Chercher un client ou une action");
    desk.ui().fill("Client ou action", "favre");
    desk.ui().press(ui::Role::Option, "Bruno Favre");
    CHECK(desk.location() == "/clients/" + shop::bruno);
}

TEST_CASE("a shortcut does what its line does, where nobody types and nothing is asked") {
    Desk desk;
    desk.ui().key(ImGuiKey_F2);
    CHECK(desk.location() == "/book");
    desk.ui().key(ImGuiKey_F4);
    CHECK(desk.location() == "/clients/new");
    desk.ui().ui().focus("new_client/main/form/last_name");
    desk.ui().settle();
    desk.ui().key(ImGuiKey_F2);
    CHECK(desk.location() == "/clients/new");
    desk.open("/agenda?do=day");
    desk.ui().key(ImGuiKey_F2);
    CHECK(desk.location() == "/agenda?do=day");
}

TEST_CASE("the list of shortcuts shows each, and its own key can be switched off") {
    Desk desk;
    desk.ui().type("?");
    REQUIRE(desk.ui().has(ui::Role::Dialog, "Raccourcis clavier"));
    for (const AppAction& action : admin_actions()) {
        if (action.shortcut.empty()) continue;
        CHECK(desk.ui().outline().find(", " + std::string{action.shortcut}) != std::string::npos);
    }
    desk.ui().press(ui::Role::Checkbox, "La touche ? ouvre cette liste");
    desk.ui().key(ImGuiKey_Escape);
    desk.ui().type("?");
    CHECK(desk.ui().all(ui::Role::Dialog).empty());
}

TEST_CASE("no two actions have one key or one chord, and none is a chord of a browser") {
    std::set<std::string_view> keys;
    std::set<std::string_view> chords{palette_chord};
    const std::set<std::string_view> taken{"F1", "F3", "F5", "F6", "F7"};  // help, find, reload, focus, caret browsing
    for (const AppAction& action : admin_actions()) {
        CHECK(keys.insert(action.key).second);
        if (action.shortcut.empty()) continue;
        CHECK(chords.insert(action.shortcut).second);
        CHECK_FALSE(taken.contains(action.shortcut));
        CHECK(std::regex_match(std::string{action.shortcut}, std::regex{"F[1-9]"}));
    }
}
