#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

std::vector<AppointmentView> booked_at_the_shop(PortalFixture& phone) {
    return *list_upcoming_appointments(phone.server.database(), shop::alice, shop::now);
}

/// The page of an appointment on Wednesday the 25th at 16:00.
void open_a_booking(PortalFixture& phone) {
    phone.open();
    phone.go_to_times();
    phone.press_beginning("mercredi 25 novembre");
    phone.press("16:00");
    phone.press("Confirmer le rendez-vous");
    phone.press("Voir le rendez-vous");
}

/// Somebody else takes the whole lift for an hour.
void fill_hour(PortalFixture& phone, Milliseconds starts_at) {
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

}  // namespace

TEST_CASE("a customer books with a few taps and types nothing") {
    PortalFixture phone;
    phone.open();
    phone.press("Prendre RDV");
    CHECK(phone.shows("Étape 1 sur 4"));
    phone.press_beginning("ZH 12345");
    CHECK(phone.shows("Quel service ?"));
    phone.press_beginning("Service annuel, 1 h · 120.00 CHF");
    CHECK(phone.shows("Premiers créneaux libres"));
    phone.press_beginning("Aujourd’hui à 09:00");
    CHECK(phone.shows("Tout est juste ?"));
    phone.press("Confirmer le rendez-vous");

    CHECK(phone.shows("C’est noté !"));
    CHECK(phone.shows("L’atelier a bien reçu votre demande."));
    const auto booked = booked_at_the_shop(phone);
    REQUIRE(booked.size() == 1);
    CHECK(booked[0].appointment.starts_at == at(0, 9));
    CHECK(booked[0].appointment.vehicle_id == shop::alice_car);
    phone.press("Retour à l’accueil");
    CHECK(phone.shows("Prochain rendez-vous"));
    CHECK(phone.shows("à confirmer"));
}

TEST_CASE("another day is chosen in the calendar") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    CHECK_FALSE(phone.driver().get_beginning(ui::Role::Button, "samedi 28 novembre").is_enabled());
    phone.press_beginning("mercredi 25 novembre");
    CHECK(phone.host.location().find("day=2026-11-25") != std::string::npos);
    CHECK(phone.shows("Mercredi 25 novembre"));
    phone.press("16:00");
    phone.press("Confirmer le rendez-vous");
    CHECK(booked_at_the_shop(phone).at(0).appointment.starts_at == at(2, 16));
}

TEST_CASE("a customer moves an appointment, and the shop has it with the new time") {
    PortalFixture phone;
    open_a_booking(phone);
    const std::string own_page = phone.host.location();
    phone.press("Déplacer le rendez-vous");
    CHECK(phone.shows("actuellement mercredi 25 novembre à 16:00"));
    phone.press_beginning("jeudi 26 novembre");
    phone.press("15:00");
    CHECK(phone.shows("Tout est juste ?"));
    phone.reload();
    CHECK(phone.shows("Jeudi 26 novembre à 15:00"));
    phone.press("Retour");
    CHECK(phone.shows("Quand ?"));
    phone.press("14:00");
    phone.press("Confirmer le nouvel horaire");
    CHECK(phone.host.location() == own_page);
    CHECK(phone.shows("Rendez-vous déplacé : jeudi 26 novembre à 14:00"));
    const auto booked = booked_at_the_shop(phone);
    REQUIRE(booked.size() == 1);
    CHECK(booked[0].appointment.starts_at == at(3, 14));
}

TEST_CASE("a move that was made offline to a time that is gone is told, and put right with the nearest times") {
    PortalFixture phone;
    open_a_booking(phone);
    phone.cut_network();
    phone.press("Déplacer le rendez-vous");
    phone.press_beginning("jeudi 26 novembre");
    phone.press("15:00");
    phone.press("Confirmer le nouvel horaire");
    CHECK(phone.shows("Jeudi 26 novembre à 15:00"));
    fill_hour(phone, at(3, 15));
    phone.restore_network();
    CHECK(phone.shows("Mercredi 25 novembre à 16:00"));
    CHECK(booked_at_the_shop(phone).at(0).appointment.starts_at == at(2, 16));
    phone.press_beginning("1 refus");
    phone.press("Corriger");
    CHECK(phone.shows("actuellement mercredi 25 novembre à 16:00"));
    phone.press_beginning("jeudi 26 novembre");
    phone.press("14:00");
    phone.press("Confirmer le nouvel horaire");
    CHECK(booked_at_the_shop(phone).at(0).appointment.starts_at == at(3, 14));
}

TEST_CASE("each step of a booking has an address: Back goes one step back, a reload stays") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    phone.press("Retour");
    CHECK(phone.shows("Quel service ?"));
    phone.press_beginning("Freins");
    phone.press_beginning("Aujourd’hui à 13:00");
    phone.reload();
    CHECK(phone.shows("Tout est juste ?"));
    CHECK(phone.shows("Freins"));
    CHECK(phone.shows("13:00"));
    phone.press("Retour");
    CHECK(phone.shows("Quand ?"));
}

TEST_CASE("a line of the summary leads back to its question, and the rest stays answered") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    phone.press_beginning("Aujourd’hui à 09:00");
    phone.press_beginning("Aujourd’hui, 09:00");
    CHECK(phone.shows("Quand ?"));
    phone.press_beginning("Aujourd’hui à 10:00");
    phone.press("Confirmer le rendez-vous");
    CHECK(booked_at_the_shop(phone).at(0).appointment.starts_at == at(0, 10));
}

TEST_CASE("a time that goes while the customer hesitates is replaced in one tap, and the note stays") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    phone.press_beginning("Aujourd’hui à 09:00");
    phone.fill("Remarque pour l’atelier (facultatif)", "Bruit à l’avant");
    fill_hour(phone, at(0, 9));
    phone.network.poke();
    phone.settle();
    CHECK(phone.shows("Ce créneau vient d’être pris."));
    CHECK_FALSE(phone.driver().get(ui::Role::Button, "Confirmer le rendez-vous").is_enabled());
    phone.press_beginning("Aujourd’hui à 10:00");
    phone.press("Confirmer le rendez-vous");
    const auto booked = booked_at_the_shop(phone);
    REQUIRE(booked.size() == 1);
    CHECK(booked[0].appointment.starts_at == at(0, 10));
    CHECK(booked[0].appointment.note == "Bruit à l’avant");
}

TEST_CASE("when nothing can be saved, the booking says so and keeps everything that was chosen") {
    PortalFixture phone;
    phone.open();
    phone.go_to_times();
    phone.press_beginning("Aujourd’hui à 09:00");
    phone.fill("Remarque pour l’atelier (facultatif)", "Bruit à l’avant");
    phone.disk->fail_next_writes(1);
    phone.press("Confirmer le rendez-vous");
    CHECK(phone.shows("n’a plus de place"));
    CHECK(phone.driver().get(ui::Role::TextField, "Remarque pour l’atelier (facultatif)").value == "Bruit à l’avant");
    CHECK(booked_at_the_shop(phone).empty());
    phone.press("Confirmer le rendez-vous");
    CHECK(phone.shows("C’est noté !"));
    CHECK(booked_at_the_shop(phone).at(0).appointment.note == "Bruit à l’avant");
}

TEST_CASE("a vehicle is added in the middle of a booking, which goes on with it") {
    PortalFixture phone;
    phone.open();
    phone.press("Prendre RDV");
    phone.press("Ajouter un véhicule");
    phone.press("Enregistrer le véhicule");
    CHECK(phone.shows("« Plaque » est vide."));
    CHECK(phone.shows("« Marque » est vide."));
    phone.fill("Plaque", "zh 12345");
    phone.fill("Marque", "Fiat");
    phone.press("Enregistrer le véhicule");
    CHECK(phone.shows("Un véhicule avec cette plaque est déjà enregistré."));
    CHECK(phone.driver().get(ui::Role::TextField, "Marque").value == "Fiat");
    phone.fill("Plaque", "ge 99");
    phone.fill("Modèle", "Panda");
    phone.press("Enregistrer le véhicule");
    CHECK(phone.shows("Quel service ?"));
    phone.press_beginning("Service annuel");
    phone.press_beginning("Aujourd’hui à 09:00");
    CHECK(phone.shows("GE 99"));
    phone.press("Confirmer le rendez-vous");
    CHECK(booked_at_the_shop(phone).at(0).vehicle_plate == "GE 99");
}

TEST_CASE("an appointment is cancelled after a question") {
    PortalFixture phone;
    phone.open();
    phone.book_first_slot();
    phone.press("Voir le rendez-vous");
    phone.press("Annuler ce rendez-vous");
    CHECK(phone.has(ui::Role::Dialog, "Annuler le rendez-vous ?"));
    phone.press("Garder le rendez-vous");
    CHECK(booked_at_the_shop(phone).size() == 1);
    phone.press("Annuler ce rendez-vous");
    phone.press("Oui, annuler");
    CHECK(booked_at_the_shop(phone).empty());
    CHECK(phone.shows("annulé"));
    CHECK_FALSE(phone.has(ui::Role::Button, "Annuler ce rendez-vous"));

    phone.press("Rétablir");
    CHECK(booked_at_the_shop(phone).size() == 1);
    CHECK(phone.shows("à confirmer"));
    CHECK(phone.has(ui::Role::Button, "Annuler ce rendez-vous"));
}

TEST_CASE("an appointment is taken along into another calendar") {
    PortalFixture phone;
    phone.open();
    phone.book_first_slot();
    phone.press("Ajouter à mon agenda");
    CHECK(phone.shows("Fichier de calendrier enregistré"));
    REQUIRE(phone.host.outside.saved.size() == 1);
    const platform::OutgoingFile& file = phone.host.outside.saved.front();
    CHECK(file.name == "rendez-vous 2026-11-23.ics");
    CHECK(file.media_type == "text/calendar");
    CHECK(file.contents.find("SUMMARY:Service annuel\\, Garage du Lac\r\n") != std::string::npos);
    CHECK(file.contents.find("STATUS:TENTATIVE") != std::string::npos);
    phone.press("Voir le rendez-vous");
    CHECK(phone.has(ui::Role::Button, "Ajouter à mon agenda"));
}

TEST_CASE("a vehicle has a page of its own: booking for it, correcting it, retiring it and taking that back") {
    PortalFixture phone{"/c/ABCDEFGHJKLMNPQR/vehicles"};
    phone.open();
    phone.press_beginning("ZH 12345");
    CHECK(phone.has(ui::Role::Heading, "ZH 12345"));
    phone.press("Modifier");
    CHECK(phone.driver().get(ui::Role::TextField, "Marque").value == "Renault");
    phone.fill("Modèle", "Mégane");
    phone.press("Enregistrer le véhicule");
    CHECK(phone.has(ui::Role::Heading, "ZH 12345"));
    CHECK(phone.shows("Renault Mégane"));

    phone.press("Retirer");
    CHECK(phone.has(ui::Role::Heading, "Mes véhicules"));
    CHECK_FALSE(phone.shows("ZH 12345"));
    CHECK(find_vehicle(phone.server.database(), shop::alice_car).value()->retired_at);
    phone.press("Rétablir");
    CHECK(phone.shows("ZH 12345"));
    CHECK_FALSE(find_vehicle(phone.server.database(), shop::alice_car).value()->retired_at);
}

TEST_CASE("a vehicle that is expected at the shop is not retired, and the reason is told") {
    PortalFixture phone;
    phone.open();
    phone.book_first_slot();
    phone.press("Retour à l’accueil");
    phone.press(ui::Role::Link, "Véhicules");
    phone.press_beginning("ZH 12345");
    phone.press("Retirer");
    CHECK(phone.shows("Annulez-le d’abord, puis retirez le véhicule."));
    CHECK_FALSE(find_vehicle(phone.server.database(), shop::alice_car).value()->retired_at);
}

TEST_CASE("what belongs to no customer's booking any more is asked for again") {
    PortalFixture phone{"/c/ABCDEFGHJKLMNPQR/book?vehicle=" + shop::bruno_car + "&service=" + shop::retired_service};
    phone.open();
    CHECK(phone.shows("Pour quel véhicule ?"));
    CHECK_FALSE(phone.shows("VD 678"));
    phone.press_beginning("ZH 12345");
    CHECK(phone.shows("Quel service ?"));
}
