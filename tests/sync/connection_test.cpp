// When the client asks the server: streams, silence, polls, back-off (rule 11).
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/sync_client_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {
const SyncTimings timings;
}

TEST_CASE("a connection begins with a pull, even with work to push", "[connection][rule11]") {
    SyncClientFixture fixture;
    expect(fixture.start());
    CHECK(fixture.http.is_pull());
    CHECK(fixture.http.has_stream());
    fixture.come_to_rest();
    fixture.submit(new_phone("079 000 00 01"));
    fixture.http.answer(0);
    fixture.restart();
    CHECK(fixture.http.is_pull());
    fixture.answer_pull();
    CHECK(fixture.http.is_push());
}

TEST_CASE("a stream that the server ends is followed by a pull: the session may have ended with it", "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->http.hang_up();
    REQUIRE(fixture->http.is_pull());
    fixture->http.answer(401, R"({"wipe": "link_revoked"})");
    CHECK(fixture->client->status().wipe_reason == "link_revoked");
}

TEST_CASE("a stream that opens again is followed by a pull, for pokes may have been missed", "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->http.hang_up();
    fixture->answer_pull();
    CHECK_FALSE(fixture->http.has_stream());
    fixture->loop.advance(timings.first_retry);
    REQUIRE(fixture->http.has_stream());
    CHECK_FALSE(fixture->http.has_request());
    fixture->http.open();
    CHECK(fixture->http.is_pull());
}

TEST_CASE("a poke is followed by a pull at once, a heartbeat by nothing", "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->http.event("heartbeat");
    CHECK_FALSE(fixture->http.has_request());
    fixture->http.event("poke");
    CHECK(fixture->http.is_pull());
}

TEST_CASE("a poke that comes during a pull is followed by another pull", "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->http.event("poke");
    fixture->http.event("poke");
    fixture->http.event("poke");
    fixture->answer_pull();
    CHECK(fixture->http.is_pull());
    fixture->answer_pull();
    CHECK_FALSE(fixture->http.has_request());
}

TEST_CASE("60 seconds of silence reconnect the stream; a heartbeat is not silence", "[connection][rule11]") {
    auto fixture = client_at_rest();
    const int before = fixture->http.streams_opened;
    for (int beat = 0; beat < 4; ++beat) {
        fixture->loop.advance(25 * second_ms);
        fixture->http.event("heartbeat");
    }
    CHECK(fixture->http.streams_opened == before);
    fixture->loop.advance(timings.silence - 1);
    CHECK(fixture->http.streams_opened == before);
    fixture->loop.advance(1);
    CHECK(fixture->http.streams_opened == before + 1);
    // And a connection that is never answered is silence too.
    fixture->loop.advance(timings.silence);
    CHECK(fixture->http.streams_opened == before + 2);
}

TEST_CASE("a stream that is refused is tried again ever less often", "[connection][rule11]") {
    auto fixture = client_at_rest();
    Milliseconds longest = 0;
    for (int attempt = 0; attempt < 12; ++attempt) {
        fixture->http.hang_up();
        Milliseconds waited = 0;
        while (!fixture->http.has_stream()) {
            fixture->loop.advance(100);
            waited += 100;
            if (fixture->http.is_pull()) fixture->answer_pull();
            REQUIRE(waited <= timings.longest_retry);
        }
        longest = std::max(longest, waited);
    }
    CHECK(longest >= timings.longest_retry / 2);
}

TEST_CASE("a slow poll stays on beside the stream, a quicker one without", "[connection][rule11]") {
    auto fixture = client_at_rest();
    const auto quiet_until_poll = [&](bool has_stream) {
        Milliseconds waited = 0;
        while (!fixture->http.is_pull()) {
            fixture->loop.advance(second_ms);
            waited += second_ms;
            if (has_stream) fixture->http.event("heartbeat");
            REQUIRE(waited <= hour_ms);
        }
        return waited;
    };
    CHECK(quiet_until_poll(true) == timings.poll_with_stream);
    fixture->answer_pull();
    fixture->http.hang_up();
    fixture->answer_pull();
    CHECK(quiet_until_poll(false) == timings.poll_without_stream);
    fixture->answer_pull();
    CHECK(quiet_until_poll(false) == timings.poll_without_stream);
}

TEST_CASE("waiting grows from one second to one minute, with jitter, and begins anew after a success",
          "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    std::vector<Milliseconds> waits;
    const auto fail_and_wait = [&] {
        fixture->http.answer(0);
        Milliseconds waited = 0;
        while (!fixture->http.is_pull()) {
            fixture->loop.advance(10);
            waited += 10;
            REQUIRE(waited <= timings.longest_retry + 10);
        }
        return waited;
    };
    for (int failure = 0; failure < 10; ++failure) {
        waits.push_back(fail_and_wait());
    }
    Milliseconds whole = timings.first_retry;
    for (const Milliseconds wait : waits) {
        INFO("of at most " << whole);
        CHECK(wait >= whole / 2);
        CHECK(wait <= whole + 10);
        whole = std::min(whole * 2, timings.longest_retry);
    }
    fixture->answer_pull();
    fixture->client->sync_now();
    CHECK(fail_and_wait() <= timings.first_retry + 10);
}

TEST_CASE("two clients do not wait alike", "[connection][rule11]") {
    SeededRandom one{1}, other{2};
    Backoff first{second_ms, minute_ms}, second{second_ms, minute_ms};
    int alike = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        alike += first.next(one) == second.next(other) ? 1 : 0;
    }
    CHECK(alike < 5);
}

TEST_CASE("coming online, a regained focus, a poke and a new change do not wait for the back-off",
          "[connection][rule11]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    for (int failure = 0; failure < 6; ++failure) {
        fixture->http.answer(0);
        fixture->client->sync_now();
    }
    fixture->http.answer(0);
    REQUIRE_FALSE(fixture->http.has_request());
    SECTION("online") { fixture->client->came_online(); }
    SECTION("focus") { fixture->client->regained_focus(); }
    SECTION("poke") { fixture->http.event("poke"); }
    SECTION("change") { fixture->submit(new_phone("079 000 00 01")); }
    CHECK(fixture->http.is_pull());
}

TEST_CASE("coming online does not wait for the stream's back-off either", "[connection][rule11]") {
    auto fixture = client_at_rest();
    for (int attempt = 0; attempt < 5; ++attempt) {
        fixture->http.hang_up();
        fixture->client->came_online();
        REQUIRE(fixture->http.has_stream());
        if (fixture->http.is_pull()) fixture->answer_pull();
    }
}

TEST_CASE("a client at rest asks for nothing but its poll", "[connection][rule11]") {
    auto fixture = client_at_rest();
    for (int second = 0; second < 200; ++second) {
        fixture->loop.advance(second_ms);
        if (second % 20 == 0) fixture->http.event("heartbeat");
        REQUIRE_FALSE(fixture->http.has_request());
    }
}
