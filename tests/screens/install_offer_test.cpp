#include <catch2/catch_test_macros.hpp>

#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;
using platform::InstallWay;

namespace {

constexpr const char* offer = "Installer";

bool is_offered(PortalFixture& phone) {
    return phone.has(ui::Role::Button, offer);
}

}  // namespace

TEST_CASE("installing is offered at the second visit, not at the first") {
    PortalFixture phone;
    phone.host.way_to_install = InstallWay::Ask;
    phone.open();
    CHECK_FALSE(is_offered(phone));
    phone.reload();
    CHECK(is_offered(phone));
}

TEST_CASE("installing is offered after the first booking") {
    PortalFixture phone;
    phone.host.way_to_install = InstallWay::Ask;
    phone.open();
    phone.book_first_slot();
    CHECK(is_offered(phone));
    phone.press(offer);
    CHECK(phone.host.installs == 1);
    phone.settle();
    CHECK_FALSE(is_offered(phone));
}

TEST_CASE("whoever does not want to install is never asked again, but can change their mind") {
    PortalFixture phone;
    phone.host.way_to_install = InstallWay::Ask;
    phone.open();
    phone.reload();
    phone.press("Pas maintenant");
    phone.settle();
    CHECK_FALSE(is_offered(phone));
    for (int visit = 0; visit < 3; ++visit)
        phone.reload();
    CHECK_FALSE(is_offered(phone));
    phone.press("Modifier");
    phone.press("Installer l’application");
    CHECK(phone.host.installs == 1);
}

TEST_CASE("where only the person can install, they are told how") {
    PortalFixture phone;
    phone.host.way_to_install = InstallWay::ByHand;
    phone.open();
    phone.reload();
    CHECK_FALSE(is_offered(phone));
    CHECK(phone.shows("Sur l’écran d’accueil"));
    phone.press("Compris");
    phone.settle();
    CHECK_FALSE(phone.shows("Sur l’écran d’accueil"));
}

TEST_CASE("where nothing can be installed, nothing is said of it") {
    PortalFixture phone;
    phone.open();
    phone.reload();
    phone.book_first_slot();
    CHECK_FALSE(phone.shows("application"));
}
