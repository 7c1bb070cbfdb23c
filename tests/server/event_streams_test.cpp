#include "server/http/event_streams.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "server/http/http_server.h"
#include "tests/server/raw_client.h"

using namespace portail;
using namespace portail::http;
using portail::test::RawClient;
using namespace std::chrono_literals;

namespace {

/// Serves /events?scope=…&owner=… with an EventStreams behind it.
class StreamServer {
public:
    explicit StreamServer(EventStreamOptions options) : streams(options, "everyone"), m_server(server_options()) {
        m_server.Get("/events", [this](const httplib::Request& request, httplib::Response& response) {
            if (!streams.reserve()) {
                response.status = 503;
                return;
            }
            std::vector<std::string> scopes{"everyone", request.get_param_value("scope")};
            response.set_header("Connection", "close");
            response.set_content_provider("text/event-stream", [](std::size_t, httplib::DataSink& sink) {
                sink.done();
                return true;
            });
            HttpServer::facts().hand_over =
                [this, scopes, owner = request.get_param_value("owner")](std::shared_ptr<Connection> connection) {
                    if (connection) {
                        streams.add(std::move(connection), scopes, owner);
                    } else {
                        streams.give_back();
                    }
                };
        });
        port = m_server.bind("127.0.0.1", 0).value();
        m_thread = std::thread{[this] { m_server.serve(); }};
    }
    ~StreamServer() {
        streams.stop();
        m_server.stop_serving();
        m_thread.join();
    }

    EventStreams streams;
    int port = 0;

private:
    static HttpServerOptions server_options() {
        HttpServerOptions options;
        options.refused = [](const Refusal&, httplib::Response&) {};
        options.finish = [](const httplib::Request&, httplib::Response&) {};
        return options;
    }
    HttpServer m_server;
    std::thread m_thread;
};

void open_stream(RawClient& client, const std::string& scope, const std::string& owner = "owner") {
    client.send("GET /events?scope=" + scope + "&owner=" + owner + " HTTP/1.1\r\nHost: a\r\n\r\n");
}

bool hears(RawClient& client, std::string_view text) {
    return client.read_until([&](std::string_view all) { return all.find(text) != std::string_view::npos; });
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("A stream that comes while the server stops is closed at once", "[streams]") {
    StreamServer server{EventStreamOptions{}};
    server.streams.stop();
    RawClient client{server.port};
    open_stream(client, "everyone");
    CHECK(client.is_closed_by_server());
    CHECK(server.streams.count() == 0);
}

TEST_CASE("A stream begins with a heartbeat, says nothing about its length and hears its own pokes alone") {
    StreamServer server{{}};
    RawClient mine{server.port}, other{server.port};
    open_stream(mine, "customer:1:link");
    open_stream(other, "customer:2:link");
    REQUIRE(hears(mine, "event: heartbeat\ndata:\n\n"));
    REQUIRE(hears(other, "event: heartbeat\ndata:\n\n"));
    CHECK(mine.received().starts_with("HTTP/1.1 200"));
    CHECK(mine.received().find("text/event-stream") != std::string_view::npos);
    CHECK(mine.received().find("Content-Length") == std::string_view::npos);
    CHECK(mine.received().find("Transfer-Encoding") == std::string_view::npos);

    server.streams.poke({{"customer:1:link", 7}});
    REQUIRE(hears(mine, "id: 7\nevent: poke\ndata:\n\n"));
    server.streams.poke({{"customer:2:link", 8}});
    REQUIRE(hears(other, "id: 8\nevent: poke\ndata:\n\n"));
    CHECK(other.received().find("id: 7") == std::string_view::npos);
}

TEST_CASE("Pokes for everybody are gathered into few, and none is lost") {
    EventStreamOptions options;
    options.shared_poke_interval = 80ms;
    options.shared_poke_jitter = 5ms;
    StreamServer server{options};
    RawClient client{server.port};
    open_stream(client, "staff:agenda");
    REQUIRE(hears(client, "heartbeat"));
    for (std::int64_t version = 1; version <= 200; ++version)
        server.streams.poke({{"everyone", version}});
    REQUIRE(hears(client, "id: 200\n"));
    CHECK(count_of(client.received(), "event: poke") <= 3);
}

TEST_CASE("A poke of a stream's own brings the waiting one for everybody with it") {
    EventStreamOptions options;
    options.shared_poke_interval = 10min;
    options.shared_poke_jitter = 0ms;
    StreamServer server{options};
    RawClient client{server.port};
    open_stream(client, "staff:agenda");
    REQUIRE(hears(client, "heartbeat"));
    server.streams.poke({{"everyone", 1}});
    REQUIRE(hears(client, "id: 1\n"));
    server.streams.poke({{"everyone", 2}, {"staff:agenda", 3}});
    REQUIRE(hears(client, "id: 3\n"));
    CHECK(count_of(client.received(), "event: poke") == 2);
}

TEST_CASE("A silent stream hears heartbeats") {
    EventStreamOptions options;
    options.heartbeat = 20ms;
    StreamServer server{options};
    RawClient client{server.port};
    open_stream(client, "staff:agenda");
    CHECK(client.read_until([](std::string_view all) { return count_of(all, "event: heartbeat") >= 4; }));
}

TEST_CASE("The place of a stream that has gone is free again, and there are no more places than that") {
    EventStreamOptions options;
    options.most_streams = 2;
    StreamServer server{options};
    {
        RawClient first{server.port}, second{server.port}, third{server.port};
        open_stream(first, "a");
        open_stream(second, "b");
        REQUIRE(hears(first, "heartbeat"));
        REQUIRE(hears(second, "heartbeat"));
        open_stream(third, "c");
        CHECK(third.read_answer().status == 503);
    }
    while (server.streams.count() > 0)
        std::this_thread::yield();
    RawClient fourth{server.port};
    open_stream(fourth, "d");
    CHECK(hears(fourth, "heartbeat"));
}

TEST_CASE("The streams of a session end with it, those of others go on") {
    StreamServer server{{}};
    RawClient ended{server.port}, other{server.port};
    open_stream(ended, "a", "session-1");
    open_stream(other, "a", "session-2");
    REQUIRE(hears(ended, "heartbeat"));
    REQUIRE(hears(other, "heartbeat"));
    server.streams.end_streams("session-1");
    CHECK(ended.is_closed_by_server());
    server.streams.poke({{"a", 5}});
    CHECK(hears(other, "id: 5\n"));
}

TEST_CASE("A thousand streams are poked by one thread") {
    StreamServer server{{}};
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 1000; ++count) {
        clients.push_back(std::make_unique<RawClient>(server.port));
        open_stream(*clients.back(), "a");
    }
    for (const auto& client : clients)
        REQUIRE(hears(*client, "heartbeat"));
    CHECK(server.streams.count() == 1000);
    server.streams.poke({{"a", 9}});
    for (const auto& client : clients)
        REQUIRE(hears(*client, "id: 9\n"));
}
