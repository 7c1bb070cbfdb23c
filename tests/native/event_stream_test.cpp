#include "native/event_stream.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

using namespace portail;
using namespace std::string_literals;

namespace {

struct Seen {
    std::vector<std::string> events;
    EventStream stream{[this](const std::string& event, const std::string& id) { events.push_back(event + "#" + id); }};
};

using Events = std::vector<std::string>;

}  // namespace

TEST_CASE("an event is received with its id, however the bytes are cut", "[native]") {
    const std::string bytes =
        "\xEF\xBB\xBF: a comment\n\nevent: poke\nid: 42\ndata:\n\nevent: heartbeat\r\ndata: x\r\n\r\n"
        "event: poke\rid: 43\rdata\r\r";
    const std::size_t piece = GENERATE(1U, 2U, 3U, 7U, 1000U);
    Seen seen;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        REQUIRE(seen.stream.feed(bytes.substr(at, piece)));
    }
    CHECK(seen.events == Events{"poke#42", "heartbeat#42", "poke#43"});
}

TEST_CASE("an event without data is not dispatched, and leaves nothing to the next one", "[native]") {
    Seen seen;
    REQUIRE(seen.stream.feed("event: poke\nid: 1\n\ndata: plain\n\n"));
    CHECK(seen.events == Events{"message#1"});
}

TEST_CASE("an id that holds NUL is ignored, and unknown fields are", "[native]") {
    Seen seen;
    REQUIRE(seen.stream.feed("id: 5\nid: 6\0\nretry: 10\nother\nevent: poke\ndata:\n\n"s));
    CHECK(seen.events == Events{"poke#5"});
}

TEST_CASE("a line that never ends is refused", "[native]") {
    Seen seen;
    const std::string piece(1024, 'x');
    int taken = 0;
    while (seen.stream.feed(piece) && taken < 1000)
        ++taken;
    CHECK(taken == 64);
}
