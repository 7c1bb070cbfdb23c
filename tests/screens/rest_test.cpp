// A screen that has been drawn and that nothing happens to asks for no more frames (DESIGN: nothing changes, nothing is
// drawn). Layouts remember sizes from one frame to the next, and one that never comes to rest would draw for ever.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/portal_screens.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

constexpr float narrowest = 320;
constexpr float widest = 1700;
constexpr float step = 41.5F;  // with halves of pixels, as a scaled window has them

void check_rest(ScreenDriver& driver) {
    for (float width = narrowest; width < widest; width += step) {
        driver.ui().resize({width, 760});
        driver.ui().settle();
        INFO("at a width of " << width);
        CHECK(driver.ui().requested_frames() == 0);
    }
}

}  // namespace

TEST_CASE("the staff's screens come to rest at every width") {
    const auto* const location = GENERATE("/", "/requests", "/clients", "/clients/new", "/account", "/book");
    const auto connection = GENERATE(Connection::Online, Connection::Offline, Connection::SignedOut);
    INFO(location);
    ScreenDriver driver{admin_screens(), staff(portail::Role::Admin)};
    driver.sync().connection = connection;
    driver.open(location);
    check_rest(driver);
}

TEST_CASE("a client's sheet comes to rest at every width") {
    const auto* const tab = GENERATE("", "/vehicles", "/appointments", "/notes", "/qr");
    INFO(tab);
    ScreenDriver driver{admin_screens(), staff(portail::Role::Admin)};
    driver.open("/clients/" + shop::alice + tab);
    check_rest(driver);
}

TEST_CASE("the customers' screens come to rest at every width") {
    const auto* const location = GENERATE("/", "/book", "/appointments", "/vehicles", "/vehicles/add", "/details");
    INFO(location);
    ScreenDriver driver{portal_screens(), customer(shop::alice)};
    driver.open(location);
    check_rest(driver);
}
