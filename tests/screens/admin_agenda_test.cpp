#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/admin_time_picker.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

const Id oil_change = numbered_id(1);   // Alice, Monday 09:00, booked on the portal
const Id brake_check = numbered_id(2);  // Bruno, Monday 08:00, entered by the shop

void book(Database& database, const Actor& actor, const Id& id, const Id& customer_id, const Id& vehicle,
          Milliseconds starts_at, const std::string& note = {}) {
    BookAppointment booking;
    booking.id = id;
    booking.busy_interval_id = id;
    booking.busy_interval_id.front() = '2';
    booking.customer_id = customer_id;
    booking.vehicle_id = vehicle;
    booking.service_id = shop::service;
    booking.starts_at = starts_at;
    booking.note = note;
    REQUIRE(mutate(database, actor, booking, shop::now - day_ms).ok());
}

class Agenda : public ScreenDriver {
public:
    explicit Agenda(Size screen = desk_screen)
        : ScreenDriver(admin_screens(), staff(portail::Role::Technician), screen) {
        book(database(), customer(shop::alice), oil_change, shop::alice, shop::alice_car, at(0, 9), "Bruit à gauche");
        book(database(), staff(portail::Role::Admin), brake_check, shop::bruno, shop::bruno_car, at(0, 8));
        data_changed();
    }
    [[nodiscard]] Appointment appointment(const Id& id) {
        const auto found = find_appointment(database(), id);
        REQUIRE((found.ok() && found->has_value()));
        return (*found)->appointment;
    }
    [[nodiscard]] std::vector<std::string> rows() {
        std::vector<std::string> names;
        for (const Node* node : ui().all(ui::Role::Button)) {
            if (node->name.size() > 2 && node->name[2] == ':') names.push_back(node->name);
        }
        return names;
    }
    [[nodiscard]] std::vector<const Node*> buttons(const std::string& name) {
        std::vector<const Node*> found = ui().all(ui::Role::Button);
        std::erase_if(found, [&](const Node* node) { return node->name != name; });
        return found;
    }
    void choose(const std::string& row_prefix) {
        ui().press(ui().get_beginning(ui::Role::Button, row_prefix));
        ui().settle();
    }
    void press(const std::string& button) {
        ui().press(ui::Role::Button, button);
        ui().settle();
    }
};

}  // namespace

TEST_CASE("the agenda of the day lists its appointments by time, each with its state in words", "[admin]") {
    const bool is_desk = GENERATE(true, false);
    const std::string workplace = is_desk ? " · Pont" : "";
    Agenda agenda{is_desk ? desk_screen : phone_screen};
    CHECK(agenda.ui().has(ui::Role::Heading, "Lundi 23 novembre"));
    CHECK(agenda.rows() ==
          std::vector<std::string>{"08:00, Bruno Favre, Service annuel · VD 678" + workplace + ", confirmé",
                                   "09:00, Alice Müller, Service annuel · ZH 12345" + workplace + ", à confirmer"});
    CHECK(agenda.ui().has(ui::Role::Text, "2 rendez-vous · 1 à confirmer"));
}

TEST_CASE("a change that has not reached the server is marked in the agenda", "[admin]") {
    Agenda agenda;
    agenda.set_row_sync(oil_change, RowSync::Pending);
    agenda.ui().settle();
    CHECK(agenda.rows()[1].find("à confirmer, ") != std::string::npos);
    CHECK(agenda.rows()[0].ends_with("confirmé"));
}

TEST_CASE("days are walked one by one, picked from a calendar, and today is one press away", "[admin]") {
    Agenda agenda;
    agenda.press("Jour suivant");
    CHECK(agenda.ui().has(ui::Role::Heading, "Mardi 24 novembre"));
    CHECK(agenda.location() == "/agenda?day=2026-11-24");
    CHECK(agenda.ui().has(ui::Role::Heading, "Aucun rendez-vous"));
    agenda.press("Jour précédent");
    CHECK(agenda.rows().size() == 2);
    agenda.press("Jour précédent");
    CHECK(agenda.ui().has(ui::Role::Heading, "Fermé ce jour-là"));

    agenda.press("Choisir un jour");
    CHECK(agenda.location() == "/agenda?day=2026-11-22&do=day");
    agenda.press("Mois suivant");
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "mardi 1er d"));
    agenda.ui().settle();
    CHECK(agenda.location() == "/agenda?day=2026-12-01");
    agenda.press("Aujourd’hui");
    CHECK(agenda.location() == "/agenda?day=2026-11-23");
}

TEST_CASE("a place of the agenda that names no day shows today, and one that names nothing real says so", "[admin]") {
    Agenda agenda;
    agenda.open("/agenda?day=yesterday");
    CHECK(agenda.ui().has(ui::Role::Heading, "Lundi 23 novembre"));
    agenda.open("/agenda?appointment=" + numbered_id(99));
    CHECK(agenda.ui().has(ui::Role::Heading, "Ce rendez-vous n’existe pas ou plus"));
}

TEST_CASE("a requested appointment is confirmed with one press", "[admin]") {
    Agenda agenda{GENERATE(desk_screen, phone_screen)};
    agenda.choose("09:00");
    CHECK(agenda.ui().has(ui::Role::Heading, "Alice Müller"));
    CHECK(agenda.ui().has(ui::Role::Text, "Remarque : Bruit à gauche"));
    agenda.hold_saving();
    agenda.press("Confirmer");
    CHECK(agenda.appointment(oil_change).state == AppointmentState::Confirmed);
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Confirmer"));
    CHECK_FALSE(agenda.ui().has(ui::Role::Status, "Rendez-vous confirmé"));  // not before it is durable
    agenda.finish_saving();
    CHECK(agenda.ui().outline().find("Rendez-vous confirmé") != std::string::npos);
    CHECK(agenda.changes() == std::vector<std::string>{"confirm_appointment"});
}

TEST_CASE("a refused step says why and changes nothing", "[admin]") {
    Agenda agenda;
    agenda.choose("09:00");
    agenda.fail_next(conflict("error.appointment_closed", "appointment_id"));
    agenda.press("Confirmer");
    CHECK(agenda.ui().outline().find("Ce rendez-vous est déjà terminé ou annulé") != std::string::npos);
    CHECK(agenda.appointment(oil_change).state == AppointmentState::Requested);
}

TEST_CASE("cancelling asks first; keeping it changes nothing", "[admin]") {
    Agenda agenda{GENERATE(desk_screen, phone_screen)};
    agenda.choose("09:00");
    const std::string place = agenda.location();
    agenda.press("Annuler");
    CHECK(agenda.ui().has(ui::Role::Dialog, "Annuler ce rendez-vous ?"));
    CHECK(agenda.location() == place + "&do=cancel");
    SECTION("kept") {
        agenda.press("Garder");
        CHECK(agenda.appointment(oil_change).state == AppointmentState::Requested);
        CHECK(agenda.location() == place);
    }
    SECTION("Back keeps it too") {
        agenda.back();
        CHECK_FALSE(agenda.ui().has(ui::Role::Dialog, "Annuler ce rendez-vous ?"));
        CHECK(agenda.changes().empty());
    }
    SECTION("cancelled") {
        agenda.press("Annuler le rendez-vous");
        CHECK(agenda.appointment(oil_change).state == AppointmentState::Cancelled);
        CHECK_FALSE(agenda.ui().has(ui::Role::Dialog, "Annuler ce rendez-vous ?"));
        CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Annuler"));
    }
}

TEST_CASE("each step offers to take it back, and then is as it was", "[admin]") {
    Agenda agenda;
    agenda.choose("09:00");
    SECTION("confirmed") {
        agenda.press("Confirmer");
        agenda.press("Rétablir");
        CHECK(agenda.appointment(oil_change).state == AppointmentState::Requested);
        CHECK(agenda.ui().outline().find("Rendez-vous rouvert") != std::string::npos);
    }
    SECTION("cancelled, with its place in the agenda") {
        agenda.press("Annuler");
        agenda.press("Annuler le rendez-vous");
        agenda.press("Rétablir");
        CHECK(agenda.appointment(oil_change).state == AppointmentState::Requested);
        CHECK(agenda.ui().has(ui::Role::Button, "Confirmer"));
    }
    SECTION("moved") {
        agenda.press("Déplacer");
        agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "mardi 24"));
        agenda.ui().settle();
        agenda.press("14:00");
        agenda.press("Déplacer : demain à 14:00");
        agenda.press("Rétablir");
        CHECK(agenda.appointment(oil_change).starts_at == at(0, 9));
    }
}

TEST_CASE("what was closed by mistake can be opened again later", "[admin]") {
    Agenda agenda;
    agenda.choose("08:00");
    agenda.press("Terminé");
    agenda.ui().advance(60'000);
    agenda.ui().settle();
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Rétablir"));
    agenda.press("Rouvrir");
    CHECK(agenda.appointment(brake_check).state == AppointmentState::Confirmed);
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Rouvrir"));
}

TEST_CASE("an appointment is marked done", "[admin]") {
    Agenda agenda;
    agenda.choose("08:00");
    agenda.press("Terminé");
    CHECK(agenda.appointment(brake_check).state == AppointmentState::Done);
}

TEST_CASE("a no-show can be noted only once its time has come, and asks first", "[admin]") {
    Agenda agenda;
    agenda.choose("08:00");
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Absent"));
    agenda.clock().set(at(0, 8, 20));
    agenda.ui().settle();
    agenda.press("Absent");
    CHECK(agenda.ui().has(ui::Role::Dialog, "Client absent ?"));
    CHECK(agenda.appointment(brake_check).state == AppointmentState::Confirmed);
    agenda.press("Noter comme absent");
    CHECK(agenda.appointment(brake_check).state == AppointmentState::NoShow);
}

TEST_CASE("moving offers the free times of a day, and the agenda follows", "[admin]") {
    Agenda agenda{GENERATE(desk_screen, phone_screen)};
    agenda.choose("09:00");
    agenda.press("Déplacer");
    CHECK(agenda.ui().has(ui::Role::Dialog, "Déplacer le rendez-vous"));
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "09:00"));  // where it is already
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "mardi 24"));
    agenda.ui().settle();
    agenda.ui().press(ui::Role::Button, "14:00");
    agenda.ui().settle();
    agenda.press("Déplacer : demain à 14:00");
    CHECK(agenda.appointment(oil_change).starts_at == at(1, 14));
    CHECK(agenda.location() == "/agenda?appointment=" + oil_change + "&day=2026-11-24");
    CHECK(agenda.ui().has(ui::Role::Heading, "Alice Müller"));
    agenda.back();
    CHECK(agenda.location() == "/agenda?appointment=" + oil_change + "&day=2026-11-23");
}

TEST_CASE("staff may move to a typed time outside the hours; what is no time, or full, says so", "[admin]") {
    Agenda agenda;
    agenda.choose("09:00");
    agenda.press("Déplacer");
    SECTION("after closing time") {
        agenda.ui().fill("Autre heure", "18h30");
        agenda.ui().settle();
        agenda.press("Déplacer : aujourd’hui à 18:30");
        CHECK(agenda.appointment(oil_change).starts_at == at(0, 18, 30));
    }
    SECTION("not a time") {
        agenda.ui().fill("Autre heure", "25:00");
        agenda.ui().submit("Autre heure");
        agenda.ui().settle();
        CHECK(agenda.ui().get(ui::Role::TextField, "Autre heure").error ==
              "Ce n’est pas une heure. Écrivez-la comme 18:30.");
        CHECK_FALSE(agenda.buttons("Déplacer").back()->is_enabled());
    }
    SECTION("full") {
        for (unsigned number = 0; number < 2; ++number) {
            book(agenda.database(), staff(portail::Role::Admin), numbered_id(10 + number), shop::alice, shop::alice_car,
                 at(0, 19) + number);
        }
        agenda.data_changed();
        agenda.ui().fill("Autre heure", "19:00");
        agenda.ui().settle();
        CHECK(agenda.ui().get(ui::Role::TextField, "Autre heure").error.starts_with("Ce créneau vient d’être pris"));
    }
}

TEST_CASE("what waits for an answer is counted, listed whatever its day, and confirmed there", "[admin]") {
    Agenda agenda{GENERATE(desk_screen, phone_screen)};
    book(agenda.database(), customer(shop::bruno), numbered_id(3), shop::bruno, shop::bruno_car, at(2, 10));
    agenda.data_changed();
    CHECK(agenda.ui().get(ui::Role::Link, "À confirmer").description == "2");
    agenda.ui().press(ui::Role::Link, "À confirmer");
    agenda.ui().settle();
    CHECK(agenda.location() == "/requests");
    CHECK(agenda.ui().has(ui::Role::Heading, "Alice Müller"));
    CHECK(agenda.ui().has(ui::Role::Heading, "Bruno Favre"));
    agenda.ui().press(*agenda.buttons("Confirmer").front());
    agenda.ui().settle();
    CHECK(agenda.appointment(oil_change).state == AppointmentState::Confirmed);
    CHECK_FALSE(agenda.ui().has(ui::Role::Heading, "Alice Müller"));
    agenda.press("Voir dans l’agenda");
    CHECK(agenda.location() == "/agenda?appointment=" + numbered_id(3) + "&day=2026-11-25");
}

TEST_CASE("the shop books for a customer: search, vehicle, service, time", "[admin]") {
    Agenda agenda{GENERATE(desk_screen, phone_screen)};
    agenda.press("Nouveau rendez-vous");
    agenda.ui().fill("Rechercher un client", "muller");
    agenda.ui().settle();
    CHECK_FALSE(agenda.ui().has(ui::Role::Button, "Bruno Favre"));
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "Alice Müller"));
    agenda.ui().settle();
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "ZH 12345"));
    agenda.ui().settle();
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "Freins"));
    agenda.ui().settle();
    // A walk-in: the shop may book what begins in an hour, whatever notice customers have to give.
    agenda.ui().press(ui::Role::Button, "08:00");
    agenda.ui().settle();
    agenda.ui().fill("Remarque", "Attend sur place");
    agenda.press("Réserver aujourd’hui à 08:00");
    const auto today = list_agenda(agenda.database(), at(0, 0), at(1, 0));
    REQUIRE((today.ok() && today->size() == 3));
    const Appointment& booked =
        today->at(0).appointment.service_id == shop::long_service ? today->at(0).appointment : today->at(1).appointment;
    CHECK(booked.customer_id == shop::alice);
    CHECK(booked.vehicle_id == shop::alice_car);
    CHECK(booked.state == AppointmentState::Confirmed);
    CHECK(booked.note == "Attend sur place");
    CHECK(agenda.location() == "/agenda?appointment=" + booked.id + "&day=2026-11-23");
}

TEST_CASE("every answer of a booking can be changed, and a booking may be without a vehicle", "[admin]") {
    Agenda agenda;
    agenda.open("/book?client=" + shop::alice);
    agenda.ui().press(ui::Role::Button, "Sans véhicule");
    agenda.ui().settle();
    CHECK(agenda.location() == "/book?client=" + shop::alice + "&vehicle=none");
    agenda.ui().press(agenda.ui().get_beginning(ui::Role::Button, "Alice Müller"));
    agenda.ui().settle();
    CHECK(agenda.location() == "/book");
    CHECK(agenda.ui().has(ui::Role::TextField, "Rechercher un client"));
}

TEST_CASE("a vehicle is added in the middle of a booking, and is chosen then", "[admin]") {
    Agenda agenda;
    agenda.open("/book?client=" + shop::bruno);
    agenda.press("Ajouter un véhicule");
    agenda.press("Enregistrer");
    CHECK_FALSE(agenda.ui().get(ui::Role::TextField, "Plaque").error.empty());
    agenda.ui().fill("Plaque", "ge 999");
    agenda.ui().fill("Marque", "Fiat");
    agenda.press("Enregistrer");
    CHECK(agenda.changes() == std::vector<std::string>{"add_vehicle"});
    CHECK(agenda.ui().outline().find("GE 999") != std::string::npos);
    CHECK(agenda.ui().has(ui::Role::Heading, "Service"));
}
