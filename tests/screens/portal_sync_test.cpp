#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

std::vector<AppointmentView> booked_at_the_shop(PortalFixture& phone) {
    return *list_upcoming_appointments(phone.server.database(), shop::alice, shop::now);
}

void take_hour_for_others(PortalFixture& phone, Milliseconds starts_at) {
    for (unsigned number = 1; number <= 2; ++number) {
        BookAppointment booking;
        booking.id = numbered_id(500 + number);
        booking.busy_interval_id = numbered_id(600 + number);
        booking.customer_id = shop::bruno;
        booking.service_id = shop::service;
        booking.starts_at = starts_at;
        REQUIRE(phone.server.act(customer(shop::bruno), booking).ok());
    }
}

/// Alice books the first time without a network; meanwhile others take it.
void lose_the_race(PortalFixture& phone) {
    phone.open();
    phone.cut_network();
    phone.go_to_times();
    phone.press_beginning("Aujourd’hui à 09:00");
    phone.fill("Remarque pour l’atelier (facultatif)", "Bruit à l’avant");
    phone.press("Confirmer le rendez-vous");
    CHECK(phone.shows("Enregistré, hors ligne"));
    take_hour_for_others(phone, at(0, 9));
    phone.restore_network();
}

}  // namespace

TEST_CASE("an offline booking survives a reload and reaches the shop when the network returns") {
    PortalFixture phone;
    phone.open();
    phone.close();
    phone.cut_network();
    phone.open();
    CHECK(phone.shows("Bonjour Alice"));
    phone.book_first_slot();
    CHECK(phone.shows("Enregistré, hors ligne"));
    CHECK(phone.has(ui::Role::Button, "Hors ligne · 1"));

    phone.reload();
    phone.press("Retour à l’accueil");
    CHECK(phone.shows("Prochain rendez-vous"));
    CHECK(phone.shows("en attente d’envoi"));
    CHECK(booked_at_the_shop(phone).empty());

    phone.restore_network();
    CHECK(booked_at_the_shop(phone).size() == 1);
    CHECK(phone.has(ui::Role::Button, "À jour"));
    CHECK_FALSE(phone.shows("en attente d’envoi"));
}

TEST_CASE("who loses the race for a time is told, keeps everything, and rebooks in one tap") {
    PortalFixture phone;
    lose_the_race(phone);
    CHECK(phone.shows("Ce créneau n’est plus libre"));
    CHECK(phone.has(ui::Role::Button, "1 refusé"));
    CHECK(phone.shows("Service annuel · ZH 12345"));
    phone.press("Aujourd’hui à 10:00");
    const auto booked = booked_at_the_shop(phone);
    REQUIRE(booked.size() == 1);
    CHECK(booked[0].appointment.starts_at == at(0, 10));
    CHECK(booked[0].appointment.note == "Bruit à l’avant");
    CHECK(booked[0].vehicle_plate == "ZH 12345");
    CHECK(phone.has(ui::Role::Button, "À jour"));
    CHECK(phone.shows("C’est noté !"));
}

TEST_CASE("a lost race is told on every way into the portal, also after a reload") {
    PortalFixture phone;
    lose_the_race(phone);
    phone.press("Retour à l’accueil");
    CHECK(phone.shows("Ce créneau n’est plus libre"));
    phone.reload();
    CHECK(phone.shows("Ce créneau n’est plus libre"));
    phone.press("Autre date");
    CHECK(phone.shows("Quand ?"));
    phone.press_beginning("mardi 24 novembre");
    phone.press("08:00");
    CHECK(phone.driver().get(ui::Role::TextField, "Remarque pour l’atelier (facultatif)").value == "Bruit à l’avant");
    phone.press("Confirmer le rendez-vous");
    CHECK(booked_at_the_shop(phone).at(0).appointment.starts_at == at(1, 8));
    CHECK(phone.has(ui::Role::Button, "À jour"));
}

TEST_CASE("a refused booking is given up only after a question") {
    PortalFixture phone;
    lose_the_race(phone);
    phone.press("Abandonner");
    phone.press_in_dialog("Garder");
    CHECK(phone.has(ui::Role::Button, "1 refusé"));
    phone.press("Abandonner");
    phone.press_in_dialog("Oui, effacer");
    CHECK_FALSE(phone.shows("Ce créneau n’est plus libre"));
    CHECK(phone.has(ui::Role::Button, "À jour"));
}

TEST_CASE("the panel says what waits, and Back closes it") {
    PortalFixture phone;
    phone.open();
    phone.cut_network();
    phone.book_first_slot();
    phone.wait(5 * minute_ms);
    phone.press("Hors ligne · 1");
    CHECK(phone.has(ui::Role::Dialog, "État de vos données"));
    CHECK(phone.shows("Rendez-vous pris, Lundi 23 novembre à 09:00 · il y a 5 minutes"));
    phone.host.go_back();
    phone.settle();
    CHECK_FALSE(phone.has(ui::Role::Dialog, "État de vos données"));
    CHECK(phone.shows("C’est noté !"));
}

TEST_CASE("a refused vehicle is corrected from the panel") {
    PortalFixture phone;
    phone.open();
    phone.cut_network();
    phone.press("Ajouter un véhicule");
    phone.fill("Plaque", "GE 99");
    phone.fill("Marque", "Fiat");
    phone.press("Enregistrer le véhicule");
    CHECK(phone.shows("GE 99"));
    CHECK(phone.shows("en attente d’envoi"));
    AddVehicle same{numbered_id(1), shop::alice, "GE 99", "Fiat", ""};
    REQUIRE(phone.server.act(staff(portail::Role::Admin), same).ok());
    phone.restore_network();
    phone.press("1 refusé");
    CHECK(phone.shows("Un véhicule avec cette plaque est déjà enregistré."));
    phone.press("Corriger");
    CHECK(phone.driver().get(ui::Role::TextField, "Marque").value == "Fiat");
    phone.fill("Plaque", "GE 98");
    phone.press("Enregistrer le véhicule");
    CHECK(list_vehicles(phone.server.database(), shop::alice)->size() == 3);
    CHECK(phone.has(ui::Role::Button, "À jour"));
}

TEST_CASE("a program that is too old says so once, and the work still gets out") {
    PortalFixture phone;
    phone.open();
    phone.network.next_answer = platform::HttpResponse{
        426, R"({"error":{"code":"invalid","key":"error.unknown_mutation","field":"","values":{}}})", {}};
    phone.network.poke();
    phone.settle();
    CHECK(phone.has(ui::Role::Dialog, "Une nouvelle version est prête"));
    phone.press("Fermer");
    phone.book_first_slot();
    CHECK(booked_at_the_shop(phone).size() == 1);
}
