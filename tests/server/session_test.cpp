#include <catch2/catch_test_macros.hpp>

#include "server/core/secret_hash.h"
#include "server/routes.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/sync/protocol.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

const std::map<std::string, std::string> from_our_page{{"Sec-Fetch-Site", "same-origin"}};

std::map<std::string, std::string> with_cookie(const std::string& cookie) {
    return {{"Sec-Fetch-Site", "same-origin"}, {"Cookie", cookie}};
}

/// "name=value" of a Set-Cookie.
std::string cookie_of(const RawAnswer& answer) {
    const std::string header = answer.header("Set-Cookie");
    return header.substr(0, header.find(';'));
}

RegeneratePortalLink another_link_for_alice() {
    RegeneratePortalLink link;
    link.customer_id = shop::alice;
    link.portal_link_id = numbered_id(911);
    link.portal_code = "ALCE6789ALCE6789";
    return link;
}

}  // namespace

TEST_CASE("Every route keeps out whom it is not for") {
    TestServer server;
    const std::string customer = server.sign_in_with_code(alice_code);
    for (const server::Route& route : server::route_table()) {
        const std::string path = route.path;
        if (path.find('*') != std::string::npos) continue;
        const char* const method = route.method == server::Method::Get    ? "GET"
                                   : route.method == server::Method::Post ? "POST"
                                                                          : "DELETE";
        INFO(method << " " << path);
        const Ask as_nobody{method, path, {}, {}};
        const Ask as_customer{method, path, bearer(customer), {}};
        const Ask through_a_proxy{method, path, {{"X-Forwarded-For", "203.0.113.9"}}, {}};
        switch (route.access) {
            case server::Access::Anyone:
                CHECK(server.ask(as_nobody).status != 401);
                break;
            case server::Access::Machine:
                CHECK(server.ask(through_a_proxy).status == 404);
                break;
            case server::Access::SignedIn:
                CHECK(server.ask(as_nobody).status == 401);
                break;
            case server::Access::Staff:
                CHECK(server.ask(as_nobody).status == 401);
                CHECK(server.ask(as_customer).status == 403);
                break;
        }
    }
}

TEST_CASE("A portal's code becomes a session, however it is typed") {
    TestServer server;
    for (const char* const code : {alice_code, "alce2345alce2345", " ALCE 2345 ALCE-2345 "}) {
        INFO(code);
        const RawAnswer answer = server.post("/api/session/link", {{"code", code}});
        CHECK(answer.status == 200);
        const Json session = json_of(answer);
        CHECK(session.at("principal") == "customer:" + shop::alice);
        CHECK(session.at("role") == "customer");
        CHECK(session.at("assurance") == "link");
        CHECK(session.at("server_time") == shop::now);
        CHECK(answer.header("Set-Cookie").empty());
        CHECK(server.ask({"GET", "/api/session", bearer(session.at("token")), {}}).status == 200);
    }
}

TEST_CASE("A browser gets a cookie that no script can read, and no token") {
    TestServer server;
    const RawAnswer answer = server.post("/api/session/link", {{"code", alice_code}}, from_our_page);
    REQUIRE(answer.status == 200);
    CHECK_FALSE(json_of(answer).contains("token"));
    const std::string cookie = answer.header("Set-Cookie");
    for (const char* const part : {"portail=", "; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age="}) {
        INFO(part);
        CHECK(cookie.find(part) != std::string::npos);
    }
    CHECK(server.ask({"GET", "/api/session", with_cookie(cookie_of(answer)), {}}).status == 200);
}

TEST_CASE("A wrong code is answered like a revoked one, and tells nothing") {
    TestServer server;
    server.mutate_as_admin(another_link_for_alice());
    const RawAnswer wrong = server.post("/api/session/link", {{"code", unknown_code}});
    const RawAnswer revoked = server.post("/api/session/link", {{"code", alice_code}});
    CHECK(wrong.status == 401);
    CHECK(revoked.status == 401);
    CHECK(wrong.body == revoked.body);
    CHECK(json_of(wrong).at("error").at("key") == "error.link_unknown");
    CHECK(server.post("/api/session/link", {{"code", "nonsense"}}).body == wrong.body);
}

TEST_CASE("A paused link opens nothing and ends its sessions; resumed, the same code opens the portal again") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string bruno = server.sign_in_with_code(bruno_code);
    const RawAnswer unknown = server.post("/api/session/link", {{"code", unknown_code}});

    server.mutate_as_admin(PausePortalLink{server.link_of(shop::alice).id});
    const RawAnswer ended = server.ask({"GET", "/api/session", bearer(alice), {}});
    CHECK(ended.status == 401);
    CHECK(json_of(ended).at("wipe") == "link_paused");
    CHECK(server.post("/api/session/link", {{"code", alice_code}}).body == unknown.body);
    CHECK(server.ask({"GET", "/api/session", bearer(bruno), {}}).status == 200);

    server.mutate_as_admin(ResumePortalLink{server.link_of(shop::alice).id});
    CHECK(server.ask({"GET", "/api/session", bearer(server.sign_in_with_code(alice_code)), {}}).status == 200);
    CHECK(server.ask({"GET", "/api/session", bearer(alice), {}}).status == 401);
}

TEST_CASE("The staff see when a link was last used, on what and from where") {
    TestServer server;
    CHECK_FALSE(server.link_of(shop::alice).last_used_at);
    const RawAnswer opened = server.post("/api/session/link", {{"code", alice_code}}, {{"User-Agent", "iPhone Safari/1"}});
    REQUIRE(opened.status == 200);
    PortalLink link = server.link_of(shop::alice);
    CHECK(link.last_used_at == shop::now);
    CHECK(link.last_used_device == "iPhone, Safari");
    CHECK(link.last_used_address == "127.0.0.1");
    CHECK_FALSE(server.link_of(shop::bruno).last_used_at);

    // A device that comes back later opens its stream again, and counts once in a quarter of an hour.
    const auto come_back = [&] {
        RawClient stream{server.port()};
        stream.send(to_bytes({"GET", "/api/events", bearer(json_of(opened).at("token")), {}}));
        REQUIRE(stream.read_until([](std::string_view seen) { return seen.find("text/event-stream") != seen.npos; }));
        server.run_in_writer([](Database&) -> Result<void> { return {}; });  // behind the note in the queue
        return server.link_of(shop::alice).last_used_at;
    };
    server.clock().advance(10 * minute_ms);
    CHECK(come_back() == shop::now);
    server.clock().advance(10 * minute_ms);
    CHECK(come_back() == shop::now + 20 * minute_ms);
}

TEST_CASE("A revoked link ends its sessions at once, and says so to the device that had it") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string bruno = server.sign_in_with_code(bruno_code);
    server.mutate_as_admin(another_link_for_alice());

    for (const RawAnswer& answer :
         {server.ask({"GET", "/api/sync/pull?client_id=" + numbered_id(1), bearer(alice), {}}),
          server.ask({"GET", "/api/session", bearer(alice), {}}),
          server.post("/api/sync/push",
                      push_of("customer:" + shop::alice, numbered_id(1), 1, numbered_id(2), "x", Json::object()),
                      bearer(alice))}) {
        CHECK(answer.status == 401);
        CHECK(json_of(answer).at("wipe") == "link_revoked");
    }
    CHECK(server.ask({"GET", "/api/session", bearer(bruno), {}}).status == 200);
    // A token that the server never gave out must wipe nothing.
    const RawAnswer stranger = server.ask({"GET", "/api/session", bearer(std::string(64, 'a')), {}});
    CHECK(stranger.status == 401);
    CHECK_FALSE(json_of(stranger).contains("wipe"));
}

TEST_CASE("A customer and staff can be signed in side by side in one browser") {
    TestServer server;
    const RawAnswer customer = server.post("/api/session/link", {{"code", alice_code}}, from_our_page);
    const RawAnswer staff = server.post("/api/session/password", {{"email", admin_email}, {"password", admin_password}},
                                        with_cookie(cookie_of(customer)));
    REQUIRE(staff.status == 200);
    const std::string both = cookie_of(customer) + "; " + cookie_of(staff);
    const auto role_as = [&](const std::string& as) {
        return json_of(server.ask({"GET", "/api/session" + as, with_cookie(both), {}})).at("role").get<std::string>();
    };
    CHECK(role_as("") == "customer");
    CHECK(role_as("?as=customer") == "customer");
    CHECK(role_as("?as=staff") == "admin");

    // Another customer's link takes the place of the first; staff stay signed in.
    const RawAnswer other = server.post("/api/session/link", {{"code", bruno_code}}, with_cookie(both));
    REQUIRE(other.status == 200);
    CHECK(server.ask({"GET", "/api/session", with_cookie(cookie_of(customer)), {}}).status == 401);
    CHECK(server.ask({"GET", "/api/session", with_cookie(cookie_of(staff)), {}}).status == 200);
}

TEST_CASE("Staff sign in with e-mail and password, whatever the case of the address") {
    TestServer server;
    for (const char* const email : {"admin@garage.example", "ADMIN@GARAGE.EXAMPLE", "  Admin@garage.example "}) {
        const RawAnswer answer = server.post("/api/session/password", {{"email", email}, {"password", admin_password}});
        CHECK(answer.status == 200);
        CHECK(json_of(answer).at("assurance") == "password");
    }
    const RawAnswer wrong = server.post("/api/session/password", {{"email", admin_email}, {"password", "guess"}});
    const RawAnswer nobody = server.post("/api/session/password", {{"email", "x@y.example"}, {"password", "guess"}});
    CHECK(wrong.status == 401);
    CHECK(nobody.status == 401);
    CHECK(wrong.body == nobody.body);
    CHECK(wrong.body.find("argon2") == std::string::npos);
}

TEST_CASE("Of 120 wrong sign-ins at most 10 are even evaluated, and other accounts and addresses go on") {
    TestServer server{[](server::ApplicationOptions& options) { options.trusted_proxies = {"127.0.0.1"}; }};
    const auto sign_in = [&](const char* address, const char* email, const char* password) {
        return server.post("/api/session/password", {{"email", email}, {"password", password}},
                           {{"X-Forwarded-For", address}});
    };
    int refused = 0;
    for (int attempt = 0; attempt < 120; ++attempt) {
        const RawAnswer answer = sign_in("203.0.113.7", admin_email, "guess");
        if (answer.status != 429) continue;
        ++refused;
        CHECK_FALSE(answer.header("Retry-After").empty());
    }
    CHECK(refused >= 110);
    CHECK(server.application().metrics().wrong_sign_ins <= 10);

    // The account is protected from other addresses too; the address from other accounts.
    CHECK(sign_in("203.0.113.8", admin_email, admin_password).status == 429);
    CHECK(sign_in("203.0.113.7", "other@garage.example", "guess").status == 429);
    CHECK(sign_in("203.0.113.8", "other@garage.example", "guess").status == 401);
    server.clock().advance(5 * minute_ms);
    CHECK(sign_in("203.0.113.8", admin_email, admin_password).status == 200);
}

TEST_CASE("Guessing codes is throttled, for an address and not for its neighbours") {
    TestServer server{[](server::ApplicationOptions& options) { options.trusted_proxies = {"127.0.0.1"}; }};
    const auto guess = [&](const char* address, const char* code) {
        return server.post("/api/session/link", {{"code", code}}, {{"X-Forwarded-For", address}}).status;
    };
    int evaluated = 0;
    for (int attempt = 0; attempt < 100; ++attempt)
        evaluated += guess("203.0.113.7", unknown_code) == 401 ? 1 : 0;
    CHECK(evaluated <= 20);
    CHECK(guess("203.0.113.7", alice_code) == 429);
    CHECK(guess("203.0.113.8", alice_code) == 200);
    // One line of a household's IPv6 network is as good as another.
    for (int attempt = 0; attempt < 30; ++attempt)
        guess("2001:db8:1:2::1", unknown_code);
    CHECK(guess("2001:db8:1:2::ffff", alice_code) == 429);
    CHECK(guess("2001:db8:1:3::1", alice_code) == 200);
}

TEST_CASE("Without a trusted proxy nobody can choose his address") {
    TestServer server;
    int evaluated = 0;
    for (int attempt = 0; attempt < 100; ++attempt) {
        const std::string address = "203.0.113." + std::to_string(attempt);
        evaluated +=
            server.post("/api/session/link", {{"code", unknown_code}}, {{"X-Forwarded-For", address}}).status == 401;
    }
    CHECK(evaluated <= 20);
}

TEST_CASE("A request that changes something must come from our own pages") {
    TestServer server;
    const std::string cookie = cookie_of(server.post("/api/session/link", {{"code", alice_code}}, from_our_page));
    struct Row {
        const char* sentence;
        std::map<std::string, std::string> headers;
        bool passes;
    };
    const std::vector<Row> rows{
        {"our own page", {{"Sec-Fetch-Site", "same-origin"}}, true},
        {"another site", {{"Sec-Fetch-Site", "cross-site"}}, false},
        {"a neighbouring subdomain", {{"Sec-Fetch-Site", "same-site"}}, false},
        {"another site that also claims our origin",
         {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://127.0.0.1"}},
         false},
        {"an older browser on our page", {{"Origin", "http://127.0.0.1"}}, true},
        {"an older browser on another site", {{"Origin", "http://evil.example"}}, false},
        {"an older browser in a sandbox", {{"Origin", "null"}}, false},
        {"a browser that says nothing", {}, false},
    };
    for (const Row& row : rows) {
        INFO(row.sentence);
        auto headers = row.headers;
        headers["Cookie"] = cookie;
        const int status = server.post("/api/sync/push", Json::object(), headers).status;
        CHECK((status != 403) == row.passes);
        CHECK((server.post("/api/session/link", {{"code", unknown_code}}, headers).status != 403) == row.passes);
    }
}

TEST_CASE("Signing out ends the session and takes the cookie away") {
    TestServer server;
    const std::string cookie = cookie_of(server.post("/api/session/link", {{"code", alice_code}}, from_our_page));
    const RawAnswer answer = server.ask({"DELETE", "/api/session", with_cookie(cookie), {}});
    CHECK(answer.status == 204);
    CHECK(answer.header("Set-Cookie").find("Max-Age=0") != std::string::npos);
    const RawAnswer after = server.ask({"GET", "/api/session", with_cookie(cookie), {}});
    CHECK(after.status == 401);
    CHECK_FALSE(json_of(after).contains("wipe"));
}

TEST_CASE("A session ends by itself") {
    TestServer server;
    const std::string admin = server.sign_in_as_admin();
    const std::string alice = server.sign_in_with_code(alice_code);
    server.clock().advance(server::staff_session_lifetime);
    CHECK(server.ask({"GET", "/api/session", bearer(admin), {}}).status == 401);
    CHECK(server.ask({"GET", "/api/session", bearer(alice), {}}).status == 200);
}

TEST_CASE("Staff who have left are signed out and cannot come back") {
    TestServer server;
    const std::string admin = server.sign_in_as_admin();
    server.run_in_writer([](Database& database) {
        return database.run("UPDATE staff_members SET retired_at = 1 WHERE id = ?1", shop::admin);
    });
    CHECK(json_of(server.ask({"GET", "/api/session", bearer(admin), {}})).at("wipe") == "staff_retired");
    CHECK(server.post("/api/session/password", {{"email", admin_email}, {"password", admin_password}}).status == 401);
}

TEST_CASE("A changed password ends the person's other sessions and replaces the old one") {
    TestServer server;
    const std::string here = server.sign_in_as_admin();
    const std::string elsewhere = server.sign_in_as_admin();
    const auto change = [&](const char* present, const char* wanted) {
        return server.post("/api/staff/password", {{"password", present}, {"new_password", wanted}}, bearer(here));
    };
    CHECK(change("wrong", "a quite new password").status == 401);
    const RawAnswer too_short = change(admin_password, "short");
    CHECK(too_short.status == 400);
    CHECK(json_of(too_short).at("error").at("field") == "new_password");
    CHECK(change(admin_password, "a quite new password").status == 204);
    CHECK(server.ask({"GET", "/api/session", bearer(here), {}}).status == 200);
    CHECK(server.ask({"GET", "/api/session", bearer(elsewhere), {}}).status == 401);
    CHECK(server.post("/api/session/password", {{"email", admin_email}, {"password", admin_password}}).status == 401);
    CHECK(server.post("/api/session/password", {{"email", admin_email}, {"password", "a quite new password"}}).status ==
          200);
}

TEST_CASE("The database holds no token, no code that opens something and no password") {
    TestServer server;
    const std::string token = server.sign_in_with_code(alice_code);
    const auto stored = server.application().store().read([](Database& database) {
        return database.rows("SELECT token_hash FROM sessions", [](const Row& row) { return row.text(0); });
    });
    REQUIRE(stored.ok());
    REQUIRE(stored->size() == 1);
    CHECK(stored->front() == server::secret_hash(token));
    CHECK(stored->front() != token);
}
