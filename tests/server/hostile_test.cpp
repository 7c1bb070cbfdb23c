// What comes from outside may be anything: the answer is a clear refusal, nothing is lost, and the server serves on.
#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/customer_mutators.h"
#include "shared/sync/protocol.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

const std::string alice_principal = "customer:" + shop::alice;

Json sound_push(int mutation_id) {
    UpdateContactDetails details;
    details.customer_id = shop::alice;
    details.email = "alice@example.org";
    details.phone = "079 123 45 67";
    return push_of(alice_principal, numbered_id(1), mutation_id,
                   numbered_id(1000U + static_cast<unsigned>(mutation_id)), UpdateContactDetails::name,
                   details.to_json());
}

void require_health(const TestServer& server) {
    REQUIRE(server.ask({"GET", "/api/health", {}, {}}).status == 200);
}

/// Changes one place of the document: a member lost, of another type, or grown beyond reason.
void damage(Json& json, SeededRandom& random, int depth = 0) {
    if (depth < 6 && (json.is_object() || json.is_array()) && !json.empty() && random.below(4) != 0) {
        auto member = json.begin();
        std::advance(member, static_cast<std::ptrdiff_t>(random.below(json.size())));
        damage(*member, random, depth + 1);
        return;
    }
    switch (random.below(10)) {
        case 0:
            json = nullptr;
            break;
        case 1:
            json = true;
            break;
        case 2:
            json = -1;
            break;
        case 3:
            json = 1e308;
            break;
        case 4:
            json = std::numeric_limits<std::int64_t>::max();
            break;
        case 5:
            json = "";
            break;
        case 6:
            json = std::string(random.below(5000), 'x');
            break;
        case 7:
            json = Json::array({1, "two", nullptr});
            break;
        case 8:
            json = Json{{"unexpected", Json::object()}};
            break;
        default:
            json = "'; DROP TABLE customers; --";
            break;
    }
}

}  // namespace

TEST_CASE("A body that is no push is refused with the name of what is wrong") {
    TestServer server;
    const std::string token = server.sign_in_with_code(alice_code);
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    for (const std::string& body :
         {std::string{"{"}, std::string{"nonsense"}, std::string{"[]"}, std::string{"null"}, std::string{"{}"},
          std::string{"{\"protocol\":\"one\"}"}, std::string{"{\"a\":\"\xff\xfe\"}"}, deep,
          std::string{"{\"a\":1}{\"b\":2}"}, std::string(1, '\0')}) {
        INFO(body.substr(0, 40));
        const RawAnswer answer = server.ask({"POST", "/api/sync/push", bearer(token), body});
        CHECK(answer.status == 400);
        CHECK(json_of(answer).at("error").at("code") == "invalid");
        CHECK_FALSE(json_of(answer).at("error").contains("detail"));
    }
    require_health(server);
}

TEST_CASE("Damaged pushes are refused or judged, never half applied, and sound ones go through between them") {
    constexpr std::uint64_t seed = 20261121;
    INFO("seed " << seed);
    SeededRandom random{seed};
    TestServer server;
    const std::string token = server.sign_in_with_code(alice_code);
    int decided = 0;
    for (int round = 0; round < 600; ++round) {
        Json push = sound_push(decided + 1);
        for (std::uint64_t change = 0; change <= random.below(3); ++change)
            damage(push, random);
        const RawAnswer damaged = server.ask({"POST", "/api/sync/push", bearer(token), to_text(push)});
        INFO(to_text(push).substr(0, 600));
        REQUIRE((damaged.status == 200 || (damaged.status >= 400 && damaged.status < 500)));
        if (damaged.status == 200) decided = json_of(damaged).at("last_mutation_id");
        if (round % 50 != 0) continue;
        const RawAnswer sound = server.post("/api/sync/push", sound_push(decided + 1), bearer(token));
        INFO(sound.body);
        // A damaged push may have been judged under this uuid before; then it is known, and that is an answer too.
        REQUIRE((sound.status == 200 || sound.status == 409));
        if (sound.status == 200) decided = json_of(sound).at("last_mutation_id");
    }
    require_health(server);
    const auto customers = server.application().store().read(
        [](Database& database) { return database.integer("SELECT count(*) FROM customers"); });
    CHECK(customers.value() == 2);
}

TEST_CASE("Bytes of any kind sent to the port are answered with an error or with silence") {
    constexpr std::uint64_t seed = 20261122;
    INFO("seed " << seed);
    SeededRandom random{seed};
    TestServer server{[](server::ApplicationOptions& options) {
        options.limits.head_time = std::chrono::milliseconds{50};
        options.limits.body_time = std::chrono::milliseconds{50};
    }};
    const std::string sound = to_bytes({"POST", "/api/session/link", {}, R"({"code":"NBDY2345NBDY2345"})"});
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        for (std::uint64_t change = 0; change <= random.below(6); ++change) {
            const std::size_t at = random.below(bytes.size());
            if (random.below(2) == 0) {
                bytes[at] = static_cast<char>(random.below(256));
            } else {
                bytes.erase(at, random.below(5));
            }
        }
        RawClient client{server.port()};
        client.send(bytes + "\r\n\r\n");
        const RawAnswer answer = client.read_answer();
        CHECK((answer.status >= 400 || answer.status == 0));
        CHECK(answer.status < 506);
        CHECK(answer.status != 500);
    }
    require_health(server);
}

TEST_CASE("What is refused at the door is refused in our words") {
    TestServer server;
    struct Row {
        const char* sentence;
        std::string bytes;
        int status;
    };
    std::string many;
    for (int count = 0; count < 200; ++count)
        many += "X-Header-" + std::to_string(count) + ": 1\r\n";
    const std::string get = "GET /api/health HTTP/1.1\r\nHost: a\r\n";
    const std::string post = "POST /api/sync/push HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    const std::vector<Row> rows{
        {"200 headers", get + many + "\r\n", 431},
        {"a header of 100 KB", get + "X-Long: " + std::string(100'000, 'x') + "\r\n\r\n", 431},
        {"a body of 2 MB", post + "Content-Length: 2000000\r\n\r\n" + std::string(2'000'000, ' '), 413},
        {"a header injected by its value", get + "X-Note: a%0d%0aSet-Cookie: portail=1\r\n\r\n", 400},
        {"a chunk size that lies", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n0\r\n\r\n", 411},
        {"two lengths of the body", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"a method that nobody offers", "PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
    };
    for (const Row& row : rows) {
        INFO(row.sentence);
        const RawAnswer answer = send_raw(server.port(), row.bytes);
        CHECK(answer.status == row.status);
        CHECK(json_of(answer).at("error").at("key") == "error.malformed");
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.header("Set-Cookie").empty());
        require_health(server);
    }
}

TEST_CASE("An answer never says what is inside") {
    TestServer server;
    for (const char* const path :
         {"/api/nothing", "/api/sync", "/etc/passwd", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
          "/c/../../portail.db", "/admin/../lock", "/server.cpp%00.html"}) {
        INFO(path);
        const RawAnswer answer = server.ask({"GET", path, {}, {}});
        CHECK(answer.status >= 400);
        for (const char* const secret : {"root:", "SQLite", server.folder().c_str(), "server/"}) {
            CHECK(answer.body.find(secret) == std::string::npos);
        }
    }
}
