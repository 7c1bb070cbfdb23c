#include <catch2/catch_test_macros.hpp>

#include <regex>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/queries/customer_queries.h"
#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("contact details are changed, and a wrong one is named") {
    PortalFixture phone;
    phone.open();
    phone.press("Modifier");
    CHECK_FALSE(phone.driver().get(ui::Role::Button, "Enregistrer").is_enabled());
    phone.fill("Téléphone", "12");
    phone.press("Enregistrer");
    CHECK(phone.shows("« Téléphone » est trop court."));
    phone.fill("Téléphone", "079 123 45 67");
    phone.fill("E-mail", "alice@exemple.ch");
    phone.press("Enregistrer");
    CHECK(phone.shows("Coordonnées enregistrées"));
    const auto alice = find_customer(phone.server.database(), shop::alice);
    CHECK((*alice)->phone == "+41791234567");
    CHECK((*alice)->email == "alice@exemple.ch");
}

TEST_CASE("the language that a customer chooses is used at once, and known to the server") {
    PortalFixture phone;
    phone.open();
    phone.press("Modifier");
    phone.driver().choose("Langue", "Deutsch");
    phone.settle();
    CHECK(phone.shows("Meine Angaben"));
    CHECK(phone.host.page_language == "de");
    CHECK((*find_customer(phone.server.database(), shop::alice))->language == "de");
    phone.reload();
    CHECK(phone.shows("Meine Angaben"));
}

TEST_CASE("what is being typed is left alone when other data arrives") {
    PortalFixture phone;
    phone.open();
    phone.press("Modifier");
    phone.fill("Téléphone", "079 12");
    phone.network.poke();
    phone.settle();
    CHECK(phone.driver().get(ui::Role::TextField, "Téléphone").value == "079 12");
}

TEST_CASE("the history opens an appointment, and one that is not there says so") {
    PortalFixture phone;
    phone.open();
    phone.book_first_slot();
    phone.press("Retour à l’accueil");
    phone.press(ui::Role::Link, "Rendez-vous");
    CHECK(phone.shows("À venir"));
    CHECK(phone.shows("Passés"));
    phone.press_beginning("Aujourd’hui, Service annuel, 09:00");
    CHECK(phone.shows("09:00\u00a0–\u00a010:00"));
    phone.host.open_page("/c/ABCDEFGHJKLMNPQR/appointments/" + numbered_id(9));
    phone.reload();
    CHECK(phone.shows("Rendez-vous introuvable"));
    phone.press("Tous les rendez-vous");
    CHECK(phone.shows("Historique"));
}

TEST_CASE("the history shows one vehicle's appointments, chosen in the place") {
    PortalFixture phone;
    const Actor admin = staff(portail::Role::Admin);
    BookAppointment visit{numbered_id(1), numbered_id(2), shop::alice, shop::alice_car, shop::service, at(1, 9), ""};
    REQUIRE(phone.server.act(admin, visit).ok());
    REQUIRE(phone.server.act(admin, AddVehicle{numbered_id(3), shop::alice, "GE 9", "Fiat", ""}).ok());
    visit.id = numbered_id(4), visit.busy_interval_id = numbered_id(5), visit.vehicle_id = numbered_id(3);
    visit.starts_at = at(1, 13);
    REQUIRE(phone.server.act(admin, visit).ok());
    phone.host.open_page("/c/ABCDEFGHJKLMNPQR/appointments");
    phone.open();
    CHECK((phone.shows("09:00") && phone.shows("13:00")));
    phone.driver().choose("Véhicule", "GE 9");
    phone.settle();
    CHECK_FALSE(phone.shows("09:00"));
    CHECK(phone.shows("13:00"));
    phone.reload();
    CHECK_FALSE(phone.shows("09:00"));
    phone.driver().choose("Véhicule", "Tous les véhicules");
    phone.settle();
    CHECK(phone.shows("09:00"));
}

TEST_CASE("an address without a screen leads home") {
    PortalFixture phone{"/c/ABCDEFGHJKLMNPQR/nowhere"};
    phone.open();
    CHECK(phone.shows("Page introuvable"));
    phone.press("Retour à l’accueil");
    CHECK(phone.shows("Bonjour Alice"));
}

TEST_CASE("every place of the portal is drawn in every language, on every size, without a word missing") {
    struct Size {
        ui::Size screen;
        float text_scale;
    };
    const std::regex looks_like_a_key{R"((app|booking|common|entry|portal|session|sync|display)\.[a-z_.]+)"};
    for (const char* language : {"fr", "en", "de", "it"}) {
        for (const Size& size : {Size{ui::phone_screen, 1}, Size{{320, 560}, 2}, Size{ui::desk_screen, 1}}) {
            PortalFixture phone{"/c/ABCDEFGHJKLMNPQR", size.screen};
            phone.host.system.languages = {language};
            phone.host.system.text_scale = size.text_scale;
            phone.open();
            const std::string booking = "/book?vehicle=" + shop::alice_car;
            const std::string time = "&at=" + std::to_string(at(0, 9));
            for (const std::string& place :
                 {std::string{"/"}, std::string{"/book"}, booking, booking + "&service=" + shop::service,
                  booking + "&service=" + shop::service + time, "/booked/" + numbered_id(9),
                  "/appointments/" + numbered_id(9), std::string{"/appointments"}, std::string{"/vehicles"},
                  std::string{"/vehicles/add"}, std::string{"/details"}, std::string{"/?do=sync"}}) {
                phone.host.open_page("/c/ABCDEFGHJKLMNPQR" + (place == "/" ? "" : place));
                phone.reload();
                INFO(language << " " << place << "\n" << phone.driver().outline());
                CHECK(phone.driver().all(ui::Role::Heading).size() >= 1);
                for (const ui::Node& node : phone.driver().tree().nodes()) {
                    CHECK_FALSE(std::regex_search(node.name, looks_like_a_key));
                    CHECK(node.name.find('{') == std::string::npos);
                }
            }
        }
    }
}

TEST_CASE("the language is changed on the spot and remembered on the device") {
    PortalFixture phone;
    phone.open();
    phone.press(ui::Role::Link, "Mes infos");
    phone.driver().choose("Langue", "Deutsch");
    phone.settle();
    CHECK(phone.shows("Meine Angaben"));
    CHECK(phone.host.page_language == "de");
    phone.reload();
    CHECK(phone.shows("Meine Angaben"));
}

TEST_CASE("light or dark is chosen on the spot and remembered on the device") {
    PortalFixture phone;
    phone.open();
    phone.press(ui::Role::Link, "Mes infos");
    const auto scheme = [&] { return phone.driver().ui().theme().options.scheme; };
    REQUIRE(scheme() == ui::ColorScheme::Light);
    phone.driver().choose("Apparence", "Sombre");
    phone.settle();
    CHECK(scheme() == ui::ColorScheme::Dark);
    phone.reload();
    CHECK(scheme() == ui::ColorScheme::Dark);
}

TEST_CASE("a page pulled down asks the server for news") {
    PortalFixture phone;
    phone.open();
    phone.wait(5'000);
    REQUIRE(
        phone.server.act(customer(shop::alice), UpdateContactDetails{shop::alice, "neu@example.ch", "021 000 00 00"})
            .ok());
    phone.press(ui::Role::Link, "Mes infos");
    const auto email = [&] { return phone.driver().get(ui::Role::TextField, "E-mail").value; };
    REQUIRE(email() != "neu@example.ch");
    phone.driver().drag({180, 150}, {180, 400}, 12);
    phone.settle();
    CHECK(email() == "neu@example.ch");
}
