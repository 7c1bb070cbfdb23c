// The sync client's answers to what the server says, and what the person is told (rules 1, 2, 3, 7, 8, 9 and 13).
#include "shared/sync/sync_client.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/sync/sync_client_fixture.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("a change is saved when it is durable, then pushed, and leaves with the pull", "[sync][rule1][rule5]") {
    auto fixture = client_at_rest();
    bool saved = false;
    expect(fixture->client->submit(mutation_of(new_phone("079 000 00 01")),
                                   [&](const Result<void>& result) { saved = result.ok(); }));
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK_FALSE(saved);
    CHECK_FALSE(fixture->http.has_request());
    fixture->loop.run();
    CHECK(saved);
    CHECK(fixture->http.pushed().mutations.size() == 1);
    CHECK(fixture->client->status().pending == 1);
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK(fixture->client->status().pending == 1);
    fixture->answer_pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "3"), 1);
    CHECK(fixture->client->status().pending == 0);
    CHECK(fixture->client->status().is_synced());
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK_FALSE(fixture->http.has_request());
}

TEST_CASE("a change that cannot be made durable is undone, reported and never pushed", "[sync][rule1]") {
    auto fixture = client_at_rest();
    fixture->disk->fail_next_writes(1);
    fixture->submit(new_phone("079 000 00 01"));
    REQUIRE(fixture->saved.has_value());
    CHECK(fixture->saved->error().key == "error.storage_full");
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->client->status().pending == 0);
    CHECK_FALSE(fixture->http.has_request());
    fixture->restart();
    CHECK(fixture->phone_of_alice().empty());
    fixture->come_to_rest();
    // And the next one begins at 1.
    fixture->submit(new_phone("079 000 00 02"));
    CHECK(fixture->http.pushed().mutations[0].id == 1);
}

TEST_CASE("a mutator's own error is told at once, and nothing is saved or sent", "[sync]") {
    auto fixture = client_at_rest();
    const auto refused = fixture->client->submit(mutation_of(new_vehicle(1, "?")), [](const Result<void>&) { FAIL(); });
    CHECK(refused.error().field == "plate");
    fixture->loop.run();
    CHECK_FALSE(fixture->http.has_request());
}

TEST_CASE("an offline change survives a restart and reaches the server", "[sync][rule1]") {
    auto fixture = client_at_rest();
    fixture->http.hang_up();
    fixture->submit(new_phone("079 000 00 01"));
    fixture->http.answer(0);
    CHECK(fixture->client->status().connection == SyncConnection::Offline);
    CHECK(fixture->client->status().pending == 1);
    CHECK(fixture->client->status().pending_since == shop::now);
    fixture->restart();
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    fixture->answer_pull();
    const PushRequest push = fixture->http.pushed();
    CHECK(push.mutations[0].id == 1);
    CHECK(push.principal == "customer:" + shop::alice);
}

TEST_CASE("a lost answer makes the client send the same mutation again", "[sync][rule2]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    const PushRequest first = fixture->http.pushed();
    fixture->http.answer(0);
    fixture->client->came_online();
    fixture->answer_pull(1);
    const PushRequest second = fixture->http.pushed();
    CHECK(second.client_id == first.client_id);
    CHECK(second.mutations == first.mutations);
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK(fixture->client->status().pending == 0);
}

TEST_CASE("a gap is closed from the number that the server names", "[sync][rule2]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    fixture->answer_push(PushStatus::Accepted, 1);
    fixture->submit(new_phone("079 000 00 02"));
    fixture->answer_pull(0);
    CHECK(fixture->http.pushed().mutations[0].id == 2);
    fixture->answer_push(PushStatus::Gap, 0);
    CHECK(fixture->http.pushed().mutations.size() == 2);
    CHECK(fixture->http.pushed().mutations[0].id == 1);
}

TEST_CASE("a server that answers nothing but conflicts is not asked in a circle", "[sync][rule2]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    int pushes = 0;
    while (fixture->http.is_push()) {
        REQUIRE(++pushes < 10);
        fixture->answer_push(PushStatus::Gap, 0);
    }
    CHECK(fixture->client->status().pending == 1);
    CHECK(fixture->loop.next_timer_in() > 0);
}

TEST_CASE("a forked client pushes under a new client_id once that is durable", "[sync][rule2]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    const PushRequest before = fixture->http.pushed();
    fixture->answer_push(PushStatus::ClientForked, 5);
    const PushRequest after = fixture->http.pushed();
    CHECK(after.client_id != before.client_id);
    CHECK(after.mutations == before.mutations);
}

TEST_CASE("another epoch is pulled before anything is pushed again", "[sync][rule7]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    const Id client_id = fixture->http.pushed().client_id;
    CHECK(fixture->http.pushed().epoch == "epoch-1");
    fixture->answer_push(PushStatus::EpochChanged, 0);
    Database shop = make_shop();
    PullReply restored = page_of(shop);
    restored.epoch = "epoch-2";
    fixture->answer_pull(restored);
    CHECK(fixture->http.pushed().epoch == "epoch-2");
    CHECK(fixture->http.pushed().client_id != client_id);
}

TEST_CASE("an overloaded server is left alone for as long as it asks", "[sync][rule3]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    const int status = GENERATE(503, 429, 507);
    fixture->http.answer(status, to_text(Json{{"error", to_json(unavailable({}))}}), {{"retry-after", "20"}});
    CHECK(fixture->client->status().connection == SyncConnection::Offline);
    fixture->client->regained_focus();
    fixture->client->came_online();
    CHECK_FALSE(fixture->http.has_request());
    fixture->loop.advance(19'999);
    CHECK_FALSE(fixture->http.has_request());
    fixture->loop.advance(1);
    fixture->answer_pull();
    CHECK(fixture->http.pushed().mutations[0].id == 1);
}

TEST_CASE("a Retry-After that asks for days is not believed", "[sync][rule3]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    fixture->http.answer(503, "{}", {{"retry-after", "999999999999"}});
    CHECK(fixture->loop.next_timer_in() <= SyncTimings{}.longest_wait);
    fixture->loop.advance(SyncTimings{}.longest_wait);
    CHECK(fixture->http.is_pull());
}

TEST_CASE("a batch that the server cannot read is halved, until the one that is wrong stands alone", "[sync][rule3]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 00"));
    for (unsigned index = 1; index < 4; ++index) {
        fixture->submit(new_phone("079 000 00 0" + std::to_string(index)));
    }
    fixture->http.answer(0);
    fixture->client->came_online();
    fixture->answer_pull();
    CHECK(fixture->http.pushed().mutations.size() == 4);
    fixture->http.answer_error(400, invalid("mutations", "error.malformed"));
    CHECK(fixture->http.pushed().mutations.size() == 2);
    fixture->http.answer_error(413, invalid("mutations", "error.too_long"));
    CHECK(fixture->http.pushed().mutations.size() == 1);
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK(fixture->http.pushed().mutations[0].id == 2);
    fixture->http.answer_error(400, invalid("mutations", "error.malformed"));
    fixture->http.answer_error(400, invalid("mutations", "error.malformed"));
    CHECK_FALSE(fixture->http.has_request());
    CHECK(fixture->client->status().pending == 4);
}

TEST_CASE("work for a stronger session waits for it, and reading goes on", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    SECTION("said mutation by mutation") { fixture->answer_push(PushStatus::SignInNeeded, 0); }
    SECTION("said of the session") { fixture->http.answer_error(401, unauthorized()); }
    SECTION("another person's session is in the browser") { fixture->http.answer_error(403, forbidden()); }
    fixture->answer_pull();
    CHECK_FALSE(fixture->http.has_request());
    CHECK(fixture->client->status().connection == SyncConnection::Online);
    CHECK(fixture->client->status().needs_stronger_sign_in);
    CHECK(fixture->client->status().pending == 1);
    CHECK(fixture->client->status().rejected == 0);

    CHECK(fixture->client->signed_in(customer(shop::bruno)).error().code == ErrorCode::Forbidden);
    CHECK_FALSE(fixture->http.has_request());
    expect(fixture->client->signed_in(customer(shop::alice, Assurance::Password)));
    CHECK_FALSE(fixture->client->status().needs_stronger_sign_in);
    fixture->answer_pull();
    CHECK(fixture->http.pushed().mutations[0].id == 1);
}

TEST_CASE("an ended session stops everything and keeps everything, until the person is back", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    fixture->http.answer_error(401, unauthorized());
    fixture->http.answer_error(401, unauthorized());
    CHECK(fixture->client->status().connection == SyncConnection::SignedOut);
    CHECK_FALSE(fixture->http.has_stream());
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    fixture->loop.advance(day_ms);
    CHECK_FALSE(fixture->http.has_request());
    fixture->submit(new_phone("079 000 00 02"));
    CHECK(fixture->saved->ok());
    CHECK_FALSE(fixture->http.has_request());

    expect(fixture->client->signed_in(customer(shop::alice)));
    CHECK(fixture->http.has_stream());
    fixture->answer_pull();
    CHECK(fixture->http.pushed().mutations.size() == 2);
}

TEST_CASE("a captive portal's page signs nobody out and wipes nothing", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    struct Page {
        int status;
        std::string body;
    };
    const Page page = GENERATE(values<Page>({
        {401, "<html>Please sign in to the hotel's network</html>"},
        {401, ""},
        {401, R"({"message": "login"})"},
        {401, R"({"wipe": ""})"},
        {401, R"({"wipe": true})"},
        {403, "<html>Blocked</html>"},
        {200, "<html>Welcome</html>"},
        {200, R"({"status": "ok"})"},
        {200, R"({"wipe": "not with this status"})"},
        {426, "<html></html>"},
        {302, ""},
        {404, "not here"},
    }));
    INFO(page.status << " " << page.body);
    fixture->http.answer(page.status, page.body);
    fixture->loop.run();
    CHECK(fixture->client->status().connection == SyncConnection::Offline);
    CHECK(fixture->client->is_open());
    CHECK(expect(fixture->client->database().integer("SELECT COUNT(*) FROM customers")) == 2);
    CHECK(fixture->loop.next_timer_in() <= 1000);
}

TEST_CASE("the server's own wipe empties the replica and hides the outbox", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    fixture->http.answer(401, R"({"wipe": "link_revoked"})");
    fixture->loop.run();
    CHECK_FALSE(fixture->client->is_open());
    CHECK(fixture->client->status().connection == SyncConnection::SignedOut);
    CHECK(fixture->client->status().wipe_reason == "link_revoked");
    CHECK(fixture->disk->replica("test").records[0].empty());
    CHECK_FALSE(fixture->http.has_stream());
    CHECK_FALSE(fixture->http.has_request());
    CHECK_FALSE(fixture->client->submit(mutation_of(new_phone("079 000 00 02")), {}).ok());

    fixture->restart();
    CHECK(fixture->client->status().pending == 1);
    CHECK(expect(fixture->client->database().integer("SELECT COUNT(*) FROM customers")) == 0);
}

TEST_CASE("signing out with unsent work sends it, keeps it or discards it", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    std::optional<Result<void>> done;
    const auto sign_out = [&](SignOutChoice choice) {
        fixture->client->sign_out(choice, [&](const Result<void>& result) { done = result; });
        fixture->loop.run();
    };
    SECTION("send, and the server takes it") {
        sign_out(SignOutChoice::Send);
        fixture->answer_push(PushStatus::Accepted, 1);
        CHECK_FALSE(done.has_value());
        fixture->answer_pull(1);
        REQUIRE(done.has_value());
        CHECK(done->ok());
        CHECK_FALSE(fixture->client->is_open());
        CHECK(fixture->disk->replica("test").records[0].empty());
        CHECK(fixture->disk->replica("test").records[1].empty());
    }
    SECTION("send, and the server cannot be reached: nothing is wiped") {
        sign_out(SignOutChoice::Send);
        fixture->http.answer(0);
        REQUIRE(done.has_value());
        CHECK(done->error().code == ErrorCode::Unavailable);
        CHECK(fixture->client->is_open());
        CHECK(fixture->client->status().pending == 1);
        sign_out(SignOutChoice::Discard);
        CHECK(done->ok());
    }
    SECTION("send, and the server rejects it: the person is to see that first") {
        sign_out(SignOutChoice::Send);
        const Id uuid = fixture->http.pushed().mutations[0].uuid;
        fixture->answer_push(PushStatus::Accepted, 1);
        PullReply reply = page_of_rows("customers", {}, "3");
        reply.outcomes = {{1, uuid, forbidden(), false}};
        fixture->answer_pull(reply, 1);
        REQUIRE(done.has_value());
        CHECK(done->error().key == "error.work_rejected");
        CHECK(fixture->client->is_open());
        CHECK(fixture->client->status().rejected == 1);
    }
    SECTION("keep") {
        sign_out(SignOutChoice::Keep);
        REQUIRE(done.has_value());
        CHECK(done->ok());
        CHECK(fixture->disk->replica("test").records[0].empty());
        fixture->restart();
        CHECK(fixture->client->status().pending == 1);
    }
    SECTION("discard") {
        sign_out(SignOutChoice::Discard);
        CHECK(done->ok());
        fixture->restart();
        CHECK(fixture->client->status().pending == 0);
    }
}

TEST_CASE("signing out without unsent work needs no network", "[sync][rule8]") {
    auto fixture = client_at_rest();
    std::optional<Result<void>> done;
    fixture->client->sign_out(SignOutChoice::Send, [&](const Result<void>& result) { done = result; });
    fixture->http.answer(0);
    fixture->loop.run();
    REQUIRE(done.has_value());
    CHECK(done->ok());
    CHECK(fixture->disk->replica("test").records[0].empty());
}

TEST_CASE("signing out with an ended session tells that the work cannot be sent", "[sync][rule8]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    fixture->http.answer_error(401, unauthorized());
    fixture->http.answer_error(401, unauthorized());
    std::optional<Result<void>> done;
    fixture->client->sign_out(SignOutChoice::Send, [&](const Result<void>& result) { done = result; });
    REQUIRE(done.has_value());
    CHECK(done->error().code == ErrorCode::Unavailable);
    CHECK(fixture->client->status().pending == 1);
}

TEST_CASE("a program that is too old to pull still pushes its work", "[sync][rule9]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    fixture->http.answer_error(426, invalid("protocol", "error.upgrade"));
    CHECK(fixture->client->status().connection == SyncConnection::UpgradeNeeded);
    CHECK_FALSE(fixture->http.has_stream());
    fixture->submit(new_phone("079 000 00 01"));
    CHECK(fixture->http.pushed().mutations[0].id == 1);
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK_FALSE(fixture->http.has_request());
    CHECK(fixture->client->status().connection == SyncConnection::UpgradeNeeded);
}

TEST_CASE("a pull that cannot be applied does not hold up the outbox", "[sync][rule3]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    fixture->submit(new_phone("079 000 00 01"));
    PullReply odd = page_of_rows("customers", {customer_row(shop::bruno, "Favre")}, "3");
    odd.changes["customers"].columns[0] = "secret";
    fixture->answer_pull(odd);
    CHECK(fixture->http.is_push());
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK_FALSE(fixture->http.has_request());
    fixture->loop.advance(SyncTimings{}.first_retry);
    CHECK(fixture->http.is_pull());
}

TEST_CASE("pages are pulled until there are no more, and pushing goes in between", "[sync][rule6]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    PullReply page = page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "3");
    page.more = true;
    fixture->submit(new_phone("079 000 00 01"));
    fixture->answer_pull(page);
    CHECK(fixture->http.is_push());
    fixture->answer_push(PushStatus::Accepted, 1);
    CHECK(fixture->http.request().path.find("cursor=3&") != std::string::npos);
    fixture->answer_pull(page_of_rows("customers", {}, "4"), 1);
    CHECK(expect(fixture->client->database().integer("SELECT COUNT(*) FROM customers")) == 3);
    CHECK(fixture->client->status().pending == 0);
}

TEST_CASE("rejections beyond one page of outcomes are fetched at once", "[sync][rule4]") {
    auto fixture = client_at_rest();
    fixture->http.hang_up();
    fixture->answer_pull();
    std::vector<Outcome> outcomes;
    const auto all = static_cast<MutationId>(protocol_limits::outcomes_in_a_pull + 1);
    for (MutationId number = 1; number <= all; ++number) {
        fixture->submit(new_phone("079 000 " + std::to_string(1000 + number)));
        outcomes.push_back({number, fixture->client->pending().back().mutation.uuid, forbidden(), false});
    }
    fixture->answer_push(PushStatus::Accepted, 1);
    while (fixture->http.is_push()) {
        fixture->answer_push(PushStatus::Accepted, fixture->http.pushed().mutations.back().id);
    }
    PullReply first = page_of_rows("customers", {}, "3");
    first.outcomes.assign(outcomes.begin(), outcomes.end() - 1);
    fixture->answer_pull(first, all);
    CHECK(fixture->client->status().rejected == protocol_limits::outcomes_in_a_pull);
    REQUIRE(fixture->http.is_pull());
    CHECK(fixture->http.request().path.find("outcomes_confirmed=200&") != std::string::npos);
    PullReply second = page_of_rows("customers", {}, "3");
    second.outcomes = {outcomes.back()};
    fixture->answer_pull(second, all);
    CHECK(fixture->client->status().rejected == protocol_limits::outcomes_in_a_pull + 1);
    CHECK_FALSE(fixture->http.has_request());
}

TEST_CASE("what the person is told follows what happens", "[sync][rule13]") {
    SyncClientFixture fixture;
    expect(fixture.start());
    const auto status = [&] { return fixture.client->status(); };
    CHECK(status().connection == SyncConnection::Connecting);
    CHECK(status().is_working);
    CHECK_FALSE(status().last_synced_at.has_value());
    fixture.come_to_rest();
    CHECK(status().connection == SyncConnection::Online);
    CHECK(status().is_synced());
    CHECK_FALSE(status().is_working);
    CHECK(status().last_synced_at == shop::now);
    CHECK_FALSE(status().may_be_evicted);
    // Some browsers ask the person whether storage may be kept, so it is asked for when there is something to lose.
    fixture.submit(new_phone("079 000 00 01"));
    CHECK(status().may_be_evicted);
    CHECK(status().pending == 1);
    CHECK_FALSE(status().is_synced());
    fixture.http.answer(0);
    CHECK(status().connection == SyncConnection::Offline);
    fixture.client->came_online();
    fixture.answer_pull();
    const Id uuid = fixture.http.pushed().mutations[0].uuid;
    fixture.answer_push(PushStatus::Accepted, 1);
    PullReply reply = page_of_rows("customers", {}, "3");
    reply.outcomes = {{1, uuid, conflict("error.slot_taken"), false}};
    fixture.answer_pull(reply, 1);
    CHECK(status().rejected == 1);
    CHECK(status().pending == 0);
    CHECK_FALSE(status().is_synced());
    expect(fixture.client->discard(uuid));
    CHECK(status().rejected == 0);
    fixture.client->went_offline();
    CHECK(status().connection == SyncConnection::Offline);
}

TEST_CASE("screens are told of changes, and only of changes", "[sync][rule13]") {
    auto fixture = client_at_rest();
    fixture->submit(new_phone("079 000 00 01"));
    CHECK(fixture->changes_told > 0);
    fixture->answer_push(PushStatus::Accepted, 1);
    fixture->answer_pull(1);
    fixture->http.event("heartbeat");
    const int before = fixture->changes_told;
    fixture->http.event("heartbeat");
    CHECK(fixture->changes_told == before);
}

TEST_CASE("a window that has lost its storage to another writes and sends nothing more", "[sync]") {
    auto fixture = client_at_rest();
    SyncClientFixture other{fixture->disk};
    expect(other.start());
    fixture->saved.reset();
    expect(fixture->client->submit(mutation_of(new_phone("079 000 00 01")),
                                   [&](const Result<void>& result) { fixture->saved = result; }));
    fixture->loop.run();
    REQUIRE(fixture->saved.has_value());
    CHECK_FALSE(fixture->saved->ok());
    CHECK(fixture->client->status().storage_lost == platform::StorageLoss::TakenOver);
    CHECK_FALSE(fixture->http.has_request());
    CHECK_FALSE(fixture->http.has_stream());
    CHECK(fixture->phone_of_alice().empty());  // still readable, without what was not saved
    CHECK_FALSE(fixture->client->submit(mutation_of(new_phone("079 000 00 02")), {}).ok());
}

TEST_CASE("the mutator's time is the server's", "[sync][rule10]") {
    auto fixture = client_at_rest();
    fixture->client->sync_now();
    PullReply reply = page_of_rows("customers", {customer_row(shop::bruno, "Favre")}, "3");
    reply.server_time = shop::now + day_ms;
    fixture->answer_pull(reply);
    CHECK(fixture->client->server_now() == shop::now + day_ms);
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    CHECK(expect(fixture->client->database().integer("SELECT created_at FROM vehicles WHERE id = ?1",
                                                     numbered_id(1))) == shop::now + day_ms);
    CHECK(fixture->http.pushed().mutations[0].made_at == shop::now + day_ms);
}

TEST_CASE("nothing is called back after the client is gone", "[sync]") {
    auto fixture = client_at_rest();
    expect(fixture->client->submit(mutation_of(new_phone("079 000 00 01")), [](const Result<void>&) { FAIL(); }));
    fixture->client->sync_now();
    fixture->client.reset();
    CHECK_FALSE(fixture->http.has_request());
    CHECK_FALSE(fixture->http.has_stream());
    fixture->loop.run();
    fixture->loop.advance(day_ms);
}
