#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "tests/screens/portal_fixture.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("a link opens its customer's page") {
    PortalFixture phone;
    phone.open();
    CHECK(phone.shows("Bonjour Alice"));
    CHECK(phone.shows("Garage du Lac"));
    CHECK(phone.shows("ZH 12345"));
    CHECK_FALSE(phone.shows("VD 678"));
    CHECK(phone.host.window_title == "Accueil – Garage du Lac");
    CHECK(phone.host.page_language == "fr");
    CHECK(std::count(phone.network.requests.begin(), phone.network.requests.end(), "POST /api/session/link") == 1);
}

TEST_CASE("a second visit keeps the session that is there") {
    PortalFixture phone;
    phone.open();
    phone.reload();
    CHECK(phone.shows("Bonjour Alice"));
    CHECK(std::count(phone.network.requests.begin(), phone.network.requests.end(), "POST /api/session/link") == 1);
}

TEST_CASE("a session that has ended is begun again by the link, without a word") {
    PortalFixture phone;
    phone.open();
    phone.network.session.reset();
    phone.network.poke();
    phone.settle();
    CHECK(phone.network.session.has_value());
    CHECK(phone.shows("Bonjour Alice"));
    phone.book_first_slot();
    CHECK(phone.shows("L’atelier a bien reçu votre demande."));
}

TEST_CASE("a wrong code gets a friendly page that reveals nothing of anybody") {
    for (const char* link : {"/c/WWWWWWWWWWWWWWWW", "/c/x", "/c/%3Cscript%3E"}) {
        PortalFixture phone{link};
        phone.open();
        CHECK(phone.shows("Ce lien ne fonctionne plus"));
        CHECK(phone.shows("Scannez votre QR code le plus récent"));
        CHECK_FALSE(phone.shows("Alice"));
        CHECK_FALSE(phone.shows("ZH 12345"));
        CHECK(phone.disk->write_count() == 0);
    }
}

TEST_CASE("the code can be typed as it is printed") {
    PortalFixture phone{"/"};
    phone.open();
    CHECK(phone.shows("Votre portail client"));
    phone.fill("Code personnel", "abcd efgh");
    phone.press("Ouvrir mon portail");
    CHECK(phone.shows("« Code personnel » compte 16 lettres et chiffres."));
    phone.fill("Code personnel", "abcd efgh jklm-npqr");
    phone.press("Ouvrir mon portail");
    CHECK(phone.shows("Bonjour Alice"));
    CHECK(phone.host.location() == "/c/ABCDEFGHJKLMNPQR");
}

TEST_CASE("too many guesses are asked to wait") {
    PortalFixture phone{"/c/WWWWWWWWWWWWWWWW"};
    phone.network.next_answer = platform::HttpResponse{429, R"({"error":{"code":"too_many"}})", {}};
    phone.open();
    CHECK(phone.shows("Patientez une minute"));
    CHECK(phone.has(ui::Role::Button, "Réessayer"));
}

TEST_CASE("the first visit without a network says what it needs, and goes on by itself later") {
    PortalFixture phone;
    phone.network.cut();
    phone.open();
    CHECK(phone.shows("Pas de réseau"));
    phone.network.restore();
    phone.host.on_online_changed(true);
    phone.settle();
    CHECK(phone.shows("Bonjour Alice"));
}

TEST_CASE("another customer's link never shows this one's data, not even without a network") {
    PortalFixture phone;
    phone.open();
    phone.close();
    phone.network.cut();
    phone.host.open_page("/c/RQPNMLKJHGFEDCBA");
    phone.open();
    CHECK(phone.shows("Pas de réseau"));
    CHECK_FALSE(phone.shows("Alice"));
    phone.close();
    phone.host.open_page("/c/ABCDEFGHJKLMNPQR");
    phone.open();
    CHECK(phone.shows("Bonjour Alice"));
}

TEST_CASE("the start page opens the portal of who was here last") {
    PortalFixture phone;
    phone.open();
    phone.close();
    phone.host.open_page("/");
    phone.open();
    CHECK(phone.shows("Bonjour Alice"));
    CHECK(phone.host.location() == "/c/me");
}

TEST_CASE("nothing that is stored on the device leads back to the code") {
    PortalFixture phone;
    phone.open();
    for (const auto& [key, value] : phone.host.storage)
        CHECK(value.find("ABCDEFGHJKLMNPQR") == std::string::npos);
}

TEST_CASE("a revoked link takes the data off the device at once") {
    PortalFixture phone;
    phone.open();
    phone.server.codes.erase("ABCDEFGHJKLMNPQR");
    phone.network.session.reset();
    phone.network.next_answer = platform::HttpResponse{
        401,
        R"({"error":{"code":"unauthorized","key":"error.link_unknown","field":"code","values":{}},"wipe":"revoked"})",
        {}};
    phone.network.poke();
    phone.settle();
    CHECK(phone.shows("Ce lien ne fonctionne plus"));
    CHECK_FALSE(phone.shows("Alice"));
    phone.close();
    phone.network.cut();
    phone.open();
    CHECK_FALSE(phone.shows("Alice"));
}

TEST_CASE("signing out takes the data off the device, and a reload does not bring it back") {
    PortalFixture phone;
    phone.open();
    phone.press(ui::Role::Link, "Mes infos");
    phone.press("Se déconnecter");
    CHECK(phone.has(ui::Role::Dialog, "Se déconnecter ?"));
    phone.press_in_dialog("Se déconnecter");
    CHECK(phone.shows("Votre portail client"));
    CHECK_FALSE(phone.network.session.has_value());
    CHECK(phone.host.location() == "/");
    phone.reload();
    CHECK(phone.shows("Votre portail client"));
}

TEST_CASE("a sign-out without a network ends the session as soon as there is one") {
    PortalFixture phone;
    phone.open();
    phone.press(ui::Role::Link, "Mes infos");
    phone.network.cut();
    phone.press("Se déconnecter");
    phone.press_in_dialog("Se déconnecter");
    CHECK(phone.shows("Votre portail client"));
    CHECK(phone.network.session.has_value());
    phone.close();
    phone.network.restore();
    phone.open();
    CHECK_FALSE(phone.network.session.has_value());
    CHECK(phone.shows("Votre portail client"));
}

TEST_CASE("signing out with unsent work asks what becomes of it") {
    PortalFixture phone;
    phone.open();
    phone.network.cut();
    phone.book_first_slot();
    phone.press("Retour à l’accueil");
    phone.press(ui::Role::Link, "Mes infos");
    phone.press("Se déconnecter");
    CHECK(phone.shows("Un changement n’est pas encore arrivé"));
    phone.press("Garder ici pour mon retour");
    CHECK(phone.shows("Votre portail client"));
    phone.close();
    phone.network.restore();
    phone.host.open_page("/c/ABCDEFGHJKLMNPQR");
    phone.open();
    phone.wait(minute_ms);
    CHECK(phone.shows("Prochain rendez-vous"));
    CHECK(phone.has(ui::Role::Button, "À jour"));
}
