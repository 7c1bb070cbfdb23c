// Applying what the server sends: whole pulls, resets, leaving the outbox, epochs (rules 5, 6 and 7).
#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/mail_mutators.h"
#include "tests/sync/replica_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

PullReply more(PullReply reply) {
    reply.more = true;
    return reply;
}

PullReply reset(PullReply reply) {
    reply.reset = true;
    return reply;
}

PullReply of_epoch(PullReply reply, const std::string& epoch) {
    reply.epoch = epoch;
    reply.reset = true;
    return reply;
}

std::vector<Id> uuids_to_push(const ReplicaFixture& fixture) {
    std::vector<Id> uuids;
    if (const auto push = fixture.replica->next_push(protocol_limits::mutations_in_a_push)) {
        for (const Mutation& mutation : push->mutations) {
            uuids.push_back(mutation.uuid);
        }
    }
    return uuids;
}

}  // namespace

TEST_CASE("an entry leaves the outbox with the pull that brings its effect, not with the push's answer",
          "[replica][rule5]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    fixture->acknowledge();
    CHECK(fixture->replica->outbox().pending().size() == 1);
    CHECK_FALSE(fixture->replica->has_work_to_push());
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->replica->is_pending("customers", shop::alice));

    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "2"), 1);
    CHECK(fixture->replica->outbox().pending().empty());
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK_FALSE(fixture->replica->is_pending("customers", shop::alice));
}

TEST_CASE("a pull that does not yet cover a change leaves it pending, over the new rows", "[replica][rule5]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Meier", "044 000 00 02")}, "2"), 0);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->count("customers WHERE last_name = 'Meier'") == 1);
    CHECK(fixture->replica->outbox().pending().size() == 1);
}

TEST_CASE("a change whose push was never answered waits for an answer, but is not replayed over its own effect",
          "[replica][rule5]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    // The server has it, the answer was lost; somebody has changed the number since.
    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "044 000 00 02")}, "2"), 1);
    CHECK(fixture->phone_of_alice() == "044 000 00 02");
    CHECK(fixture->replica->outbox().pending().size() == 1);
    fixture->make_durable();
    fixture->restart();
    CHECK(fixture->phone_of_alice() == "044 000 00 02");
    CHECK(fixture->replica->has_work_to_push());
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {}, "3"), 1);
    CHECK(fixture->replica->outbox().pending().empty());
}

TEST_CASE("pages are staged, and seen only when the last has come", "[replica][rule6]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->pull(more(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2")));
    CHECK(fixture->count("customers") == 2);
    CHECK(fixture->replica->next_pull().cursor == "2");
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    PullReply deletes = page_of_rows("customers", {customer_row(numbered_id(2), "Deux")}, "3");
    deletes.changes["customers"].deleted = {shop::bruno};
    fixture->pull(more(deletes));
    CHECK(fixture->count("customers") == 2);
    fixture->pull(page_of_rows("customers", {customer_row(numbered_id(1), "Premier")}, "4"));
    CHECK(fixture->count("customers") == 3);
    CHECK(fixture->count("customers WHERE last_name = 'Premier'") == 1);
    CHECK(fixture->count("staged_rows") == 0);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
}

TEST_CASE("staged pages survive a restart, and the pull goes on behind them", "[replica][rule6]") {
    auto fixture = filled_replica();
    fixture->pull(more(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2")));
    fixture->make_durable();
    fixture->restart();
    CHECK(fixture->count("customers") == 2);
    CHECK(fixture->replica->next_pull().cursor == "2");
    fixture->pull(page_of_rows("customers", {customer_row(numbered_id(2), "Deux")}, "3"));
    CHECK(fixture->count("customers") == 4);
}

TEST_CASE("staged pages that were not durable are pulled again", "[replica][rule6]") {
    auto fixture = filled_replica();
    fixture->pull(more(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2")));
    fixture->restart();
    CHECK(fixture->replica->next_pull().cursor == "everything");
}

TEST_CASE("a reset replaces every row and leaves the outbox alone", "[replica][rule7]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    const Id client_id = fixture->replica->outbox().client_id();
    fixture->pull(more(reset(page_of_rows("customers", {customer_row(shop::alice, "Müller")}, "2"))));
    CHECK(fixture->count("customers") == 2);
    fixture->pull(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "3"));
    CHECK(fixture->count("customers") == 2);
    CHECK(fixture->count("customers WHERE id = '" + shop::bruno + "'") == 0);
    CHECK(fixture->count("vehicles") == 0);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->replica->outbox().client_id() == client_id);
    CHECK(fixture->replica->outbox().pending().size() == 1);
}

TEST_CASE("a reset in the middle of a pull drops what was staged before it", "[replica][rule6]") {
    auto fixture = filled_replica();
    fixture->pull(more(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2")));
    fixture->pull(more(reset(page_of_rows("customers", {customer_row(numbered_id(2), "Deux")}, "3"))));
    fixture->pull(page_of_rows("customers", {customer_row(numbered_id(3), "Trois")}, "4"));
    CHECK(fixture->count("customers") == 2);
    CHECK(fixture->count("customers WHERE last_name = 'Un'") == 0);
}

TEST_CASE("a page that is not of this protocol changes nothing", "[replica][rule6]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    PullReply reply = page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2");
    SECTION("an unknown table") {
        reply.changes["secrets"] = {{"id"}, {Json::array({numbered_id(1)})}, {}};
    }
    SECTION("an unknown column") {
        reply.changes["customers"].columns[1] = "password";
    }
    SECTION("a missing column") {
        reply.changes["customers"].columns.pop_back();
    }
    SECTION("text where a number belongs") {
        reply.changes["customers"].put[0][9] = "yesterday";
    }
    SECTION("another epoch without a reset") {
        reply.epoch = "epoch-2";
    }
    CHECK(fixture->replica->apply_pull(reply, shop::now, fixture->random).error().code == ErrorCode::Internal);
    CHECK(fixture->count("customers") == 2);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->replica->next_pull().cursor == "everything");
}

TEST_CASE("a staged page that cannot be applied is pulled again instead of failing for ever", "[replica][rule6]") {
    auto fixture = filled_replica();
    PullReply bad = more(page_of_rows("customers", {customer_row(numbered_id(1), "Un")}, "2"));
    bad.changes["customers"].put[0][9] = "yesterday";
    fixture->pull(bad);
    CHECK_FALSE(fixture->replica->apply_pull(page_of_rows("customers", {}, "3"), shop::now, fixture->random).ok());
    CHECK(fixture->count("staged_rows") == 0);
    CHECK(fixture->replica->next_pull().cursor == "everything");
}

TEST_CASE("after a restore of the server what it had accepted is pushed first, under a new client_id",
          "[replica][rule7]") {
    auto fixture = filled_replica();
    const Id client_id = fixture->replica->outbox().client_id();
    const Id accepted = fixture->submit(mutation_of(new_phone("079 000 00 01"))).uuid;
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "2"), 1);
    const Id pending = fixture->submit(mutation_of(new_vehicle(1, "ZH 7"))).uuid;
    fixture->make_durable();

    Database shop = make_shop();
    fixture->pull(of_epoch(page_of(shop), "epoch-2"), 1);
    CHECK(fixture->replica->outbox().client_id() != client_id);
    CHECK(uuids_to_push(*fixture).empty());  // not durable under their new numbers yet
    fixture->make_durable();
    CHECK(uuids_to_push(*fixture) == std::vector<Id>{accepted, pending});
    const auto push = fixture->replica->next_push(100);
    CHECK(push->epoch == "epoch-2");
    CHECK(push->mutations[0].id == 1);
    CHECK(push->mutations[1].id == 2);
    // The accepted one is the server's to judge again; the screens show its state, and what is pending.
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->count("vehicles") == 3);
    fixture->acknowledge();
    PullReply next = page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "3");
    next.epoch = "epoch-2";
    fixture->pull(next, 2);
    CHECK(fixture->replica->outbox().pending().empty());
}

TEST_CASE("a mail that was accepted is not asked for again after a restore of the server", "[replica][rule7]") {
    const auto take_all = [](Database&, const MutationContext&, const Mutation&) -> Result<void> { return {}; };
    const auto fixture = filled_replica(take_all);
    fixture->submit(mutation_of(SendPortalLink{numbered_id(1), shop::alice, "alice@exemple.ch"}));
    const Id accepted = fixture->submit(mutation_of(new_phone("079 000 00 01"))).uuid;
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {}, "2"), 2);
    const Id pending = fixture->submit(mutation_of(RetryMail{numbered_id(1)})).uuid;
    fixture->make_durable();
    Database shop = make_shop();
    fixture->pull(of_epoch(page_of(shop), "epoch-2"), 2);
    fixture->make_durable();
    CHECK(uuids_to_push(*fixture) == std::vector<Id>{accepted, pending});
}

TEST_CASE("what was accepted more than 30 days ago is not pushed again", "[replica][rule7]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "2"), 1);
    Database shop = make_shop();
    PullReply restored = of_epoch(page_of(shop), "epoch-2");
    restored.server_time += 31 * day_ms;
    fixture->pull(restored);
    CHECK(fixture->replica->outbox().pending().empty());
}

TEST_CASE("an epoch change that was half stored is found again", "[replica][rule7]") {
    auto fixture = filled_replica();
    const Id accepted = fixture->submit(mutation_of(new_phone("079 000 00 01"))).uuid;
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {}, "2"), 1);
    // The outbox has been renumbered, the program ended before the rows were confirmed.
    expect(fixture->replica->outbox().change_epoch("epoch-2", fixture->random, shop::now));
    fixture->make_durable();
    fixture->restart();
    CHECK(fixture->replica->next_pull().epoch == "epoch-1");
    CHECK(uuids_to_push(*fixture) == std::vector<Id>{accepted});
    const Id client_id = fixture->replica->outbox().client_id();
    Database shop = make_shop();
    fixture->pull(of_epoch(page_of(shop), "epoch-2"));
    fixture->make_durable();
    CHECK(uuids_to_push(*fixture) == std::vector<Id>{accepted});
    CHECK(fixture->replica->outbox().client_id() == client_id);
}

TEST_CASE("a change of epoch is noticed by a replica that was thrown away meanwhile", "[replica][rule7]") {
    auto fixture = filled_replica();
    const Id accepted = fixture->submit(mutation_of(new_phone("079 000 00 01"))).uuid;
    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("customers", {}, "2"), 1);
    fixture->make_durable();
    fixture->kill();
    fixture->disk->replica("test").records[0].clear();
    fixture->disk->replica("test").sizes[0] = 0;
    expect(fixture->open());
    CHECK(fixture->replica->next_pull().epoch.empty());
    Database shop = make_shop();
    fixture->pull(of_epoch(page_of(shop), "epoch-2"));
    fixture->make_durable();
    CHECK(uuids_to_push(*fixture) == std::vector<Id>{accepted});
}

TEST_CASE("the server's time is known from the last pull, also after a restart", "[replica][rule10]") {
    auto fixture = filled_replica();
    PullReply reply = page_of_rows("customers", {customer_row(shop::bruno, "Favre")}, "2");
    reply.server_time = shop::now + 5 * minute_ms;
    fixture->pull(reply);
    CHECK(fixture->replica->server_time(shop::now) == shop::now + 5 * minute_ms);
    CHECK(fixture->replica->last_synced_at() == shop::now + 5 * minute_ms);
    fixture->make_durable();
    fixture->restart();
    CHECK(fixture->replica->server_time(shop::now + 1) == shop::now + 5 * minute_ms + 1);
}

TEST_CASE("a replica that has not synced for 60 days drops its rows and keeps its outbox", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    fixture->loop.clock().advance(59 * day_ms);
    fixture->restart();
    CHECK(fixture->count("customers") == 2);
    fixture->loop.clock().advance(2 * day_ms);
    fixture->restart();
    CHECK(fixture->count("customers") == 0);
    CHECK(fixture->replica->next_pull().cursor.empty());
    CHECK(fixture->replica->next_pull().epoch == "epoch-1");
    CHECK(fixture->replica->outbox().pending().size() == 1);
}

TEST_CASE("the pages that a reset leaves empty are given back", "[replica]") {
    auto fixture = filled_replica();
    std::vector<Json> rows;
    for (unsigned index = 0; index < 20000; ++index) {
        rows.push_back(customer_row(numbered_id(index), std::string(50, 'x')));
    }
    fixture->pull(page_of_rows("customers", rows, "2"));
    const auto pages = [&] { return expect(fixture->replica->database().integer("PRAGMA page_count")); };
    const std::int64_t before = pages();
    Database shop = make_shop();
    fixture->pull(page_of(shop));
    CHECK(pages() < before / 4);
}
