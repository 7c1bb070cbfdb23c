#include "native/session_http_client.h"

#include <httplib.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "tests/native/test_loop.h"
#include "tests/native/test_server.h"

using namespace portail;
using namespace portail::test;
namespace fs = std::filesystem;

namespace {

// Answers as our server does: POST opens a session, GET tells which one was sent, DELETE ends it.
void add_session_routes(httplib::Server& routes) {
    routes.Post("/api/session/password", [](const httplib::Request& request, httplib::Response& response) {
        const bool is_right = request.body.find("right") != std::string::npos;
        response.status = is_right ? 200 : 401;
        response.set_content(is_right ? R"({"role":"admin","token":"abc123"})" : R"({"token":"nothing"})",
                             "application/json");
    });
    routes.Get("/api/session", [](const httplib::Request& request, httplib::Response& response) {
        response.set_content("\"" + request.get_header_value("Authorization") + "\"", "application/json");
    });
    routes.Delete("/api/session", [](const httplib::Request&, httplib::Response& response) { response.status = 204; });
}

}  // namespace

TEST_CASE("a session is sent with every request, outlives the program, and ends with it signed out", "[native]") {
    const fs::path path = fs::temp_directory_path() / ("portail_token_" + std::to_string(::getpid()));
    fs::remove(path);
    RunningServer<httplib::Server> server{add_session_routes};
    TestLoop loop;
    const auto sent_token = [&](platform::HttpClient& client) {
        return ask(loop, client, {.path = "/api/session"}).body;
    };
    {
        NativeHttpClient http{loop, {.server = server.address()}};
        SessionHttpClient client{http, SessionFile{path}};
        CHECK(sent_token(client) == "\"\"");
        CHECK(ask(loop, client, {.method = "POST", .path = "/api/session/password", .body = "\"wrong\""}).status ==
              401);
        CHECK(sent_token(client) == "\"\"");
        CHECK(ask(loop, client, {.method = "POST", .path = "/api/session/password", .body = "\"right\""}).status ==
              200);
        CHECK(sent_token(client) == "\"Bearer abc123\"");
    }
    {
        NativeHttpClient http{loop, {.server = server.address()}};
        SessionHttpClient client{http, SessionFile{path}};
        CHECK(sent_token(client) == "\"Bearer abc123\"");
        CHECK(ask(loop, client, {.method = "DELETE", .path = "/api/session"}).status == 204);
        CHECK(sent_token(client) == "\"\"");
    }
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("signing out without a network keeps the token, so that the session can be ended later", "[native]") {
    const fs::path path = fs::temp_directory_path() / ("portail_token_" + std::to_string(::getpid()));
    REQUIRE(SessionFile{path}.save("abc123").ok());
    TestLoop loop;
    NativeHttpClient http{loop, {.server = "http://127.0.0.1:1"}};
    SessionHttpClient client{http, SessionFile{path}};
    CHECK(ask(loop, client, {.method = "DELETE", .path = "/api/session"}).status == 0);
    CHECK(SessionFile{path}.load() == "abc123");
    fs::remove(path);
}
