// What every screen of both programs owes to everybody: its address alone leads to it, Back and Forward find it again,
// every letter is legible and told, nothing is cut or covered when the text is twice as large, and the keyboard visits
// what is seen in the order in which it is seen. A screen that is registered and not listed here fails.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <regex>
#include <set>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/mutator_table.h"
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/portal_screens.h"
#include "tests/screens/screen_driver.h"
#include "tests/support/screen_checks.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;
using namespace portail::ui;

namespace {

const Id coming = numbered_id(701);
const Id requested = numbered_id(702);

struct Program {
    const char* name;
    std::span<const ScreenEntry> screens;
    Actor actor;
    bool is_staff;
    std::vector<std::string> places;
};

std::vector<Program> programs() {
    const std::string booking = "/book?vehicle=" + shop::alice_car;
    const std::string service = booking + "&service=" + shop::service;
    const std::string sheet = "/clients/" + shop::alice;
    const std::string agenda = "/agenda?appointment=" + coming + "&day=2026-11-24";
    return {
        {"portal",
         portal_screens(),
         customer(shop::alice, Assurance::Link),
         false,
         {"/", "/book", booking, service, service + "&at=" + std::to_string(at(3, 9)), "/booked/" + coming,
          "/appointments", "/appointments/" + coming, "/appointments/" + coming + "?do=cancel",
          "/appointments/" + coming + "/move", "/appointments/" + coming + "/move?at=" + std::to_string(at(3, 10)),
          "/appointments/" + numbered_id(9), "/vehicles", "/vehicles/add", "/vehicles/" + shop::alice_car,
          "/vehicles/" + shop::alice_car + "/edit", "/details"}},
        {"admin",
         admin_screens(),
         staff(portail::Role::Admin),
         true,
         {"/",
          "/agenda",
          agenda,
          agenda + "&do=cancel",
          agenda + "&do=move",
          agenda + "&do=no_show",
          "/agenda?do=day",
          "/agenda?do=palette",
          "/agenda?do=shortcuts",
          "/requests",
          "/book",
          "/book?client=" + shop::alice,
          "/book?client=" + shop::alice + "&vehicle=none",
          "/book?client=" + shop::alice + "&vehicle=none&service=" + shop::service,
          "/clients/new",
          "/clients",
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
          "/account",
          "/settings/appearance"}},
    };
}

void book(Database& database, const Id& id, Milliseconds starts_at, const Actor& by) {
    BookAppointment booking;
    booking.id = id;
    booking.busy_interval_id = id.substr(0, id.size() - 3) + "8" + id.substr(id.size() - 2);
    booking.customer_id = shop::alice;
    booking.vehicle_id = shop::alice_car;
    booking.service_id = shop::service;
    booking.starts_at = starts_at;
    booking.note = "Bruit à gauche";
    const Result<void> booked =
        run_mutator(database, {by, shop::now}, BookAppointment::name, BookAppointment::version, booking.to_json());
    REQUIRE(booked.ok());
}

/// A preview of what others will see is not drawn in the colours of the one who looks at it.
bool shows_other_themes(const std::string& place) {
    return place == "/settings/appearance";
}

class AnyProgram : public ScreenDriver {
public:
    AnyProgram(const Program& program, Size screen, const ThemeOptions& theme = {})
        : ScreenDriver(program.screens, program.actor, screen) {
        if (program.is_staff) use_overlay(make_admin_palette());
        book(database(), coming, at(1, 9), staff(portail::Role::Admin));
        book(database(), requested, at(2, 9), customer(shop::alice, Assurance::Link));
        ui().ui().set_theme(theme);
        data_changed();
    }
    /// Without what has the focus, which depends on the way.
    [[nodiscard]] std::string shown() {
        return std::regex_replace(ui().outline(), std::regex{R"re( \(focused\))re"}, "");
    }
};

}  // namespace

TEST_CASE("every registered screen is among the places that are checked") {
    for (const Program& program : programs()) {
        FakeHost host{"/"};
        Router router{host, program.screens};
        std::set<std::string_view> seen;
        for (const std::string& place : program.places) {
            router.replace(parse_location(place));
            REQUIRE(router.entry() != nullptr);
            seen.insert(router.entry()->pattern);
        }
        for (const ScreenEntry& entry : program.screens) {
            INFO(program.name << " " << entry.pattern);
            CHECK(seen.contains(entry.pattern));
        }
    }
}

TEST_CASE("a place opened by its address is the place that is navigated to, and Back and Forward find each again") {
    const Size screen = GENERATE(phone_screen, desk_screen);
    for (const Program& program : programs()) {
        AnyProgram travelled{program, screen};
        std::vector<std::string> shown{travelled.shown()};
        for (const std::string& place : program.places) {
            travelled.open(place);
            if (travelled.location() != to_location(parse_location(place))) continue;  // it was there already
            shown.push_back(travelled.shown());
            AnyProgram opened{program, screen};
            opened.host().open_page(place);
            opened.arrive();
            INFO(program.name << " " << place);
            CHECK(opened.shown() == travelled.shown());
        }
        const int last = travelled.host().places_before();
        for (int step = last - 1; step >= 0; --step) {
            travelled.back();
            INFO(program.name << " back to " << travelled.location());
            if (program.places.front() == "/" && step == 0) continue;
            CHECK(std::find(shown.begin(), shown.end(), travelled.shown()) != shown.end());
        }
        for (int step = 1; step <= last; ++step) {
            travelled.forward();
            INFO(program.name << " forward to " << travelled.location());
            CHECK(std::find(shown.begin(), shown.end(), travelled.shown()) != shown.end());
        }
    }
}

TEST_CASE("every letter of every screen is legible, and said by a node") {
    const auto scheme = GENERATE(ColorScheme::Light, ColorScheme::Dark);
    const Size screen = GENERATE(phone_screen, desk_screen);
    for (const Program& program : programs()) {
        for (const std::string& place : program.places) {
            AnyProgram any{program, screen, {.scheme = scheme, .reduced_motion = true}};
            any.open(place);
            INFO(program.name << " " << place);
            check_texts_have_nodes(any.ui());
            if (!shows_other_themes(place)) check_contrast(any.ui());
        }
    }
}

TEST_CASE("nothing is covered or out of reach, on any size, with text as large as twice the usual") {
    struct Look {
        Size screen;
        float text_scale;
    };
    const Look look = GENERATE(Look{phone_screen, 1}, Look{phone_screen, 2}, Look{{320, 560}, 1}, Look{{768, 1024}, 1},
                               Look{desk_screen, 1}, Look{desk_screen, 2});
    for (const Program& program : programs()) {
        for (const std::string& place : program.places) {
            AnyProgram any{program, look.screen, {.text_scale = look.text_scale, .reduced_motion = true}};
            any.open(place);
            INFO(program.name << " " << place << " at " << look.screen.width << " × " << look.screen.height << ", text "
                              << look.text_scale);
            check_layout(any.ui());
            check_order(any.ui());
        }
    }
}

TEST_CASE("where the system imposes its colours no other is painted") {
    const ImposedColors imposed{.canvas = rgb(0x000000),
                                .text = rgb(0xFFFFFF),
                                .link = rgb(0xFFFF00),
                                .disabled = rgb(0x3FF23F),
                                .highlight = rgb(0x1AEBFF),
                                .on_highlight = rgb(0x000000),
                                .edge = rgb(0xFFFFFE),
                                .field = rgb(0x000001)};
    const std::set<std::string> allowed{"#000000", "#ffffff", "#ffff00", "#3ff23f", "#1aebff", "#000001"};
    for (const Program& program : programs()) {
        for (const std::string& place : program.places) {
            AnyProgram any{program, phone_screen, {.reduced_motion = true, .imposed = imposed}};
            if (shows_other_themes(place)) continue;
            any.open(place);
            INFO(program.name << " " << place);
            std::set<std::string> others;
            for (const PaintedLetter& letter : painted_letters(any.ui())) {
                CHECK(contrast(letter.color, letter.ground) > 4.5);
                if (!allowed.contains(to_css(letter.color))) others.insert(to_css(letter.color));
                if (!allowed.contains(to_css(letter.ground))) others.insert(to_css(letter.ground));
            }
            CHECK(others.empty());
        }
    }
}
