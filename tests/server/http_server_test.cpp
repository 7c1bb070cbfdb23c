#include "server/http/http_server.h"

#include <catch2/catch_test_macros.hpp>
#include <future>
#include <latch>
#include <thread>

#include "tests/server/raw_client.h"

using namespace portail;
using namespace portail::http;
using portail::test::RawAnswer;
using portail::test::RawClient;
using portail::test::send_raw;
using namespace std::chrono_literals;

namespace {

HttpServerOptions options_with(Limits limits) {
    HttpServerOptions options;
    options.limits = limits;
    options.refused = [](const Refusal& refusal, httplib::Response& response) {
        response.set_content(std::string{refusal.reason}, "text/plain");
    };
    options.finish = [](const httplib::Request&, httplib::Response&) {};
    return options;
}

/// A server that echoes, on a thread of its own.
class EchoServer {
public:
    explicit EchoServer(Limits limits = {}) : m_server(options_with(limits)) {
        m_server.Get("/hello", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("hello", "text/plain");
        });
        m_server.Post("/echo", [](const httplib::Request& request, httplib::Response& response) {
            response.set_content(request.body, "text/plain");
        });
    }
    ~EchoServer() { stop(); }

    void start() {
        m_port = m_server.bind("127.0.0.1", 0).value();
        m_thread = std::thread{[this] { m_server.serve(); }};
    }
    void stop() {
        m_server.stop_serving();
        if (m_thread.joinable()) m_thread.join();
    }
    [[nodiscard]] HttpServer& server() { return m_server; }
    [[nodiscard]] int port() const { return m_port; }

private:
    HttpServer m_server;
    int m_port = 0;
    std::thread m_thread;
};

std::string post(std::string_view body) {
    return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

constexpr std::string_view get_hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

bool answers_hello(int port) {
    const RawAnswer answer = send_raw(port, get_hello);
    return answer.status == 200 && answer.body == "hello";
}

}  // namespace

TEST_CASE("Many requests follow each other on one connection, also when sent without waiting") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    client.send(post("one") + post("two") + std::string{get_hello});
    CHECK(client.read_answer().body == "one");
    CHECK(client.read_answer().body == "two");
    CHECK(client.read_answer().body == "hello");
    for (int round = 0; round < 50; ++round) {
        client.send(post(std::to_string(round)));
        CHECK(client.read_answer().body == std::to_string(round));
    }
}

TEST_CASE("A request that arrives byte by byte is read as one") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    for (const char byte : post("patience"))
        client.send({&byte, 1});
    CHECK(client.read_answer().body == "patience");
}

TEST_CASE("A connection that has rested is taken up again") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    client.send(get_hello);
    CHECK(client.read_answer().status == 200);
    // Other clients come and go meanwhile, for longer than a worker waits for the next request.
    const auto until = std::chrono::steady_clock::now() + 60ms;
    while (std::chrono::steady_clock::now() < until)
        REQUIRE(answers_hello(echo.port()));
    client.send(get_hello);
    CHECK(client.read_answer().body == "hello");
}

TEST_CASE("A connection that rests too long is closed") {
    Limits limits;
    limits.idle_time = 40ms;
    EchoServer echo{limits};
    echo.start();
    RawClient client{echo.port()};
    client.send(get_hello);
    CHECK(client.read_answer().status == 200);
    CHECK(client.is_closed_by_server());
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("A client that sends its head too slowly hears 408") {
    Limits limits;
    limits.head_time = 40ms;
    EchoServer echo{limits};
    echo.start();
    RawClient client{echo.port()};
    client.send("GET /hello HT");
    CHECK(client.read_answer().status == 408);
    CHECK(client.is_closed_by_server());
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("A client that sends its body too slowly hears a clear error") {
    Limits limits;
    limits.body_time = 40ms;
    EchoServer echo{limits};
    echo.start();
    RawClient client{echo.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\nhalf");
    CHECK(client.read_answer().status == 400);
    CHECK(client.is_closed_by_server());
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("A body that is too large is refused with an answer that arrives, though the client goes on sending") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n\r\n");
    client.send(std::string(3'000'000, 'x'));
    CHECK(client.read_answer().status == 413);
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("A head without an end is refused") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    client.send("GET /hello HTTP/1.1\r\nX-Long: " + std::string(40'000, 'x'));
    CHECK(client.read_answer().status == 431);
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("A client is told to go on where it asks before sending its body") {
    EchoServer echo;
    echo.start();
    RawClient client{echo.port()};
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4\r\n"
        "Expect: 100-continue\r\n\r\n");
    CHECK(client.read_answer().status == 100);
    client.send("body");
    CHECK(client.read_answer().body == "body");
}

TEST_CASE("One address gets only so many connections, and gets them again when it has closed some") {
    Limits limits;
    limits.connections_of_a_neighbour = 3;
    EchoServer echo{limits};
    echo.start();
    {
        RawClient first{echo.port()}, second{echo.port()}, third{echo.port()};
        for (RawClient* client : {&first, &second, &third}) {
            client->send(get_hello);
            CHECK(client->read_answer().status == 200);
        }
        RawClient fourth{echo.port()};
        fourth.send(get_hello);
        CHECK(fourth.is_closed_by_server());
    }
    while (echo.server().open_connections() > 0)
        std::this_thread::yield();
    CHECK(answers_hello(echo.port()));
}

TEST_CASE("More clients than workers are all served") {
    Limits limits;
    limits.workers = 4;
    EchoServer echo{limits};
    echo.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 100; ++count) {
        clients.push_back(std::make_unique<RawClient>(echo.port()));
        clients.back()->send(get_hello);
    }
    for (const auto& client : clients)
        CHECK(client->read_answer().status == 200);
    for (const auto& client : clients)
        client->send(get_hello);
    for (const auto& client : clients)
        CHECK(client->read_answer().status == 200);
}

TEST_CASE("A stop lets what has begun be answered and closes what rests") {
    Limits limits;
    limits.idle_time = 10min;  // only the stop can close the resting connection
    EchoServer echo{limits};
    std::latch begun{1};
    std::promise<void> may_end;
    echo.server().Get("/slow", [&](const httplib::Request&, httplib::Response& response) {
        begun.count_down();
        may_end.get_future().wait();
        response.set_content("done", "text/plain");
    });
    echo.start();

    RawClient resting{echo.port()};
    resting.send(get_hello);
    CHECK(resting.read_answer().status == 200);
    RawClient working{echo.port()};
    working.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.wait();

    echo.server().stop_serving();
    CHECK(resting.is_closed_by_server());
    may_end.set_value();
    const RawAnswer answer = working.read_answer();
    CHECK(answer.status == 200);
    CHECK(answer.body == "done");
    CHECK(working.is_closed_by_server());
    echo.stop();
    CHECK(RawClient{echo.port()}.is_closed_by_server());
}

TEST_CASE("A stop does not wait for a client that is slow") {
    Limits limits;
    limits.body_time = 10min;
    limits.grace_time = 40ms;
    EchoServer echo{limits};
    echo.start();
    RawClient client{echo.port()};
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n"
        "Expect: 100-continue\r\n\r\n");
    CHECK(client.read_answer().status == 100);  // so the request has begun
    echo.stop();
    CHECK(client.is_closed_by_server());
}

TEST_CASE("A port that is taken is told apart from other failures") {
    EchoServer first;
    first.start();
    HttpServer second{options_with({})};
    const Result<int> bound = second.bind("127.0.0.1", first.port());
    REQUIRE_FALSE(bound.ok());
    CHECK(bound.error().code == ErrorCode::Conflict);
    CHECK(bound.error().field == "port");
}
