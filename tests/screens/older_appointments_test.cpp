// What is too old to be on the device, read on demand: the portal's history and the customer's sheet.
#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/appointment_mutators.h"
#include "shared/ui/screens/admin_screens.h"
#include "tests/screens/portal_fixture.h"
#include "tests/screens/screen_driver.h"

using namespace portail;
using namespace portail::test;

namespace {

const std::string show_older = "Afficher plus ancien";

PastAppointment past(unsigned number, Milliseconds starts_at, AppointmentState state = AppointmentState::Done) {
    return {numbered_id(number), starts_at, starts_at + hour_ms, state, "Service annuel", "ZH 123 456", "VW Golf"};
}

// 10:00 in Zurich, in summer and in winter.
constexpr Milliseconds summer = 1781942400000;  // 2026-06-20
constexpr Milliseconds winter = 1768467600000;  // 2026-01-15

void expect_history_page(PortalFixture& phone) {
    phone.open();
    phone.press(ui::Role::Link, "Rendez-vous");
    REQUIRE(phone.shows("Historique"));
}

class Sheet : public ScreenDriver {
public:
    Sheet() : ScreenDriver(ui::admin_screens(), staff(Role::Admin)) { open_sheet(shop::alice); }
    void open_sheet(const Id& customer_id) { open("/clients/" + customer_id + "/appointments"); }
    void press(const std::string& button) {
        ui().press(ui::Role::Button, button);
        ui().settle();
    }
    [[nodiscard]] bool says(const std::string& text) { return ui().outline().find(text) != std::string::npos; }
};

}  // namespace

TEST_CASE("a customer reads what is older, a page at a time, until there is nothing older") {
    PortalFixture phone;
    phone.server.history = {past(1, summer), past(2, winter, AppointmentState::Cancelled)};
    expect_history_page(phone);
    CHECK_FALSE(phone.shows("20 juin 2026"));
    phone.press(show_older);
    CHECK(phone.shows("20 juin 2026"));
    CHECK(phone.shows("ZH 123 456"));
    CHECK_FALSE(phone.shows("15 janvier 2026"));
    phone.press(show_older);
    CHECK(phone.shows("15 janvier 2026"));
    CHECK(phone.shows("annulé"));
    CHECK(phone.shows("Rien de plus ancien."));
    CHECK_FALSE(phone.has(ui::Role::Button, show_older));

    SECTION("and it is kept nowhere") {
        phone.reload();
        CHECK_FALSE(phone.shows("20 juin 2026"));
        CHECK(phone.has(ui::Role::Button, show_older));
    }
}

TEST_CASE("without a network the history says what is missing, and offers it when the network is back") {
    PortalFixture phone;
    phone.server.history = {past(1, summer)};
    expect_history_page(phone);
    phone.cut_network();
    phone.wait(10 * minute_ms);
    CHECK(phone.shows("Les rendez-vous clos depuis plus de 90 jours"));
    CHECK_FALSE(phone.has(ui::Role::Button, show_older));
    phone.restore_network();
    phone.press(show_older);
    CHECK(phone.shows("20 juin 2026"));
}

TEST_CASE("an answer that fails is told, and the button tries again") {
    PortalFixture phone;
    phone.server.history = {past(1, summer)};
    expect_history_page(phone);
    SECTION("because the server is overloaded") {
        phone.network.next_answer = platform::HttpResponse{503, "", {}};
    }
    SECTION("because it is somebody else's page") {
        phone.network.next_answer = platform::HttpResponse{200, "<html>Hotel</html>", {}};
    }
    phone.press(show_older);
    CHECK(phone.shows("Ce n’est pas possible pour le moment."));
    phone.press(show_older);
    CHECK(phone.shows("20 juin 2026"));
    CHECK_FALSE(phone.shows("Ce n’est pas possible pour le moment."));
}

TEST_CASE("staff read a customer's older appointments on the sheet", "[admin]") {
    Sheet sheet;
    CHECK_FALSE(sheet.is_asked_for_history());  // not before somebody wants them
    sheet.press(show_older);
    CHECK(ui::has(sheet.ui().get(ui::Role::Button, show_older).state, ui::State::Busy));
    sheet.press(show_older);  // which does not ask twice: answer_history takes one request
    const HistoryRequest first = sheet.answer_history(HistoryPage{{past(1, summer), past(2, winter)}, true});
    CHECK(first.customer_id == shop::alice);
    CHECK_FALSE(first.before.has_value());
    CHECK(sheet.says("20 juin 2026"));

    sheet.press(show_older);
    const HistoryRequest second = sheet.answer_history(HistoryPage{});
    REQUIRE(second.before.has_value());
    CHECK(second.before->starts_at == winter);
    CHECK(second.before->id == numbered_id(2));
    CHECK(sheet.says("20 juin 2026"));
    CHECK(sheet.says("Rien de plus ancien."));

    SECTION("and not on another customer's") {
        sheet.open_sheet(shop::bruno);
        CHECK_FALSE(sheet.says("20 juin 2026"));
        CHECK(sheet.ui().has(ui::Role::Button, show_older));
    }
}

TEST_CASE("an answer that comes when another customer is open is not shown", "[admin]") {
    Sheet sheet;
    sheet.press(show_older);
    sheet.open_sheet(shop::bruno);
    sheet.answer_history(HistoryPage{{past(1, summer)}, false});
    CHECK_FALSE(sheet.says("20 juin 2026"));
    CHECK(sheet.ui().has(ui::Role::Button, show_older));
}

TEST_CASE("an appointment that is still on the device is shown once", "[admin]") {
    Sheet sheet;
    const Id booked = numbered_id(70);
    REQUIRE(mutate(sheet.database(), staff(Role::Admin),
                   BookAppointment{booked, numbered_id(71), shop::alice, std::nullopt, shop::service, at(0, 9), ""})
                .ok());
    REQUIRE(sheet.database().run("UPDATE appointments SET state = 'done'").ok());
    sheet.data_changed();
    sheet.press(show_older);
    PastAppointment same = past(70, at(0, 9));
    same.service_name = "Seen twice";
    sheet.answer_history(HistoryPage{{same}, false});
    CHECK_FALSE(sheet.says("Seen twice"));
}

TEST_CASE("the agenda of a day long past says where its closed appointments are", "[admin]") {
    Sheet agenda;
    const std::string where = "se lisent sur la fiche du client";
    agenda.open("/agenda?day=2026-08-25");  // 90 days ago
    CHECK_FALSE(agenda.says(where));
    agenda.open("/agenda?day=2026-08-24");
    CHECK(agenda.says(where));
}
