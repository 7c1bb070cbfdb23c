// Every text of every screen fits its control on a phone of 360 × 740, in every language, at the usual size and at 200 %:
// nothing is cut, no word is broken, nothing reaches beyond the edge. What people have entered may be cut where the
// widget says so (ListItemOptions::is_one_line).
#include <imgui.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "shared/domain/mail.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/mail_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/portal_screens.h"
#include "tests/screens/portal_fixture.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

const Id booked = numbered_id(4711);

void book(Database& database) {
    BookAppointment booking;
    booking.id = booked;
    booking.busy_interval_id = numbered_id(4712);
    booking.customer_id = shop::alice;
    booking.vehicle_id = shop::alice_car;
    booking.service_id = shop::service;
    booking.starts_at = at(2, 9);
    booking.note = "Bruit à l’avant droit";
    REQUIRE(mutate(database, customer(shop::alice), booking, shop::now - day_ms).ok());
}

/// Names of services as long as a real business has them.
void name_services(Database& database) {
    REQUIRE(database
                .run("UPDATE services SET name = 'Remplacement des plaquettes et des disques de frein' WHERE id = ?1",
                     shop::service)
                .ok());
}

/// A portal link, and mails with it that tell as much as they can.
void send_mails(Database& database) {
    const Actor admin = staff(portail::Role::Admin);
    REQUIRE(mutate(database, admin, RegeneratePortalLink{shop::alice, numbered_id(4713), "AAAABBBBCCCCDDDD"}).ok());
    const std::string address = "alice.mueller@messagerie-exemple.ch";
    REQUIRE(mutate(database, admin, UpdateContactDetails{shop::alice, address, "+41791234567"}).ok());
    constexpr std::pair<MailState, MailProblem> mails[] = {{MailState::Failed, MailProblem::Refused},
                                                           {MailState::Uncertain, MailProblem::Interrupted},
                                                           {MailState::Failed, MailProblem::Encryption},
                                                           {MailState::Sent, MailProblem::None},
                                                           {MailState::Waiting, MailProblem::SignIn}};
    unsigned number = 4714;
    for (const auto& [state, problem] : mails) {
        const Id id = numbered_id(number++);
        REQUIRE(mutate(database, admin, SendPortalLink{id, shop::alice, address}).ok());
        const char* const words = problem == MailProblem::None ? "" : "550 5.1.1 No such user here";
        REQUIRE(database
                    .run("UPDATE mails SET state = ?2, problem = ?3, last_error = ?4 WHERE id = ?1", id,
                         to_string(state), to_string(problem), words)
                    .ok());
    }
}

bool is_within(const SemanticTree& tree, const Node& node, portail::ui::Role role) {
    for (const Node* parent = tree.find(node.parent); parent != nullptr; parent = tree.find(parent->parent)) {
        if (parent->role == role) return true;
        if (parent->id == parent->parent || parent->id == root_node) break;
    }
    return false;
}

void collect_faults(UiDriver& driver, const std::string& where, std::set<std::string>& faults) {
    const Ui& ui = driver.ui();
    for (const Ui::UnfitText& unfit : ui.unfit_texts()) {
        faults.insert(where + ": “" + unfit.text + "” needs " + std::to_string(static_cast<int>(unfit.needed)) +
                      " of " + std::to_string(static_cast<int>(unfit.room)) + " px, in " +
                      ui.tree().path(unfit.within));
    }
    for (const Node& node : ui.tree().nodes()) {
        const bool reaches_out = node.rect.right() > ui.screen().width + 1 || node.rect.x < -1;
        if (!reaches_out || !node.is_visible() || is_within(ui.tree(), node, portail::ui::Role::Table)) continue;
        faults.insert(where + ": “" + node.name + "” reaches beyond the edge, " + ui.tree().path(node.id));
    }
}

void check(const std::set<std::string>& faults) {
    for (const std::string& fault : faults)
        UNSCOPED_INFO(fault);
    CHECK(faults.empty());
}

void walk(std::span<const ScreenEntry> screens, const Actor& actor, std::initializer_list<std::string> places,
          Language language, float text_scale) {
    std::set<std::string> faults;
    for (const Connection connection : {Connection::Online, Connection::Offline}) {
        ScreenDriver driver{screens, actor, phone_screen};
        name_services(driver.database());
        book(driver.database());
        send_mails(driver.database());
        driver.data_changed();
        driver.use_language(language);
        driver.ui().ui().set_theme({.text_scale = text_scale});
        driver.sync().connection = connection;
        for (const std::string& place : places) {
            driver.open(place);
            collect_faults(driver.ui(), place, faults);
        }
    }
    check(faults);
}

}  // namespace

TEST_CASE("every text of the customers' screens fits on a phone") {
    const Language language = GENERATE(Language::French, Language::English, Language::German, Language::Italian);
    const float text_scale = GENERATE(1.0F, 2.0F);
    INFO(code_of(language) << " at " << text_scale);
    const std::string vehicle = "?vehicle=" + shop::alice_car;
    const std::string service = vehicle + "&service=" + shop::service;
    walk(portal_screens(), customer(shop::alice),
         {"/", "/book", "/book" + vehicle, "/book" + service, "/book" + service + "&at=" + std::to_string(at(1, 9)),
          "/booked/" + booked, "/appointments", "/appointments/" + booked, "/appointments/" + booked + "/move",
          "/appointments/" + booked + "/move?at=" + std::to_string(at(2, 9)), "/appointments/" + numbered_id(1),
          "/vehicles", "/vehicles/add", "/vehicles/" + shop::alice_car, "/vehicles/" + shop::alice_car + "/edit",
          "/details"},
         language, text_scale);
}

TEST_CASE("every text of the staff's screens fits on a phone") {
    const Language language = GENERATE(Language::French, Language::English, Language::German, Language::Italian);
    const float text_scale = GENERATE(1.0F, 2.0F);
    INFO(code_of(language) << " at " << text_scale);
    const std::string day = "/agenda?day=2026-11-25";
    const std::string appointment = day + "&appointment=" + booked;
    const std::string sheet = "/clients/" + shop::alice;
    const std::string client = "/book?client=" + shop::alice;
    walk(admin_screens(), staff(portail::Role::Admin),
         {"/",
          day,
          day + "&do=day",
          "/agenda?day=2026-11-29",
          "/agenda?day=2026-01-12",
          appointment,
          appointment + "&do=move",
          appointment + "&do=cancel",
          appointment + "&do=no_show",
          "/requests",
          "/book",
          client,
          client + "&vehicle=none",
          client + "&vehicle=none&do=add",
          client + "&vehicle=none&service=" + shop::service,
          "/clients",
          "/clients/new",
          sheet,
          sheet + "?do=edit",
          sheet + "/vehicles",
          sheet + "/vehicles?do=add",
          sheet + "/vehicles?do=vehicle&of=" + shop::alice_car,
          sheet + "/appointments",
          sheet + "/notes",
          sheet + "/qr",
          sheet + "/qr?do=show",
          sheet + "/qr?do=save",
          sheet + "/qr?do=print",
          sheet + "/qr?do=pause",
          sheet + "/qr?do=regenerate",
          sheet + "/qr?do=send",
          "/clients/" + numbered_id(1),
          "/account",
          "/settings/appearance"},
         language, text_scale);
}

TEST_CASE("every text of the way in, of the state of the data and of leaving fits on a phone") {
    const Language language = GENERATE(Language::French, Language::English, Language::German, Language::Italian);
    INFO(code_of(language));
    std::set<std::string> faults;
    PortalFixture closed{"/"};
    closed.host.store("language", std::string{code_of(language)});
    closed.open();
    collect_faults(closed.driver(), "entry", faults);

    PortalFixture phone;
    phone.host.store("language", std::string{code_of(language)});
    phone.open();
    const Translator words{language, "CH"};
    for (const bool is_online : {true, false}) {
        if (!is_online) phone.cut_network(), phone.wait(10 * minute_ms);
        collect_faults(phone.driver(), "home", faults);
        phone.press_beginning(words.text(is_online ? "sync.up_to_date" : "sync.offline"));
        collect_faults(phone.driver(), "panel", faults);
        phone.driver().key(ImGuiKey_Escape);
        phone.settle();
    }
    check(faults);
}
