#include <httplib.h>

#include <catch2/catch_test_macros.hpp>

#include "server/http/tls_context.h"
#include "tests/server/self_signed.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("Over TLS everything works as without, and cookies and headers say so") {
    const SelfSigned self_signed;
    TestServer server{[&](server::ApplicationOptions& options) {
        options.tls_certificate = self_signed.certificate();
        options.tls_key = self_signed.private_key();
    }};
    httplib::SSLClient client{"127.0.0.1", server.port()};
    client.set_ca_cert_path(self_signed.certificate());
    client.set_keep_alive(true);

    for (int round = 0; round < 20; ++round) {
        const auto health = client.Get("/api/health");
        REQUIRE(health);
        CHECK(health->status == 200);
        CHECK(health->get_header_value("Strict-Transport-Security").find("max-age=") == 0);
    }
    const auto signed_in = client.Post("/api/session/link", {{"Sec-Fetch-Site", "same-origin"}},
                                       to_text(Json{{"code", alice_code}}), "application/json");
    REQUIRE(signed_in);
    CHECK(signed_in->status == 200);
    const std::string cookie = signed_in->get_header_value("Set-Cookie");
    CHECK(cookie.starts_with("__Host-portail="));
    CHECK(cookie.find("; Secure") != std::string::npos);
    CHECK(cookie.find("; Path=/;") != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
    const auto session = client.Get("/api/session", {{"Cookie", cookie.substr(0, cookie.find(';'))}});
    REQUIRE(session);
    CHECK(session->status == 200);

    // A body of several records, and an answer of several.
    const auto large = client.Post("/api/sync/push", {{"Sec-Fetch-Site", "same-origin"}}, std::string(900'000, ' '),
                                   "application/json");
    REQUIRE(large);
    CHECK(large->status == 401);
}

TEST_CASE("A stream of events goes over TLS") {
    const SelfSigned self_signed;
    TestServer server{[&](server::ApplicationOptions& options) {
        options.tls_certificate = self_signed.certificate();
        options.tls_key = self_signed.private_key();
        options.streams.heartbeat = std::chrono::milliseconds{10};
    }};
    httplib::SSLClient client{"127.0.0.1", server.port()};
    client.set_ca_cert_path(self_signed.certificate());
    const auto signed_in = client.Post("/api/session/link", to_text(Json{{"code", alice_code}}), "application/json");
    REQUIRE(signed_in);
    const std::string token = parse_json(signed_in->body).value().at("token");
    std::string heard;
    static_cast<void>(
        client.Get("/api/events", {{"Authorization", "Bearer " + token}}, [&](const char* bytes, std::size_t count) {
            heard.append(bytes, count);
            return heard.size() < 120;
        }));
    CHECK(heard.starts_with("event: heartbeat\ndata:\n\nevent: heartbeat\ndata:\n\n"));
}

TEST_CASE("Who speaks plain HTTP, or nothing at all, to the TLS port does not disturb it") {
    const SelfSigned self_signed;
    TestServer server{[&](server::ApplicationOptions& options) {
        options.tls_certificate = self_signed.certificate();
        options.tls_key = self_signed.private_key();
        options.limits.head_time = std::chrono::milliseconds{50};
    }};
    RawClient plain{server.port()};
    plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(plain.is_closed_by_server());
    RawClient silent{server.port()};
    CHECK(silent.is_closed_by_server());
    httplib::SSLClient client{"127.0.0.1", server.port()};
    client.set_ca_cert_path(self_signed.certificate());
    const auto health = client.Get("/api/health");
    REQUIRE(health);
    CHECK(health->status == 200);
}

TEST_CASE("A certificate that cannot be used is named") {
    const SelfSigned one;
    const SelfSigned other;
    const auto missing = http::make_tls_context("/nowhere/certificate.pem", one.private_key());
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().field == "tls-cert");
    const auto mismatched = http::make_tls_context(one.certificate(), other.private_key());
    REQUIRE_FALSE(mismatched.ok());
    CHECK(mismatched.error().field == "tls-key");
    CHECK(http::make_tls_context(one.certificate(), one.private_key()).ok());
}
