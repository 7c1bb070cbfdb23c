// What Back, Forward and a reload lead back to: the place, the open dialog, the scroll position, the focus, and what was
// typed.
#include <imgui.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/screens/portal_fixture.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

namespace {

float scroll_of(PortalFixture& phone) {
    return phone.driver().all(ui::Role::Main).front()->scroll.y;
}

void scroll_down(PortalFixture& phone) {
    ImGui::GetIO().AddMousePosEvent(180, 200);
    ImGui::GetIO().AddMouseWheelEvent(0, -2);
    phone.settle();
    ImGui::GetIO().AddMousePosEvent(-1, -1);
    phone.settle();
    REQUIRE(scroll_of(phone) > 50);
}

void go_back(PortalFixture& phone) {
    phone.host.go_back();
    phone.settle();
}

void go_forward(PortalFixture& phone) {
    phone.host.go_forward();
    phone.settle();
}

/// Alice's portal in a window so low that each page is longer.
struct LowPhone : PortalFixture {
    LowPhone() : PortalFixture("/c/ABCDEFGHJKLMNPQR", {360, 420}) { open(); }
};

}  // namespace

TEST_CASE("each place starts at its top, and Back and Forward find it where it was left") {
    LowPhone phone;
    scroll_down(phone);
    const float home = scroll_of(phone);
    phone.press(ui::Role::Link, "Mes infos");
    CHECK(scroll_of(phone) == 0);
    scroll_down(phone);
    const float details = scroll_of(phone);
    go_back(phone);
    CHECK(scroll_of(phone) == home);
    go_forward(phone);
    CHECK(scroll_of(phone) == details);
    phone.press(ui::Role::Link, "Accueil");
    CHECK(scroll_of(phone) == 0);
}

TEST_CASE("a reload comes back to the same place at the same height") {
    LowPhone phone;
    phone.press(ui::Role::Link, "Mes infos");
    scroll_down(phone);
    const float before = scroll_of(phone);
    phone.reload();
    CHECK(phone.has(ui::Role::Heading, "Mes informations"));
    CHECK(scroll_of(phone) == before);
    go_back(phone);
    CHECK(phone.shows("Bonjour Alice"));
}

TEST_CASE("after Back the focus is where it was") {
    PortalFixture phone;
    phone.open();
    phone.press(ui::Role::Link, "Mes infos");
    const ui::NodeId save = phone.driver().get(ui::Role::TextField, "Téléphone").id;
    phone.driver().ui().queue({.node = save, .kind = ui::ActionKind::Focus, .focus_visible = true});
    phone.settle();
    phone.press(ui::Role::Link, "Accueil");
    CHECK(phone.driver().ui().focused() == phone.driver().get(ui::Role::Heading, "Bonjour Alice").id);
    go_back(phone);
    // It was left by the link of the navigation.
    CHECK(phone.driver().tree().find(phone.driver().ui().focused()) != nullptr);
}

TEST_CASE("a dialog is a place: Back closes it, Forward opens it, a reload shows it, closing adds nothing") {
    PortalFixture phone;
    phone.open();
    phone.book_first_slot();
    phone.press("Voir le rendez-vous");
    const std::size_t length = phone.host.history_length();
    phone.press("Annuler ce rendez-vous");
    const std::string title = "Annuler le rendez-vous ?";
    CHECK(phone.has(ui::Role::Dialog, title));
    go_back(phone);
    CHECK_FALSE(phone.has(ui::Role::Dialog, title));
    go_forward(phone);
    CHECK(phone.has(ui::Role::Dialog, title));
    phone.reload();
    CHECK(phone.has(ui::Role::Dialog, title));
    phone.press("Garder le rendez-vous");
    CHECK_FALSE(phone.has(ui::Role::Dialog, title));
    CHECK(phone.has(ui::Role::Button, "Annuler ce rendez-vous"));
    CHECK(phone.host.history_length() == length + 1);  // as Forward has it
    CHECK(phone.host.places_before() == static_cast<int>(length) - 1);
}

TEST_CASE("a dialog that was opened by its address closes in its own place") {
    PortalFixture phone{"/c/ABCDEFGHJKLMNPQR/details?do=sign_out"};
    phone.open();
    CHECK(phone.has(ui::Role::Dialog, "Se déconnecter ?"));
    phone.driver().key(ImGuiKey_Escape);
    phone.settle();
    CHECK_FALSE(phone.has(ui::Role::Dialog, "Se déconnecter ?"));
    CHECK(phone.host.location() == "/c/ABCDEFGHJKLMNPQR/details");
    CHECK(phone.host.history_length() == 1);
}

TEST_CASE("a half-filled form that is left is not lost") {
    PortalFixture phone;
    phone.open();
    phone.press("Ajouter un véhicule");
    phone.fill("Plaque", "GE 99");
    phone.fill("Marque", "Fiat");
    const auto is_filled = [&] {
        return phone.has(ui::Role::TextField, "Plaque") &&
               phone.driver().get(ui::Role::TextField, "Plaque").value == "GE 99" &&
               phone.driver().get(ui::Role::TextField, "Marque").value == "Fiat";
    };
    SECTION("a reload fills it again") {
        phone.reload();
        CHECK(is_filled());
    }
    SECTION("Forward fills it again") {
        go_back(phone);
        CHECK_FALSE(is_filled());
        go_forward(phone);
        CHECK(is_filled());
    }
    SECTION("the person is told, and takes it up again") {
        go_back(phone);
        CHECK(phone.shows("Votre saisie n’est pas enregistrée."));
        phone.press("Reprendre");
        CHECK(is_filled());
    }
    SECTION("a panel over it changes nothing") {
        phone.press("À jour");
        CHECK(phone.has(ui::Role::Dialog, "État de vos données"));
        go_back(phone);
        CHECK(is_filled());
        CHECK_FALSE(phone.shows("Votre saisie n’est pas enregistrée."));
    }
    SECTION("what was saved is no draft any more") {
        phone.press("Enregistrer le véhicule");
        phone.press(ui::Role::Link, "Accueil");
        CHECK_FALSE(phone.shows("Votre saisie n’est pas enregistrée."));
        phone.press(ui::Role::Link, "Véhicules");
        phone.press("Ajouter un véhicule");
        CHECK(phone.driver().get(ui::Role::TextField, "Plaque").value.empty());
    }
    SECTION("who signs out leaves nothing behind") {
        go_back(phone);
        phone.press(ui::Role::Link, "Mes infos");
        phone.press("Se déconnecter");
        phone.press_in_dialog("Se déconnecter");
        CHECK(phone.host.kept_with_place("draft").empty());
        CHECK(phone.host.location().find("do=") == std::string::npos);
    }
}

TEST_CASE("the note of a booking survives a step back") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    phone.press("Aujourd’hui à 09:00");
    phone.fill("Remarque pour l’atelier (facultatif)", "Bruit à gauche");
    go_back(phone);
    CHECK(phone.has(ui::Role::Heading, "Quand ?"));
    phone.press("Aujourd’hui à 09:00");
    CHECK(phone.driver().get(ui::Role::TextField, "Remarque pour l’atelier (facultatif)").value == "Bruit à gauche");
}

TEST_CASE("each step of a booking begins at its heading") {
    PortalFixture phone;
    phone.open();
    for (const auto& [press, heading] :
         {std::pair{"Prendre RDV", "Pour quel véhicule ?"}, std::pair{"ZH 12345", "Quel service ?"},
          std::pair{"Service annuel", "Quand ?"}, std::pair{"Aujourd’hui à 09:00", "Tout est juste ?"}}) {
        phone.press_beginning(press);
        CHECK(phone.driver().ui().focused() == phone.driver().get(ui::Role::Heading, heading).id);
    }
}

TEST_CASE("a lost and a regained connection are told politely") {
    PortalFixture phone;
    phone.open();
    const auto told = [&] {
        for (const ui::Node* node : phone.driver().all(ui::Role::Status)) {
            if (node->key == "announcement") return node->name;
        }
        return std::string{};
    };
    CHECK(told().empty());
    phone.cut_network();
    phone.host.on_online_changed(false);
    phone.settle();
    phone.wait(second_ms);
    const std::string offline = told();
    CHECK_FALSE(offline.empty());
    phone.restore_network();
    phone.wait(second_ms);
    CHECK_FALSE(told().empty());
    CHECK(told() != offline);
}
