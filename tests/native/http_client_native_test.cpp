#include "native/http_client_native.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/native/test_loop.h"
#include "tests/native/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

// Holds requests until the test lets them go.
class Gate {
public:
    void wait() {
        std::unique_lock lock{m_mutex};
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_is_open; });
    }
    void wait_for_somebody() {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_waiting > 0; });
    }
    void open() {
        const std::lock_guard lock{m_mutex};
        m_is_open = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_is_open = false;
};

// Takes connections into its backlog and never answers.
class SilentServer {
public:
    SilentServer() : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(m_socket, 8) == 0);
        socklen_t size = sizeof address;
        REQUIRE(::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { ::close(m_socket); }
    [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    int m_socket;
    int m_port = 0;
};

void answer_json(httplib::Response& response, const std::string& json) {
    response.set_content(json, "application/json");
}

}  // namespace

TEST_CASE("a request arrives whole, and so does its answer", "[native]") {
    RunningServer<httplib::Server> server{[](httplib::Server& routes) {
        routes.Post("/api/echo", [](const httplib::Request& request, httplib::Response& response) {
            response.set_header("X-Type", request.get_header_value("Content-Type"));
            response.set_header("X-Authorization", request.get_header_value("Authorization"));
            response.status = 409;
            answer_json(response, request.body);
        });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    const std::string body = "{\"text\":\"" + std::string(500'000, 'e') + "\"}";

    const auto anonymous = ask(loop, client, {.method = "POST", .path = "/api/echo", .body = body});
    CHECK(anonymous.status == 409);
    CHECK(anonymous.body == body);
    CHECK(anonymous.headers.at("x-type") == "application/json");
    CHECK(anonymous.headers.at("x-authorization").empty());

    client.set_bearer_token("secret");
    const auto known = ask(loop, client, {.method = "POST", .path = "/api/echo", .body = "{}"});
    CHECK(known.headers.at("x-authorization") == "Bearer secret");
}

TEST_CASE("a POST without a body arrives", "[native]") {
    RunningServer<httplib::Server> server{[](httplib::Server& routes) {
        routes.Post("/api/session/end",
                    [](const httplib::Request&, httplib::Response& response) { response.status = 204; });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    CHECK(ask(loop, client, {.method = "POST", .path = "/api/session/end"}).status == 204);
}

TEST_CASE("what does not come from our server is no answer", "[native]") {
    RunningServer<httplib::Server> server{[](httplib::Server& routes) {
        routes.Get("/portal", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("<h1>Accept our terms</h1>", "text/html");
        });
        routes.Get("/moved",
                   [](const httplib::Request&, httplib::Response& response) { response.set_redirect("/portal"); });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    const std::string path = GENERATE("/portal", "/moved");
    const auto response = ask(loop, client, {.path = path});
    CHECK(response.status == 0);
    CHECK(response.body.empty());
}

TEST_CASE("a server that is not there, or says nothing, is no answer", "[native]") {
    TestLoop loop;
    SECTION("nobody listens") {
        NativeHttpClient client{loop, {.server = "http://127.0.0.1:1"}};
        CHECK(ask(loop, client, {.path = "/api/health"}).status == 0);
    }
    SECTION("time runs out") {
        const SilentServer server;
        NativeHttpClient client{loop, {.server = server.address()}};
        CHECK(ask(loop, client, {.path = "/api/health", .timeout = 50}).status == 0);
    }
}

TEST_CASE("a cancelled request never answers, and the others go on", "[native]") {
    Gate gate;
    RunningServer<httplib::Server> server{[&](httplib::Server& routes) {
        routes.Get("/slow", [&](const httplib::Request&, httplib::Response& response) {
            gate.wait();
            answer_json(response, "{}");
        });
        routes.Get("/fast", [](const httplib::Request&, httplib::Response& response) { answer_json(response, "{}"); });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    Answer slow;
    const auto request = client.send({.path = "/slow"}, slow.take());
    gate.wait_for_somebody();
    CHECK(ask(loop, client, {.path = "/fast"}).status == 200);  // not held up by the slow one
    client.cancel(request);
    gate.open();
    CHECK(ask(loop, client, {.path = "/fast"}).status == 200);
    CHECK_FALSE(slow.is_there);
}

TEST_CASE("an answer that came before it was cancelled is dropped too", "[native]") {
    RunningServer<httplib::Server> server{[](httplib::Server& routes) {
        routes.Get("/", [](const httplib::Request&, httplib::Response& response) { answer_json(response, "{}"); });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    Answer first;
    Answer second;
    const auto request = client.send({.path = "/"}, first.take());
    client.send({.path = "/"}, [&](platform::HttpResponse) {
        client.cancel(request);  // whichever comes first: at most one of the two is delivered after this
        second.is_there = true;
    });
    REQUIRE(loop.run_until([&] { return second.is_there; }));
    const bool came_first = first.is_there;
    CHECK(ask(loop, client, {.path = "/"}).status == 200);
    CHECK(first.is_there == came_first);
}

TEST_CASE("destroying the client ends it at once and drops what it waited for", "[native]") {
    const SilentServer server;
    TestLoop loop;
    Answer answer;
    bool is_closed = false;
    const auto began = std::chrono::steady_clock::now();
    {
        NativeHttpClient client{loop, {.server = server.address()}};
        client.send({.path = "/"}, answer.take());
        client.open_stream("/api/events", {.opened = {}, .received = {}, .closed = [&] { is_closed = true; }});
    }
    // The time-outs are 30 s and 10 s: far from them is all that matters.
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{5});
    loop.post([] {});
    bool drained = false;
    loop.post([&] { drained = true; });
    REQUIRE(loop.run_until([&] { return drained; }));
    CHECK_FALSE(answer.is_there);
    CHECK_FALSE(is_closed);
}

TEST_CASE("events stream in, until the server ends the stream", "[native]") {
    Gate end;
    RunningServer<httplib::Server> server{[&](httplib::Server& routes) {
        routes.Get("/api/events", [&](const httplib::Request& request, httplib::Response& response) {
            if (request.get_header_value("Authorization") != "Bearer secret") {
                response.status = 401;
                return;
            }
            response.set_chunked_content_provider("text/event-stream", [&](std::size_t, httplib::DataSink& sink) {
                const std::string events = "event: heartbeat\ndata:\n\nevent: poke\nid: 7\ndata:\n\n";
                sink.write(events.data(), events.size());
                end.wait();
                sink.done();
                return true;
            });
        });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    client.set_bearer_token("secret");
    std::vector<std::string> seen;
    client.open_stream("/api/events", {.opened = [&] { seen.push_back("opened"); },
                                       .received = [&](const std::string& event,
                                                       const std::string& id) { seen.push_back(event + id); },
                                       .closed = [&] { seen.push_back("closed"); }});
    REQUIRE(loop.run_until([&] { return seen.size() == 3; }));
    CHECK(seen == std::vector<std::string>{"opened", "heartbeat", "poke7"});
    end.open();
    REQUIRE(loop.run_until([&] { return seen.size() == 4; }));
    CHECK(seen.back() == "closed");
}

TEST_CASE("a stream that is refused closes without having been open", "[native]") {
    RunningServer<httplib::Server> server{[](httplib::Server& routes) {
        routes.Get("/503", [](const httplib::Request&, httplib::Response& response) {
            response.status = 503;
            answer_json(response, "{}");
        });
        routes.Get("/page", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("data: x\n\n", "text/html");
        });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    const std::string path = GENERATE("/503", "/page", "/missing");
    std::vector<std::string> seen;
    client.open_stream(path, {.opened = [&] { seen.push_back("opened"); },
                              .received = [&](const std::string&, const std::string&) { seen.push_back("event"); },
                              .closed = [&] { seen.push_back("closed"); }});
    REQUIRE(loop.run_until([&] { return !seen.empty(); }));
    CHECK(seen == std::vector<std::string>{"closed"});
}

TEST_CASE("opening another stream ends the first one silently", "[native]") {
    Gate never;
    RunningServer<httplib::Server> server{[&](httplib::Server& routes) {
        routes.Get("/one", [&](const httplib::Request&, httplib::Response& response) {
            response.set_chunked_content_provider("text/event-stream", [&](std::size_t, httplib::DataSink& sink) {
                sink.write("data:\n\n", 7);
                never.wait();
                sink.done();
                return true;
            });
        });
        routes.Get("/two", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("event: poke\nid: 2\ndata:\n\n", "text/event-stream");
        });
    }};
    TestLoop loop;
    NativeHttpClient client{loop, {.server = server.address()}};
    bool first_opened = false;
    bool first_closed = false;
    std::vector<std::string> seen;
    client.open_stream(
        "/one", {.opened = [&] { first_opened = true; }, .received = {}, .closed = [&] { first_closed = true; }});
    REQUIRE(loop.run_until([&] { return first_opened; }));
    client.open_stream(
        "/two", {.opened = {},
                 .received = [&](const std::string& event, const std::string& id) { seen.push_back(event + id); },
                 .closed = [&] { seen.push_back("closed"); }});
    REQUIRE(loop.run_until([&] { return seen.size() == 2; }));
    CHECK(seen == std::vector<std::string>{"poke2", "closed"});
    CHECK_FALSE(first_closed);
    never.open();
}

TEST_CASE("a certificate that nobody vouches for is refused", "[native]") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("portail_tls_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string certificate = folder / "certificate.pem";
    const std::string key = folder / "key.pem";
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1 -keyout " +
        key + " -out " + certificate + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);

    RunningServer<httplib::SSLServer> server{
        [](httplib::Server& routes) {
            routes.Get("/", [](const httplib::Request&, httplib::Response& response) { answer_json(response, "{}"); });
        },
        certificate.c_str(), key.c_str()};
    TestLoop loop;
    NativeHttpClient trusting{loop, {.server = server.address("https"), .certificate_file = certificate}};
    CHECK(ask(loop, trusting, {.path = "/"}).status == 200);
    NativeHttpClient careful{loop, {.server = server.address("https")}};
    CHECK(ask(loop, careful, {.path = "/"}).status == 0);
    std::filesystem::remove_all(folder);
}
