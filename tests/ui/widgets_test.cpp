#include "shared/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

#include "tests/support/ui_driver.h"

namespace portail::ui {

namespace {

/// A page with `body` in its main area.
UiDriver driver_for(std::function<void(Ui&)> body, Size screen = phone_screen) {
    return UiDriver([body = std::move(body)](Ui& ui) { page(ui, {}, [&] { main_area(ui, {}, [&] { body(ui); }); }); },
                    screen);
}

}  // namespace

TEST_CASE("a button is pressed through its node, by the mouse and by a finger") {
    int presses = 0;
    const auto draw = [&](Ui& ui) {
        presses += button(ui, {.key = "book", .label = "Prendre RDV", .style = ButtonStyle::Primary});
    };
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { draw(ui); }); });
    driver.press(Role::Button, "Prendre RDV");
    CHECK(presses == 1);
    driver.click(Role::Button, "Prendre RDV");
    CHECK(presses == 2);
    driver.tap(Role::Button, "Prendre RDV");
    CHECK(presses == 3);
}

TEST_CASE("a button that is disabled or busy cannot be pressed in any way") {
    const bool is_busy = GENERATE(false, true);
    int presses = 0;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            presses += button(ui, {.key = "save", .label = "Enregistrer", .is_disabled = !is_busy, .is_busy = is_busy});
        });
    });
    const Node& node = driver.get(Role::Button, "Enregistrer");
    CHECK(has(node.state, State::Disabled) == !is_busy);
    CHECK(has(node.state, State::Busy) == is_busy);
    driver.ui().queue({.node = node.id, .kind = ActionKind::Press});
    driver.settle();
    driver.click(Role::Button, "Enregistrer");
    CHECK(presses == 0);
}

TEST_CASE("a press that was released elsewhere presses nothing") {
    int presses = 0;
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { presses += button(ui, {.key = "a", .label = "A"}); }); });
    ImGuiIO& io = ImGui::GetIO();
    const Point center = driver.get(Role::Button, "A").rect.center();
    io.AddMousePosEvent(center.x, center.y);
    driver.step(2);
    io.AddMouseButtonEvent(0, true);
    driver.step(2);
    io.AddMousePosEvent(center.x, center.y + 300);
    driver.step(2);
    io.AddMouseButtonEvent(0, false);
    driver.settle();
    CHECK(presses == 0);
}

TEST_CASE("icon buttons and links are known by their names; a link keeps its address") {
    std::vector<std::string> pressed;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            if (icon_button(ui, {.key = "menu", .label = "Menu", .icon = Icon::Menu})) {
                pressed.push_back("menu");
            }
            if (link(ui,
                     {.key = "call", .label = "+41 44 123 45 67", .href = "tel:+41441234567", .icon = Icon::Phone})) {
                pressed.push_back("call");
            }
        });
    });
    driver.press(Role::Button, "Menu");
    driver.click(Role::Link, "+41 44 123 45 67");
    CHECK(pressed == std::vector<std::string>{"menu", "call"});
    CHECK(driver.get(Role::Link, "+41 44 123 45 67").href == "tel:+41441234567");
}

TEST_CASE("landmarks, headings and text say what they are") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            app_bar(ui, {.title = "Garage du Lac"});
            main_area(ui, {}, [&] {
                heading(ui, {.text = "Bonjour Anna"});
                text(ui, {.text = "Votre prochain rendez-vous"});
                heading(ui, {.text = "Mes véhicules", .level = 2});
                badge(ui, {.label = "Confirmé", .tone = Tone::Success});
            });
        });
    });
    CHECK(driver.all(Role::Banner).size() == 1);
    const Node& main = *driver.all(Role::Main).front();
    CHECK(driver.get(Role::Heading, "Bonjour Anna").level == 1);
    CHECK(driver.get(Role::Heading, "Mes véhicules").level == 2);
    CHECK(driver.get(Role::Heading, "Mes véhicules").parent == main.id);
    CHECK(driver.has(Role::Text, "Confirmé"));
    CHECK(driver.has(Role::Text, "Garage du Lac"));
}

TEST_CASE("the app bar's back button and actions are pressed by name") {
    std::vector<std::string> pressed;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            const auto actions = [&] {
                if (icon_button(ui, {.key = "sync", .label = "Synchroniser", .icon = Icon::Sync})) {
                    pressed.push_back("sync");
                }
            };
            if (app_bar(ui, {.title = "Fiche", .has_back = true}, actions)) {
                pressed.push_back("back");
            }
        });
    });
    driver.click(Role::Button, "Retour");
    driver.click(Role::Button, "Synchroniser");
    CHECK(pressed == std::vector<std::string>{"back", "sync"});
    CHECK(driver.get(Role::Button, "Synchroniser").rect.right() <= phone_screen.width);
}

TEST_CASE("navigation is a bar at the bottom of a phone and a rail at the left of a desk") {
    std::optional<std::size_t> chosen;
    const auto draw = [&](Ui& ui) {
        page(ui, {}, [&] {
            const std::array items = {
                NavigationItem{.key = "agenda", .label = "Agenda", .icon = Icon::Calendar, .is_current = true},
                NavigationItem{.key = "clients", .label = "Clients", .icon = Icon::Users, .count = 3}};
            if (const auto pressed = navigation(ui, {.label = "Principal"}, items)) {
                chosen = pressed;
            }
            main_area(ui, {}, [&] { heading(ui, {.text = "Agenda"}); });
        });
    };
    const bool is_phone = GENERATE(true, false);
    UiDriver driver(draw, is_phone ? phone_screen : desk_screen);
    const Rect bar = driver.get(Role::Navigation, "Principal").rect;
    const Rect main = driver.all(Role::Main).front()->rect;
    if (is_phone) {
        CHECK(bar.bottom() == phone_screen.height);
        CHECK(main.bottom() == bar.y);
    } else {
        CHECK(bar.x == 0);
        CHECK(main.x == bar.right());
    }
    // It is read where it is seen: a bar at the bottom last.
    const std::vector<Node>& nodes = driver.tree().nodes();
    const auto place_of = [&](Role role) {
        return std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.role == role; }) -
               nodes.begin();
    };
    CHECK((place_of(Role::Navigation) > place_of(Role::Heading)) == is_phone);
    CHECK(has(driver.get(Role::Link, "Agenda").state, State::Current));
    CHECK(driver.get(Role::Link, "Clients").description == "3");
    driver.click(Role::Link, "Clients");
    CHECK(chosen == 1);
}

TEST_CASE("a list's rows are items that hold a button named by all that they show") {
    std::string opened;
    UiDriver driver = driver_for([&](Ui& ui) {
        list(ui, {.key = "vehicles", .label = "Mes véhicules"}, [&] {
            for (const char* plate : {"ZH 123", "BE 456"}) {
                if (list_item(ui, {.key = plate,
                                   .title = plate,
                                   .detail = "Renault Clio",
                                   .badge = "À réviser",
                                   .badge_tone = Tone::Warning,
                                   .icon = Icon::Car})) {
                    opened = plate;
                }
            }
            list_item(ui, {.key = "note", .title = "Rien d'autre", .is_pressable = false});
        });
    });
    CHECK(driver.all(Role::ListItem).size() == 3);
    CHECK(driver.get(Role::List, "Mes véhicules").id == driver.all(Role::ListItem).front()->parent);
    driver.click(Role::Button, "BE 456, Renault Clio, À réviser");
    CHECK(opened == "BE 456");
    CHECK(driver.has(Role::ListItem, "Rien d'autre"));
}

TEST_CASE("a long list draws only what is seen, and says where in the set it is") {
    constexpr std::size_t count = 100'000;
    std::size_t drawn = 0;
    std::optional<std::size_t> opened;
    UiDriver driver = driver_for([&](Ui& ui) {
        drawn = 0;
        virtual_list(ui, {.key = "customers", .label = "Clients", .count = count}, [&](std::size_t index) {
            ++drawn;
            const std::string name = "Client " + std::to_string(index + 1);
            if (list_item(ui, {.key = name, .title = name, .detail = "+41 79 000 00 00"})) {
                opened = index;
            }
        });
    });
    CHECK(drawn < 40);
    const Node& first = *driver.all(Role::ListItem).front();
    CHECK(first.position == 1);
    CHECK(first.set_size == static_cast<int>(count));
    driver.click(Role::Button, "Client 2, +41 79 000 00 00");
    CHECK(opened == 1);
}

TEST_CASE("a table has column and row headers, and its rows are pressed by their first cell") {
    constexpr std::array columns = {TableColumn{.label = "Client", .weight = 2},
                                    TableColumn{.label = "Montant", .align = Align::End}};
    std::optional<std::size_t> pressed;
    UiDriver driver = driver_for(
        [&](Ui& ui) {
            const auto fill = [](std::size_t row, std::span<TableCell> cells) -> std::string_view {
                cells[0].text = row == 0 ? "Anna Keller" : "Marc Favre";
                cells[1].text = row == 0 ? "CHF 120.00" : "CHF 80.00";
                return row == 0 ? "anna" : "marc";
            };
            if (const auto row =
                    table(ui, {.key = "invoices", .label = "Factures", .row_count = 2, .are_rows_pressable = true},
                          columns, fill)) {
                pressed = row;
            }
        },
        desk_screen);
    CHECK(driver.has(Role::ColumnHeader, "Montant"));
    CHECK(driver.all(Role::RowHeader).size() == 2);
    CHECK(driver.has(Role::Cell, "CHF 80.00"));
    CHECK(driver.get(Role::Table, "Factures").set_size == 3);
    driver.click(Role::Button, "Marc Favre");
    CHECK(pressed == 1);
}

TEST_CASE("choosing another tab shows its panel") {
    std::size_t active = 0;
    constexpr std::array<std::string_view, 2> labels = {"À venir", "Passés"};
    UiDriver driver = driver_for([&](Ui& ui) {
        tabs(ui, {.key = "history", .label = "Historique"}, labels, active,
             [&](std::size_t index) { text(ui, {.text = index == 0 ? "Demain" : "Hier"}); });
    });
    CHECK(has(driver.get(Role::Tab, "À venir").state, State::Selected));
    CHECK(driver.has(Role::Text, "Demain"));
    driver.click(Role::Tab, "Passés");
    CHECK(active == 1);
    CHECK(has(driver.get(Role::Tab, "Passés").state, State::Selected));
    CHECK(driver.get(Role::TabPanel, "Passés").id == driver.get(Role::Text, "Hier").parent);
}

TEST_CASE("a choice among cards reports the tapped one, and shows the chosen one as pressed") {
    constexpr std::array choices = {
        ChoiceOption{.key = "oil", .label = "Vidange", .detail = "45 min", .trailing = "CHF 120"},
        ChoiceOption{.key = "tyres", .label = "Pneus", .detail = "60 min", .trailing = "CHF 90"},
        ChoiceOption{.key = "paint", .label = "Peinture", .is_disabled = true}};
    std::optional<std::size_t> chosen;
    UiDriver driver = driver_for([&](Ui& ui) {
        if (const auto tapped = choice_list(ui, {.key = "service", .label = "Quel service ?"}, choices, chosen)) {
            chosen = tapped;
        }
    });
    CHECK(driver.has(Role::Group, "Quel service ?"));
    driver.tap(Role::Button, "Pneus, 60 min, CHF 90");
    CHECK(chosen == 1);
    CHECK(has(driver.get(Role::Button, "Pneus, 60 min, CHF 90").state, State::Pressed));
    CHECK_FALSE(has(driver.get(Role::Button, "Vidange, 45 min, CHF 120").state, State::Pressed));
    driver.click(Role::Button, "Peinture");
    CHECK(chosen == 1);
}

TEST_CASE("the free times of a day stand in a grid of tiles that a thumb can hit") {
    std::vector<std::string> times;
    for (int hour = 8; hour < 18; ++hour) {
        times.push_back(std::to_string(hour) + ":00");
    }
    std::optional<std::size_t> chosen;
    UiDriver driver = driver_for([&](Ui& ui) {
        std::vector<ChoiceOption> choices;
        for (const std::string& time : times) {
            choices.push_back({.key = time, .label = time});
        }
        if (const auto tapped = choice_grid(ui, {.key = "times", .label = "Heure", .columns = 4}, choices, chosen)) {
            chosen = tapped;
        }
    });
    driver.tap(Role::Button, "14:00");
    CHECK(chosen == 6);
    for (const Node* tile : driver.all(Role::Button)) {
        CHECK(tile->rect.width >= 44);
        CHECK(tile->rect.height >= 44);
        CHECK(tile->rect.right() <= phone_screen.width);
    }
}

TEST_CASE("a month offers the days that are enabled, and moves between months within its limits") {
    const DayNumber today = day_number({2026, 11, 21});
    DayNumber shown = today;
    std::optional<DayNumber> chosen;
    UiDriver driver = driver_for([&](Ui& ui) {
        const auto state_of = [](DayNumber day) {
            return DayState{.is_enabled = weekday(day) != Weekday::Sunday, .detail = "3 créneaux"};
        };
        if (const auto day =
                month_picker(ui, {.key = "day", .label = "Date", .today = today, .first = today, .last = today + 60},
                             shown, chosen, state_of)) {
            chosen = day;
        }
    });
    CHECK(driver.has(Role::Heading, "Novembre 2026"));
    CHECK_FALSE(driver.get(Role::Button, "Mois précédent").is_enabled());
    CHECK_FALSE(driver.get(Role::Button, "vendredi 20 novembre 2026, indisponible").is_enabled());
    CHECK_FALSE(driver.get(Role::Button, "dimanche 22 novembre 2026, indisponible").is_enabled());
    CHECK(driver.has(Role::Button, "samedi 21 novembre 2026, aujourd’hui, 3 créneaux"));
    driver.tap(Role::Button, "mardi 24 novembre 2026, 3 créneaux");
    CHECK(chosen == day_number({2026, 11, 24}));
    driver.click(Role::Button, "Mois suivant");
    CHECK(driver.has(Role::Heading, "Décembre 2026"));
    driver.click(Role::Button, "Mois suivant");
    CHECK(driver.has(Role::Heading, "Janvier 2027"));
    CHECK_FALSE(driver.get(Role::Button, "Mois suivant").is_enabled());
}

TEST_CASE("messages are live regions, and their actions can be pressed") {
    int retries = 0;
    UiDriver driver = driver_for([&](Ui& ui) {
        banner(ui, {.key = "offline", .text = "Hors ligne : 2 changements en attente", .tone = Tone::Warning});
        retries += banner(ui, {.key = "failed",
                               .text = "Le créneau n'est plus libre",
                               .title = "Refusé",
                               .tone = Tone::Danger,
                               .action_label = "Choisir un autre",
                               .is_assertive = true});
        progress(ui, {.key = "upload", .label = "Envoi", .share = 0.4F});
        progress(ui, {.key = "wait", .label = "Attente"});
        skeleton(ui);
    });
    CHECK(driver.get(Role::Text, "Hors ligne : 2 changements en attente").parent ==
          driver.all(Role::Status).front()->id);
    CHECK(driver.all(Role::Alert).size() == 1);
    driver.click(Role::Button, "Choisir un autre");
    CHECK(retries == 1);
    CHECK(driver.get(Role::Progressbar, "Envoi").value == "40");
    CHECK(driver.get(Role::Progressbar, "Attente").value.empty());
    CHECK(has(driver.get(Role::Status, "Chargement…").state, State::Busy));
}

TEST_CASE("an empty state says what to do next and offers it") {
    int added = 0;
    UiDriver driver = driver_for([&](Ui& ui) {
        added += empty_state(ui, {.key = "none",
                                  .icon = Icon::Car,
                                  .title = "Aucun véhicule",
                                  .text = "Ajoutez le premier.",
                                  .action_label = "Ajouter"});
    });
    CHECK(driver.has(Role::Heading, "Aucun véhicule"));
    CHECK(driver.has(Role::Text, "Ajoutez le premier."));
    driver.click(Role::Button, "Ajouter");
    CHECK(added == 1);
}

TEST_CASE("a toast appears in the region for notifications, can be undone, and goes by itself") {
    UiDriver driver = driver_for([](Ui& ui) { heading(ui, {.text = "Agenda"}); });
    bool is_undone = false;
    driver.ui().show_toast({.text = "Rendez-vous annulé",
                            .action_label = "Rétablir",
                            .action = [&] { is_undone = true; },
                            .lasts_ms = 5000});
    driver.settle();
    CHECK(driver.get(Role::Text, "Rendez-vous annulé").parent == driver.get(Role::Status, "Notifications").id);
    driver.click(Role::Button, "Rétablir");
    CHECK(is_undone);
    CHECK_FALSE(driver.has(Role::Text, "Rendez-vous annulé"));

    driver.ui().show_toast({.text = "Enregistré", .lasts_ms = 5000});
    driver.settle();
    driver.advance(4000);
    driver.settle();
    CHECK(driver.has(Role::Text, "Enregistré"));
    driver.advance(2000);
    driver.settle();
    CHECK_FALSE(driver.has(Role::Text, "Enregistré"));
}

TEST_CASE("a message with an action can be sent away, and stays while the focus or the mouse is on it") {
    UiDriver driver = driver_for([](Ui& ui) { heading(ui, {.text = "Agenda"}); });
    const auto show = [&] {
        driver.ui().show_toast({.text = "Supprimé", .action_label = "Rétablir", .action = [] {}, .lasts_ms = 5000});
        driver.settle();
    };
    const auto wait = [&](std::int64_t duration_ms) {
        driver.advance(duration_ms);
        driver.settle();
        return driver.has(Role::Text, "Supprimé");
    };
    show();
    driver.click(Role::Button, "Fermer le message");
    CHECK_FALSE(driver.has(Role::Text, "Supprimé"));

    driver.hover(Role::Heading, "Agenda");
    show();
    driver.ui().queue({.node = driver.get(Role::Button, "Rétablir").id, .kind = ActionKind::Focus});
    driver.settle();
    CHECK(wait(4900));
    CHECK(wait(1900));
    driver.ui().queue({.node = driver.get(Role::Button, "Rétablir").id, .kind = ActionKind::Blur});
    driver.settle();
    CHECK_FALSE(wait(2100));

    show();
    driver.hover(Role::Text, "Supprimé");
    CHECK(wait(4900));
    CHECK(wait(1900));
    driver.hover(Role::Heading, "Agenda");
    driver.settle();
    CHECK_FALSE(wait(2100));
}

TEST_CASE("what lies under a message can be scrolled above it") {
    int pressed = 0;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {.key = "main"}, [&] {
                const float rest = ui.screen().height - 2 * ui.theme().space.xl - ui.theme().touch_target;
                ui.add_space(rest - 2 * ui.theme().space.lg);
                if (button(ui, {.key = "last", .label = "Le dernier"})) ++pressed;
            });
        });
    });
    driver.settle();
    driver.ui().show_toast({.text = "Supprimé", .action_label = "Rétablir", .action = [] {}});
    driver.settle();
    REQUIRE(driver.ui().is_covered(driver.get(Role::Button, "Le dernier").rect));
    driver.ui().queue({.node = driver.get(Role::Main, "").id, .kind = ActionKind::Scroll, .value = "1000"});
    driver.settle();
    CHECK_FALSE(driver.ui().is_covered(driver.get(Role::Button, "Le dernier").rect));
}

TEST_CASE("a QR code is an image with a name, as large as fits") {
    constexpr int side = 21;
    static const auto modules = [] {
        std::array<bool, side * side> all{};
        for (std::size_t index = 0; index < all.size(); index += 2) {
            all[index] = true;
        }
        return all;
    }();
    UiDriver driver = driver_for([&](Ui& ui) {
        modules_image(ui, {.key = "qr", .label = "QR code du portail", .side = side, .size = 900}, modules);
    });
    const Node& image = driver.get(Role::Image, "QR code du portail");
    CHECK(image.rect.width == image.rect.height);
    CHECK(image.rect.right() <= phone_screen.width);
}

}  // namespace portail::ui
