// The business's look in a whole application: told by the server before the sign-in, by the replica after it, and kept on
// the device.
#include <catch2/catch_test_macros.hpp>

#include "shared/base/base64.h"
#include "shared/mutators/brand_mutators.h"
#include "tests/screens/portal_fixture.h"
#include "tests/support/pngs.h"

using namespace portail;
using namespace portail::test;

namespace {

ui::Color accent_of(PortalFixture& phone) {
    return phone.driver().ui().theme().options.accent;
}

const ui::Brand& brand_of(PortalFixture& phone) {
    return phone.driver().ui().brand();
}

}  // namespace

TEST_CASE("who comes with an unknown link sees whose page it is", "[brand]") {
    PortalFixture phone{"/c/NBDY2345NBDY2345"};
    phone.server.brand = {
        {"name", "Garage du Port"}, {"accent_color", "#b3262e"}, {"logo_png", to_base64(plain_png(64))}};
    phone.open();
    CHECK(phone.shows("Garage du Port"));
    CHECK(accent_of(phone) == ui::rgb(0xB3262E));
    REQUIRE(brand_of(phone).logo != nullptr);
    CHECK(brand_of(phone).logo->size().width == 64);
}

TEST_CASE("a changed look arrives with the rows, and is there at the next start without a network", "[brand]") {
    PortalFixture phone{"/c/ABCDEFGHJKLMNPQR"};
    phone.open();
    CHECK(brand_of(phone).name == "Garage du Lac");
    CHECK(brand_of(phone).logo == nullptr);
    ChangeBrand change;
    change.business_name = "Garage du Port";
    change.accent_color = "#0e6b7c";
    change.logo = plain_png(32);
    REQUIRE(phone.server.act(staff(Role::Admin), change).ok());
    phone.network.poke();
    phone.wait(minute_ms);
    CHECK(brand_of(phone).name == "Garage du Port");
    CHECK(accent_of(phone) == ui::rgb(0x0E6B7C));
    REQUIRE(brand_of(phone).logo != nullptr);

    phone.cut_network();
    phone.reload();
    CHECK(brand_of(phone).name == "Garage du Port");
    CHECK(accent_of(phone) == ui::rgb(0x0E6B7C));
    CHECK(brand_of(phone).logo != nullptr);

    phone.restore_network();
    change.logo = "";
    change.accent_color = "";
    REQUIRE(phone.server.act(staff(Role::Admin), change).ok());
    phone.network.poke();
    phone.wait(minute_ms);
    CHECK(brand_of(phone).logo == nullptr);
    CHECK(accent_of(phone) == ui::ThemeOptions{}.accent);
}

TEST_CASE("a look that nobody can read changes nothing", "[brand]") {
    PortalFixture phone{"/c/NBDY2345NBDY2345"};
    for (const Json& broken :
         {Json{{"name", 7}}, Json::array(), Json{{"name", "Garage"}, {"accent_color", "#123456789"}},
          Json{{"name", std::string(500, 'x')}, {"accent_color", ""}}}) {
        phone.server.brand = broken;
        phone.open();
        CHECK(brand_of(phone).name.empty());
        CHECK(accent_of(phone) == ui::ThemeOptions{}.accent);
        phone.close();
    }
    phone.server.brand = {{"name", "Garage"}, {"accent_color", "#zzzzzz"}, {"logo_png", "bm90IGEgcGljdHVyZQ=="}};
    phone.open();
    CHECK(brand_of(phone).name == "Garage");
    CHECK(brand_of(phone).logo == nullptr);
    CHECK(accent_of(phone) == ui::ThemeOptions{}.accent);
}
