#include <imgui.h>

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

namespace {

/// A page with a button that opens a dialog that asks whether to delete.
struct Question {
    bool is_open = false;
    int deletions = 0;
    int presses_behind = 0;
    std::string note;

    void draw(Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                if (button(ui, {.key = "delete", .label = "Supprimer…"})) {
                    is_open = true;
                }
                presses_behind += button(ui, {.key = "other", .label = "Autre"});
                text_field(ui, {.key = "note", .label = "Note"}, note);
            });
            dialog(ui, {.key = "confirm", .title = "Supprimer ce véhicule ?"}, is_open, [&] {
                text(ui, {.text = "Son historique reste."});
                if (button(ui, {.key = "yes", .label = "Supprimer", .style = ButtonStyle::Danger})) {
                    ++deletions;
                    is_open = false;
                }
            });
        });
    }
};

}  // namespace

TEST_CASE("a dialog takes the focus, keeps it, and gives it back") {
    Question question;
    UiDriver driver([&](Ui& ui) { question.draw(ui); });
    driver.click(Role::Button, "Supprimer…");
    const NodeId opener = driver.get(Role::Button, "Supprimer…").id;
    const Node& dialog = driver.get(Role::Dialog, "Supprimer ce véhicule ?");
    CHECK(has(dialog.state, State::Modal));
    CHECK(driver.ui().focused() == driver.get(Role::Button, "Supprimer").id);

    for (int presses = 0; presses < 5; ++presses) {
        driver.key(ImGuiKey_Tab);
        CHECK(driver.tree().is_within(driver.ui().focused(), driver.get(Role::Dialog, "Supprimer ce véhicule ?").id));
    }
    driver.key(ImGuiKey_Escape);
    CHECK_FALSE(question.is_open);
    CHECK(driver.all(Role::Dialog).empty());
    CHECK(driver.ui().focused() == opener);
}

TEST_CASE("what is under a dialog cannot be pressed or filled in any way") {
    Question question;
    UiDriver driver([&](Ui& ui) { question.draw(ui); });
    driver.click(Role::Button, "Supprimer…");
    driver.press(Role::Button, "Autre");
    driver.fill("Note", "x");
    CHECK(question.presses_behind == 0);
    CHECK(question.note.empty());
    // The second half of a double press is not meant to close it.
    driver.click_at(driver.get(Role::Button, "Autre").rect.center());
    CHECK(question.is_open);
    // A press beside the dialog closes it and goes no further.
    driver.advance(400);
    driver.click_at(driver.get(Role::Button, "Autre").rect.center());
    CHECK(question.presses_behind == 0);
    CHECK_FALSE(question.is_open);
    driver.press(Role::Button, "Autre");
    CHECK(question.presses_behind == 1);
}

TEST_CASE("a dialog keeps the focus, whatever was to be focused behind it") {
    Question question;
    UiDriver driver([&](Ui& ui) { question.draw(ui); });
    const auto is_in_dialog = [&] {
        return driver.tree().is_within(driver.ui().focused(), driver.get(Role::Dialog, "Supprimer ce véhicule ?").id);
    };
    // Back has led to a place, and before its focus is found again somebody opens a dialog.
    const std::string behind = driver.tree().path(driver.get(Role::Button, "Autre").id);
    driver.ui().resume({}, behind);
    question.is_open = true;
    driver.settle();
    CHECK(is_in_dialog());
    driver.ui().focus(behind, true);
    driver.settle();
    CHECK(is_in_dialog());
}

TEST_CASE("a dialog closes by its button, and by what it was opened for") {
    Question question;
    UiDriver driver([&](Ui& ui) { question.draw(ui); });
    driver.press(Role::Button, "Supprimer…");
    driver.click(Role::Button, "Fermer");
    CHECK_FALSE(question.is_open);
    CHECK(question.deletions == 0);
    driver.press(Role::Button, "Supprimer…");
    driver.click(Role::Button, "Supprimer");
    CHECK(question.deletions == 1);
    CHECK_FALSE(question.is_open);
}

TEST_CASE("Escape closes the topmost dialog only, and reaches the screen when none is open") {
    bool outer = true;
    bool inner = true;
    int escapes = 0;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            dialog(ui, {.key = "outer", .title = "Dehors"}, outer, [&] {
                button(ui, {.key = "a", .label = "A"});
                dialog(ui, {.key = "inner", .title = "Dedans"}, inner, [&] { button(ui, {.key = "b", .label = "B"}); });
            });
        });
        escapes += ui.take_escape();
    });
    driver.key(ImGuiKey_Escape);
    CHECK_FALSE(inner);
    CHECK(outer);
    driver.key(ImGuiKey_Escape);
    CHECK_FALSE(outer);
    CHECK(escapes == 0);
    driver.key(ImGuiKey_Escape);
    CHECK(escapes == 1);
}

TEST_CASE("a dialog is as high as its contents, and never higher than the screen") {
    bool is_open = true;
    int lines = 1;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            dialog(ui, {.key = "long", .title = "Conditions"}, is_open, [&] {
                for (int line = 0; line < lines; ++line) {
                    text(ui, {.text = "Une ligne"});
                }
            });
        });
    });
    const float small = driver.get(Role::Dialog, "Conditions").rect.height;
    CHECK(small < 200);
    lines = 60;
    driver.settle();
    const Rect large = driver.get(Role::Dialog, "Conditions").rect;
    CHECK(large.height > small);
    CHECK(large.height < phone_screen.height);
    CHECK(large.bottom() == phone_screen.height);
}

}  // namespace portail::ui
