#include <catch2/catch_test_macros.hpp>

#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

constexpr const char* taken_over = "Ouvert dans un autre onglet";

/// Another tab has opened Alice's replica; this one learns it when it writes.
void let_another_tab_take_over(PortalFixture& phone) {
    ++phone.disk->replica("portal:customer:" + shop::alice).epoch;
}

}  // namespace

TEST_CASE("a tab that was taken over says so, and goes on when the person looks at it again") {
    PortalFixture phone;
    phone.open();
    let_another_tab_take_over(phone);
    phone.book_first_slot();
    CHECK(phone.shows(taken_over));
    CHECK_FALSE(phone.shows("C’est noté !"));

    phone.host.on_visibility_changed(false);
    phone.settle();
    CHECK(phone.shows(taken_over));
    phone.host.on_visibility_changed(true);
    phone.settle();
    CHECK_FALSE(phone.shows(taken_over));
    // At the step where it was: what had been chosen is in the address.
    CHECK(phone.has(ui::Role::Heading, "Tout est juste ?"));
    phone.press("Confirmer le rendez-vous");
    CHECK(phone.shows("L’atelier a bien reçu votre demande."));
}

TEST_CASE("a tab that slept goes on although it hears only after it has woken that it was taken over") {
    PortalFixture phone;
    phone.open();
    let_another_tab_take_over(phone);
    phone.host.on_visibility_changed(true);
    phone.settle();
    CHECK_FALSE(phone.shows(taken_over));
    phone.book_first_slot();
    CHECK(phone.shows("L’atelier a bien reçu votre demande."));
}

TEST_CASE("two tabs side by side do not take the replica from each other again and again") {
    PortalFixture phone;
    phone.open();
    phone.host.on_visibility_changed(true);
    phone.wait(3'000);
    phone.go_to_times();
    phone.press("Aujourd’hui à 10:00");
    let_another_tab_take_over(phone);
    phone.press("Confirmer le rendez-vous");
    CHECK(phone.shows(taken_over));
    phone.press("Continuer ici");
    CHECK_FALSE(phone.shows(taken_over));

    // Once for each time that it became visible.
    phone.host.on_visibility_changed(true);
    for (const bool comes_back : {true, false}) {
        let_another_tab_take_over(phone);
        phone.press("Confirmer le rendez-vous");
        CHECK(phone.shows(taken_over) != comes_back);
    }
}
