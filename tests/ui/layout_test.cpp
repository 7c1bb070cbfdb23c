#include "shared/ui/widgets/layout.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

TEST_CASE("a row puts things beside each other and wraps where the width ends") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            row(ui, {}, [&] {
                for (int index = 0; index < 6; ++index) {
                    const std::string name = "Bouton " + std::to_string(index);
                    button(ui, {.key = name, .label = name});
                }
            });
            text(ui, {.text = "Dessous"});
        });
    });
    const Rect first = driver.get(Role::Button, "Bouton 0").rect;
    const Rect second = driver.get(Role::Button, "Bouton 1").rect;
    const Rect last = driver.get(Role::Button, "Bouton 5").rect;
    CHECK(second.x > first.right());
    CHECK(second.y == first.y);
    CHECK(last.y > first.bottom());
    CHECK(last.right() <= phone_screen.width);
    CHECK(driver.get(Role::Text, "Dessous").rect.y >= last.bottom());
}

TEST_CASE("a row at the end of its line keeps its items beside each other") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            row(ui, {.align = Align::End}, [&] {
                button(ui, {.key = "no", .label = "Garder"});
                button(ui, {.key = "yes", .label = "Supprimer"});
            });
        });
    });
    CHECK(driver.get(Role::Button, "Garder").rect.y == driver.get(Role::Button, "Supprimer").rect.y);
    CHECK(driver.get(Role::Button, "Garder").rect.right() < driver.get(Role::Button, "Supprimer").rect.x);
    CHECK(driver.get(Role::Button, "Supprimer").rect.right() == phone_screen.width);
}

TEST_CASE("a row can stand at the end of its line") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] { row(ui, {.align = Align::End}, [&] { button(ui, {.key = "ok", .label = "OK"}); }); });
    });
    CHECK(driver.get(Role::Button, "OK").rect.right() == phone_screen.width);
}

TEST_CASE("columns stand beside each other on a desk and below each other on a phone") {
    const auto draw = [](Ui& ui) {
        page(ui, {}, [&] {
            columns(ui, {.count = 3}, [&](int index) {
                text(ui, {.text = index == 0 ? "Un" : index == 1 ? "Deux" : "Trois"});
            });
        });
    };
    UiDriver phone(draw, phone_screen);
    CHECK(phone.get(Role::Text, "Deux").rect.y > phone.get(Role::Text, "Un").rect.y);
    CHECK(phone.get(Role::Text, "Deux").rect.x == phone.get(Role::Text, "Un").rect.x);
    UiDriver desk(draw, desk_screen);
    CHECK(desk.get(Role::Text, "Trois").rect.y == desk.get(Role::Text, "Un").rect.y);
    CHECK(desk.get(Role::Text, "Trois").rect.x > desk.get(Role::Text, "Deux").rect.x);
}

TEST_CASE("a card encloses what is in it") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            card(ui, {.key = "next", .label = "Prochain rendez-vous"}, [&] {
                text(ui, {.text = "Mardi à 14 h"});
                button(ui, {.key = "move", .label = "Déplacer"});
            });
        });
    });
    const Rect card_rect = driver.get(Role::Group, "Prochain rendez-vous").rect;
    const Rect button_rect = driver.get(Role::Button, "Déplacer").rect;
    CHECK(button_rect.intersection(card_rect) == button_rect);
    CHECK(card_rect.bottom() - button_rect.bottom() == driver.get(Role::Text, "Mardi à 14 h").rect.y - card_rect.y);
}

TEST_CASE("what is scrolled out of sight keeps its height") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (int index = 0; index < 12; ++index) {
                    const std::string name = "Carte " + std::to_string(index);
                    card(ui, {.key = name, .label = name}, [&] {
                        row(ui, {}, [&] {
                            button(ui, {.key = "a", .label = "A" + name});
                            badge(ui, {.label = "Confirmé"});
                        });
                    });
                }
            });
        });
    });
    const float height = driver.get(Role::Group, "Carte 0").rect.height;
    driver.ui().focus("page/main/Carte 11/group#0/a");
    driver.settle();
    CHECK(driver.get(Role::Group, "Carte 0").rect.bottom() < 0);
    CHECK(driver.get(Role::Group, "Carte 0").rect.height == height);
    CHECK(driver.get(Role::Button, "ACarte 11").is_visible());
}

TEST_CASE("long text is wrapped within its column, in full") {
    const std::string words =
        "Votre rendez-vous est enregistré sur cet appareil et sera transmis au garage dès que le réseau revient.";
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { main_area(ui, {}, [&] { text(ui, {.text = words}); }); }); });
    const Rect rect = driver.get(Role::Text, words).rect;
    CHECK(rect.right() <= phone_screen.width);
    CHECK(rect.height >= 2 * driver.ui().theme().type.body.line_height);
    const Size measured = driver.ui().fonts().measure(driver.ui().theme().type.body, words, rect.width);
    CHECK(measured.width <= rect.width);
    CHECK(measured.height == rect.height);
}

TEST_CASE("master and detail stand side by side on a desk; a phone shows one of them") {
    bool is_detail_open = false;
    const auto draw = [&](Ui& ui) {
        page(ui, {}, [&] {
            master_detail(
                ui, {.is_detail_open = is_detail_open, .detail_label = "Fiche"},
                [&] { heading(ui, {.text = "Clients"}); }, [&] { heading(ui, {.text = "Anna Keller", .level = 2}); });
        });
    };
    UiDriver desk(draw, desk_screen);
    CHECK(desk.has(Role::Heading, "Clients"));
    CHECK(desk.has(Role::Heading, "Anna Keller"));
    UiDriver phone(draw, phone_screen);
    CHECK(phone.has(Role::Heading, "Clients"));
    CHECK_FALSE(phone.has(Role::Heading, "Anna Keller"));
    is_detail_open = true;
    phone.settle();
    CHECK_FALSE(phone.has(Role::Heading, "Clients"));
    CHECK(phone.has(Role::Heading, "Anna Keller"));
}

TEST_CASE("with text at 200 % everything is still within a phone's width") {
    std::string value;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                heading(ui, {.text = "Mes véhicules"});
                button(ui, {.key = "add", .label = "Ajouter un véhicule", .icon = Icon::Plus});
                text_field(ui,
                           {.key = "plate", .label = "Numéro d'immatriculation", .help = "Comme sur la carte grise"},
                           value);
            });
        });
    });
    driver.ui().set_theme({.text_scale = 2});
    driver.settle();
    for (const Node& node : driver.tree().nodes()) {
        INFO(node.name);
        CHECK(node.rect.right() <= phone_screen.width + 0.5F);
    }
}

TEST_CASE("what moves by itself rests where the person wants no motion") {
    UiDriver driver([](Ui& ui) {
        page(ui, {}, [&] {
            progress(ui, {.key = "busy", .label = "Chargement"});
            button(ui, {.key = "save", .label = "Enregistrer", .is_busy = true});
        });
    });
    driver.step();
    CHECK(driver.requested_frames() > 0);
    driver.ui().set_theme({.reduced_motion = true});
    driver.step(2);
    CHECK(driver.requested_frames() == 0);
}

}  // namespace portail::ui
