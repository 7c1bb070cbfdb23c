#include <catch2/catch_test_macros.hpp>

#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

constexpr const char* ready = "Une nouvelle version est prête.";
constexpr const char* later = "La mise à jour se fera dès que vous aurez terminé.";

void update_arrives(PortalFixture& phone) {
    phone.host.update_waits = true;
    phone.host.on_update_ready();
    phone.settle();
}

void look_away(PortalFixture& phone) {
    phone.host.is_seen = false;
    phone.host.on_visibility_changed(false);
    phone.settle();
}

}  // namespace

TEST_CASE("a newer version is offered once, and started when the person says so") {
    PortalFixture phone;
    phone.open();
    CHECK_FALSE(phone.shows(ready));
    update_arrives(phone);
    CHECK(phone.shows(ready));
    CHECK(phone.host.updates == 0);
    phone.press("Mettre à jour");
    phone.settle();
    CHECK(phone.host.updates == 1);

    phone.wait(30'000);
    phone.host.on_update_ready();
    phone.settle();
    CHECK_FALSE(phone.shows(ready));
}

TEST_CASE("a newer version waits for what is typed, and starts when the person leaves the page") {
    PortalFixture phone;
    phone.open();
    update_arrives(phone);
    phone.press("Modifier");
    phone.fill("Téléphone", "+41 79 111 22 33");
    phone.press("Mettre à jour");
    phone.settle();
    CHECK(phone.shows(later));
    CHECK(phone.host.updates == 0);

    // What lies over the page for a while does not make it forgotten.
    phone.press("À jour");
    phone.press_in_dialog("Fermer");
    phone.settle();
    CHECK(phone.host.updates == 0);

    phone.host.go_back();
    phone.settle();
    CHECK(phone.host.updates == 1);
}

TEST_CASE("a newer version is not offered while something is typed or a dialog is open") {
    PortalFixture phone;
    phone.open();
    phone.press("À jour");
    phone.host.update_waits = true;
    phone.host.on_update_ready();
    phone.settle();
    // The panel itself tells it.
    CHECK(phone.has(ui::Role::Button, "Mettre à jour"));
    phone.press_in_dialog("Fermer");
    phone.settle();
    CHECK(phone.shows(ready));
}

TEST_CASE("a newer version starts by itself when nobody has looked for five minutes") {
    PortalFixture phone;
    phone.open();
    update_arrives(phone);
    look_away(phone);
    phone.wait(4 * minute_ms);
    CHECK(phone.host.updates == 0);
    phone.wait(minute_ms);
    CHECK(phone.host.updates == 1);
}

TEST_CASE("whoever comes back within minutes finds the page as it was") {
    PortalFixture phone;
    phone.open();
    update_arrives(phone);
    look_away(phone);
    phone.wait(4 * minute_ms);
    phone.host.is_seen = true;
    phone.host.on_visibility_changed(true);
    phone.wait(10 * minute_ms);
    CHECK(phone.host.updates == 0);
}

TEST_CASE("what is typed and unsent is still there after an hour in the pocket") {
    PortalFixture phone;
    phone.open();
    phone.press("Modifier");
    phone.fill("Téléphone", "+41 79 111 22 33");
    update_arrives(phone);
    look_away(phone);
    phone.wait(hour_ms);
    CHECK(phone.host.updates == 0);
}

TEST_CASE("a tab whose replica a newer version has taken over starts that version instead of taking it back") {
    PortalFixture phone;
    phone.open();
    ++phone.disk->replica("portal:customer:" + shop::alice).epoch;
    phone.book_first_slot();
    phone.host.update_waits = true;
    phone.press("Continuer ici");
    CHECK(phone.host.updates == 1);
}
