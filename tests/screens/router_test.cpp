#include "shared/ui/router.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/ui/screen.h"
#include "tests/screens/fake_machine.h"

using namespace portail;
using namespace portail::ui;
using portail::test::FakeHost;

namespace {

std::unique_ptr<Screen> make_nothing() {
    return nullptr;
}

constexpr ScreenEntry screens[] = {{"/", make_nothing},
                                   {"/customers/:id?", make_nothing},
                                   {"/vehicles/add", make_nothing},
                                   {"/vehicles/:plate", make_nothing}};

}  // namespace

TEST_CASE("a place survives the way through an address") {
    const Place place{"/agenda/été", {{"note", "50 % & plus? #1"}, {"day", "2026-11-24"}}};
    CHECK(parse_location(to_location(place)) == place);
    CHECK(to_location(place).find_first_of(" #é") == std::string::npos);
}

TEST_CASE("an address that nobody of us wrote is read as far as it makes sense") {
    CHECK(parse_location("") == Place{});
    CHECK(parse_location("?a=1&&=2&b&c=%zz+x") == Place{"/", {{"a", "1"}, {"c", "%zz x"}}});
    CHECK(parse_location("/book?at=5#top") == Place{"/book", {{"at", "5"}}});
}

TEST_CASE("a place leads to the first screen whose pattern fits") {
    FakeHost host{"/c/CODE/vehicles/add"};
    Router router{host, screens};
    router.set_base("/c/CODE");
    CHECK(router.is_at("/vehicles/add"));
    router.push("/vehicles/GE123");
    CHECK(router.part("plate") == "GE123");
    CHECK(host.location() == "/c/CODE/vehicles/GE123");
    router.push("/customers");
    CHECK(router.is_at("/customers/:id?"));
    CHECK(router.part("id").empty());
    router.push("/customers/42");
    CHECK(router.part("id") == "42");
    router.push("/nowhere/at/all");
    CHECK(router.entry() == nullptr);
}

TEST_CASE("the start's address is the printed link") {
    FakeHost host{"/c/CODE"};
    Router router{host, screens};
    router.set_base("/c/CODE");
    CHECK(router.place() == Place{});
    router.push("/vehicles/add");
    router.push("/");
    CHECK(host.location() == "/c/CODE");
    CHECK(router.href(Place{"/", {{"panel", "sync"}}}) == "/c/CODE?panel=sync");
}

TEST_CASE("an address outside the program becomes its start") {
    FakeHost host{"/c/CODEX/vehicles/add"};
    Router router{host, screens};
    router.set_base("/c/CODE");
    CHECK(router.place() == Place{});
    CHECK(host.location() == "/c/CODE");
}

TEST_CASE("Back follows the history, and has somewhere to go without one") {
    FakeHost host{"/c/CODE/vehicles/add?for=booking"};
    Router router{host, screens};
    host.on_location_changed = [&](const std::string& location) { router.location_changed(location); };
    router.set_base("/c/CODE");
    router.back("/customers?page=2");
    CHECK(router.place() == Place{"/customers", {{"page", "2"}}});
    router.push("/vehicles/1");
    router.replace("/vehicles/2");
    router.back("/");
    CHECK(router.place() == Place{"/customers", {{"page", "2"}}});
}

TEST_CASE("Forward counts as a step, so that Back after it stays within the program") {
    FakeHost host{"/"};
    Router router{host, screens};
    host.on_location_changed = [&](const std::string& location) { router.location_changed(location); };
    router.push("/customers/1");
    router.back("/vehicles/add");
    CHECK(router.place() == Place{});
    host.go_forward();
    CHECK(router.place() == Place{"/customers/1", {}});
    CHECK(router.arrival() == Router::Arrival::Traversed);
    router.back("/vehicles/add");
    CHECK(router.place() == Place{});
    router.back("/vehicles/add");
    CHECK(router.place() == Place{"/vehicles/add", {}});
}

TEST_CASE("a place is returned to by a step back only if it is there") {
    FakeHost host{"/customers/1"};
    Router router{host, screens};
    host.on_location_changed = [&](const std::string& location) { router.location_changed(location); };
    const Place sheet{"/customers/1", {}};
    router.push(sheet.with("do", "edit"));
    router.back_to(sheet);
    CHECK(host.places_before() == 0);
    CHECK(router.place() == sheet);

    router.push("/vehicles/add");
    router.push(sheet.with("do", "edit"));
    router.back_to(sheet);
    CHECK(router.place() == sheet);
    CHECK(host.places_before() == 2);
}

TEST_CASE("who presses Back twice before the browser has answered goes one step") {
    FakeHost host{"/"};
    Router router{host, screens};
    router.push("/customers/1");
    router.push("/customers/2");
    host.on_location_changed = nullptr;  // it answers later
    router.back();
    router.back();
    CHECK(host.places_before() == 1);
    router.location_changed(host.location());
    router.back();
    CHECK(host.places_before() == 0);
}
