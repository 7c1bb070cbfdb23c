#include "shared/ui/widgets/field.h"

#include <imgui.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

TEST_CASE("a field records its label, its help or error, and what its input must be") {
    std::string email = "anna@example";
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            text_field(ui,
                       {.key = "email",
                        .label = "E-mail",
                        .kind = InputKind::Email,
                        .help = "Pour la confirmation",
                        .error = "Il manque le domaine, par exemple anna@exemple.ch",
                        .autocomplete = "email",
                        .enter_key_hint = "next",
                        .is_required = true},
                       email);
        });
    });
    const Node& node = driver.get(Role::TextField, "E-mail");
    CHECK(node.value == "anna@example");
    CHECK(has(node.state, State::Required));
    CHECK(has(node.state, State::Invalid));
    CHECK(node.error == "Il manque le domaine, par exemple anna@exemple.ch");
    CHECK(node.input.kind == InputKind::Email);
    CHECK(node.input.autocomplete == "email");
    CHECK(node.input.enter_key_hint == "next");
    CHECK(node.input.box.height >= 44);
    CHECK(node.input.box.y > node.rect.y);
}

TEST_CASE("a value from the page's input becomes the field's value once, cut to the length allowed") {
    std::string plate;
    int changes = 0;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            changes += text_field(ui, {.key = "plate", .label = "Plaque", .max_length = 6}, plate).is_changed;
        });
    });
    driver.fill("Plaque", "ZÜ1234567");
    CHECK(plate == "ZÜ1234");
    CHECK(changes == 1);
    driver.fill("Plaque", "ZÜ1234");
    CHECK(changes == 1);
}

TEST_CASE("a disabled or read-only field keeps its value") {
    std::string a = "a";
    std::string b = "b";
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            text_field(ui, {.key = "a", .label = "A", .is_disabled = true}, a);
            text_field(ui, {.key = "b", .label = "B", .is_read_only = true}, b);
        });
    });
    driver.fill("A", "x");
    driver.fill("B", "x");
    CHECK(a == "a");
    CHECK(b == "b");
}

TEST_CASE("a click puts the caret into a field, and typing on a keyboard fills it") {
    std::string name;
    bool has_left = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            has_left = text_field(ui, {.key = "name", .label = "Nom"}, name).lost_focus || has_left;
            button(ui, {.key = "next", .label = "Suivant"});
        });
    });
    const Node& field = driver.get(Role::TextField, "Nom");
    driver.click_at(field.input.box.center());
    CHECK(driver.ui().focused() == driver.get(Role::TextField, "Nom").id);
    driver.type("Élodie");
    CHECK(name == "Élodie");
    CHECK_FALSE(has_left);
    driver.key(ImGuiKey_Tab);
    CHECK(driver.ui().focused() == driver.get(Role::Button, "Suivant").id);
    CHECK(has_left);
    driver.type("x");
    CHECK(name == "Élodie");
}

TEST_CASE("a click on the edge of a field's frame puts the caret into it") {
    std::string name;
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { text_field(ui, {.key = "name", .label = "Nom"}, name); }); });
    const Rect box = driver.get(Role::TextField, "Nom").input.box;
    for (const float y : {box.y + 2, box.bottom() - 2}) {
        driver.click_at({box.center().x, box.bottom() + 100});
        REQUIRE(driver.ui().focused() == no_node);
        driver.click_at({box.center().x, y});
        CHECK(driver.ui().focused() == driver.get(Role::TextField, "Nom").id);
    }
}

TEST_CASE("Enter in a field of a form submits the form") {
    std::string user = "anna";
    std::string password = "geheim";
    int submits = 0;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            submits += form(ui, {.key = "sign_in", .label = "Connexion"}, [&] {
                text_field(ui, {.key = "user", .label = "E-mail", .autocomplete = "username"}, user);
                text_field(ui,
                           {.key = "password",
                            .label = "Mot de passe",
                            .kind = InputKind::Password,
                            .autocomplete = "current-password"},
                           password);
            });
        });
    });
    CHECK(driver.get(Role::TextField, "Mot de passe").parent == driver.get(Role::Form, "Connexion").id);
    driver.submit("Mot de passe");
    CHECK(submits == 1);
    driver.ui().queue({.node = driver.get(Role::Form, "Connexion").id, .kind = ActionKind::Submit});
    driver.settle();
    CHECK(submits == 2);
    driver.click_at(driver.get(Role::TextField, "E-mail").input.box.center());
    driver.key(ImGuiKey_Enter);
    CHECK(submits == 3);
}

TEST_CASE("a password is hidden until its owner asks to see it") {
    std::string password = "geheim";
    UiDriver driver([&](Ui& ui) {
        page(ui, {},
             [&] { text_field(ui, {.key = "p", .label = "Mot de passe", .kind = InputKind::Password}, password); });
    });
    driver.press(Role::Button, "Afficher le mot de passe");
    CHECK(driver.has(Role::Button, "Masquer le mot de passe"));
}

TEST_CASE("a field under a message hides its real input, unless one is typing in it") {
    std::string note;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            spacer(ui, 48);
            text_field(ui, {.key = "note", .label = "Note"}, note);
        });
    });
    driver.ui().show_toast({.text = "Enregistré"});
    driver.settle();
    CHECK(has(driver.get(Role::TextField, "Note").state, State::Covered));
    driver.ui().queue({.node = driver.get(Role::TextField, "Note").id, .kind = ActionKind::Focus});
    driver.settle();
    CHECK_FALSE(has(driver.get(Role::TextField, "Note").state, State::Covered));
}

TEST_CASE("a check box changes its value and says so") {
    bool accepts = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            checkbox(ui, {.key = "terms", .label = "J'accepte", .error = "Il faut accepter", .is_required = true},
                     accepts);
        });
    });
    CHECK_FALSE(has(driver.get(Role::Checkbox, "J'accepte").state, State::Checked));
    driver.click(Role::Checkbox, "J'accepte");
    CHECK(accepts);
    CHECK(has(driver.get(Role::Checkbox, "J'accepte").state, State::Checked));
    driver.press(Role::Checkbox, "J'accepte");
    CHECK_FALSE(accepts);
}

TEST_CASE("of a radio group one is chosen") {
    constexpr std::array choices = {ChoiceOption{.key = "email", .label = "E-mail"},
                                    ChoiceOption{.key = "phone", .label = "Téléphone"}};
    std::optional<std::size_t> chosen;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] { radio_group(ui, {.key = "contact", .label = "Contact"}, choices, chosen); });
    });
    driver.click(Role::Radio, "Téléphone");
    CHECK(chosen == 1);
    driver.press(Role::Radio, "E-mail");
    CHECK(chosen == 0);
    CHECK(has(driver.get(Role::Radio, "E-mail").state, State::Checked));
    CHECK_FALSE(has(driver.get(Role::Radio, "Téléphone").state, State::Checked));
}

TEST_CASE("a select is chosen from by the page's own picker or by the list that opens") {
    constexpr std::array<std::string_view, 3> languages = {"Français", "Deutsch", "Italiano"};
    std::optional<std::size_t> chosen;
    UiDriver driver(
        [&](Ui& ui) { page(ui, {}, [&] { select(ui, {.key = "language", .label = "Langue"}, languages, chosen); }); });
    driver.choose("Langue", "Deutsch");
    CHECK(chosen == 1);
    driver.click_at(driver.get(Role::Select, "Langue").input.box.center());
    CHECK(has(driver.get(Role::Select, "Langue").state, State::Expanded));
    driver.click(Role::Option, "Italiano");
    CHECK(chosen == 2);
    CHECK(driver.all(Role::Option).empty());
    CHECK(driver.get(Role::Select, "Langue").value == "2");
}

TEST_CASE("an index that no option has is ignored") {
    constexpr std::array<std::string_view, 2> languages = {"Français", "Deutsch"};
    std::optional<std::size_t> chosen = 0;
    UiDriver driver(
        [&](Ui& ui) { page(ui, {}, [&] { select(ui, {.key = "language", .label = "Langue"}, languages, chosen); }); });
    for (const char* wrong : {"2", "-1", "", "1x", "99999999999999999999"}) {
        driver.ui().queue(
            {.node = driver.get(Role::Select, "Langue").id, .kind = ActionKind::SetValue, .value = wrong});
        driver.settle();
        CHECK(chosen == 0);
    }
}

}  // namespace portail::ui
