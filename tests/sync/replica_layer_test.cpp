// The open transaction over the confirmed rows (decision D2).
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/replica_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

// Runs as usual, except for mutations of this name.
MutationRunner with_odd_mutation(std::function<Result<void>(Database&)> odd) {
    return [odd](Database& database, const MutationContext& context, const Mutation& mutation) {
        if (mutation.name == "odd") return odd(database);
        return run_shared_mutator(database, context, mutation);
    };
}

const NewMutation odd{"odd", 1, Json::object(), std::nullopt, std::nullopt, {}};

// Fills the replica until SQLite finds no more room, which ends the transaction.
Result<void> run_out_of_room(Database& database) {
    PORTAIL_RETURN_IF_ERROR(database.execute("PRAGMA max_page_count = 1"));  // SQLite takes the present size
    return database.run(R"sql(
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
        INSERT INTO closures (id, first_day, last_day, reason)
        SELECT printf('%036d', n), 1, 1, printf('%.1000c', 'x') FROM numbers
    )sql");
}

}  // namespace

TEST_CASE("a change is seen at once, and is gone after a restart that came before it was durable", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    fixture->restart();
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->replica->outbox().pending().empty());
}

TEST_CASE("a durable change survives a restart, as pending", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    REQUIRE(fixture->make_durable());
    fixture->restart();
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->replica->outbox().pending().size() == 1);
    CHECK(fixture->replica->is_pending("customers", shop::alice));
}

TEST_CASE("a mutator's own error goes to the form, and nothing is queued", "[replica]") {
    auto fixture = filled_replica();
    const std::uint64_t revision = fixture->replica->revision();
    const auto refused = fixture->replica->submit(mutation_of(new_vehicle(1, "ZH 12345")), shop::now, fixture->random);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().key == "error.vehicle_known");
    CHECK(fixture->replica->outbox().pending().empty());
    CHECK(fixture->replica->outbox().last_number() == 0);
    CHECK(fixture->count("vehicles") == 2);
    CHECK(fixture->replica->revision() == revision);
}

TEST_CASE("what a failing mutator had written is rolled back with it", "[replica]") {
    auto fixture = filled_replica(with_odd_mutation([](Database& database) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(database.run("UPDATE customers SET phone = 'half done'"));
        return conflict("error.odd");
    }));
    CHECK_FALSE(fixture->replica->submit(odd, shop::now, fixture->random).ok());
    CHECK(fixture->phone_of_alice().empty());
    CHECK_FALSE(fixture->replica->is_pending("customers", shop::alice));
}

TEST_CASE("arguments that no push could carry are refused at once", "[replica]") {
    auto fixture = filled_replica();
    NewMutation mutation = mutation_of(new_phone("079 000 00 01"));
    mutation.args["padding"] = std::string(protocol_limits::argument_bytes, 'x');
    const auto refused = fixture->replica->submit(mutation, shop::now, fixture->random);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::Invalid);
    CHECK(fixture->phone_of_alice().empty());
}

TEST_CASE("commit refused: nothing optimistic reaches the disk, whatever ends the transaction", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    Database& database = fixture->replica->database();
    CHECK_FALSE(database.execute("COMMIT").ok());
    CHECK_FALSE(database.in_transaction());
    // In autocommit mode every statement is a commit of its own.
    CHECK_FALSE(database.run("UPDATE customers SET phone = 'for good'").ok());
    CHECK(fixture->phone_of_alice().empty());
    // After a restart without the outbox's entry, only what the disk holds is left.
    expect(fixture->replica->undo({fixture->replica->outbox().pending()[0].mutation.uuid, {}, 0}));
    fixture->make_durable();
    fixture->restart();
    CHECK(fixture->phone_of_alice().empty());
}

TEST_CASE("autocommit lost: the next change finds the layer gone and builds it again", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    expect(fixture->replica->database().execute("ROLLBACK"));
    CHECK(fixture->phone_of_alice().empty());
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    CHECK(fixture->replica->database().in_transaction());
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(fixture->count("vehicles") == 3);
    CHECK(fixture->replica->is_optimistic());
}

TEST_CASE("without room for the layer screens show what is confirmed, and everything is still pushed", "[replica]") {
    auto fixture = filled_replica(with_odd_mutation(run_out_of_room));
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    const std::uint64_t revision = fixture->replica->revision();
    fixture->submit(odd);
    CHECK_FALSE(fixture->replica->is_optimistic());
    CHECK(fixture->replica->revision() > revision);
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->count("closures") == 0);
    CHECK(fixture->replica->row_state("customers", shop::alice) == RowState::Uncertain);
    REQUIRE(fixture->make_durable());
    const auto push = fixture->replica->next_push(100);
    REQUIRE(push.has_value());
    CHECK(push->mutations.size() == 2);
    CHECK(push->mutations[1].name == "odd");
}

TEST_CASE("optimism comes back when there is room again", "[replica]") {
    bool has_room = false;
    auto fixture = filled_replica(with_odd_mutation([&](Database& database) -> Result<void> {
        if (!has_room) return run_out_of_room(database);
        PORTAIL_RETURN_IF_ERROR(database.execute("PRAGMA max_page_count = 1000000"));
        return database.run("UPDATE customers SET phone = 'enough'");
    }));
    fixture->submit(odd);
    REQUIRE_FALSE(fixture->replica->is_optimistic());
    has_room = true;
    expect(fixture->replica->database().execute("PRAGMA max_page_count = 1000000"));
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    CHECK(fixture->replica->is_optimistic());
    CHECK(fixture->phone_of_alice() == "enough");
    CHECK(fixture->count("vehicles") == 3);
}

TEST_CASE("a large layer does not spill: the disk holds confirmed rows alone", "[replica]") {
    auto fixture = filled_replica(with_odd_mutation([](Database& database) {
        // Five times the cache of 2 MB.
        return database.run(R"sql(
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)
            INSERT INTO closures (id, first_day, last_day, reason)
            SELECT printf('%036d', n), 1, 1, printf('%.1000c', 'x') FROM numbers
        )sql");
    }));
    const auto replica_on_disk = [&] { return fixture->disk->replica("test").records[0]; };
    const auto before = replica_on_disk();
    fixture->submit(odd);
    CHECK(fixture->count("closures") == 10000);
    int spilled = -1, high = 0;
    sqlite3_db_status(fixture->replica->database().handle(), SQLITE_DBSTATUS_CACHE_SPILL, &spilled, &high, 0);
    CHECK(spilled == 0);
    // The storage fails a write when it finds uncommitted pages in the file.
    REQUIRE(fixture->make_durable());
    CHECK(replica_on_disk() == before);
}

TEST_CASE("a SELECT that is alive when the layer is rolled back does not go on over other rows", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    sqlite3_stmt* alive = nullptr;
    REQUIRE(sqlite3_prepare_v2(fixture->replica->database().handle(), "SELECT id FROM customers ORDER BY id", -1,
                               &alive, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(alive) == SQLITE_ROW);
    REQUIRE(sqlite3_stmt_busy(alive) != 0);
    fixture->pull(page_of_rows("customers", {customer_row(numbered_id(1), "Nouvelle")}, "2"));
    CHECK(sqlite3_stmt_busy(alive) == 0);
    sqlite3_finalize(alive);
    CHECK(fixture->count("customers") == 3);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
}

TEST_CASE("the revision rises with what a screen reads, and with nothing else", "[replica]") {
    auto fixture = filled_replica();
    const auto revision = [&] { return fixture->replica->revision(); };
    const std::uint64_t before = revision();
    PullReply nothing = page_of_rows("customers", {}, "2");
    fixture->pull(nothing);
    CHECK(revision() == before);
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    const std::uint64_t submitted = revision();
    CHECK(submitted > before);
    fixture->pull(page_of_rows("customers", {customer_row(shop::bruno, "Favre")}, "3"));
    CHECK(revision() > submitted);
}

TEST_CASE("rows that pending changes touch are known as pending, others are not", "[replica]") {
    auto fixture = filled_replica();
    Replica& replica = *fixture->replica;
    CHECK(replica.row_state("customers", shop::alice) == RowState::Confirmed);
    const Submitted added = fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    CHECK(replica.row_state("vehicles", numbered_id(1)) == RowState::Pending);
    CHECK(replica.pending_creation_of(numbered_id(1)) == added.uuid);
    CHECK(replica.row_state("customers", shop::alice) == RowState::Pending);  // its search text
    CHECK_FALSE(replica.pending_creation_of(shop::alice).has_value());
    CHECK_FALSE(replica.is_pending("vehicles", shop::alice_car));
    CHECK_FALSE(replica.is_pending("customers", shop::bruno));
    CHECK_FALSE(replica.is_pending("vehicles", shop::alice));

    fixture->make_durable();
    fixture->acknowledge();
    fixture->pull(page_of_rows("vehicles", {}, "2"), 1);
    CHECK_FALSE(replica.is_pending("vehicles", numbered_id(1)));
    CHECK_FALSE(replica.is_pending("customers", shop::alice));
    CHECK_FALSE(replica.pending_creation_of(numbered_id(1)).has_value());
}

TEST_CASE("a row is marked uncertain when its change does not fit any more", "[replica]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    // Meanwhile somebody else has entered the same car.
    fixture->pull(page_of_rows(
        "vehicles", {Json::array({numbered_id(2), shop::alice, nullptr, "ZH 7", "Fiat", "Panda", shop::now, nullptr})},
        "2"));
    CHECK(fixture->replica->row_state("vehicles", numbered_id(1)) == RowState::Uncertain);
    CHECK(fixture->replica->row_state("customers", shop::alice) == RowState::Uncertain);
    CHECK(fixture->replica->row_state("vehicles", numbered_id(2)) == RowState::Confirmed);
    CHECK(fixture->replica->outbox().pending()[0].is_uncertain);
}

TEST_CASE("replayed changes keep the time at which they were made", "[replica]") {
    auto fixture = filled_replica();
    fixture->loop.clock().advance(hour_ms);
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    fixture->make_durable();
    fixture->loop.clock().advance(day_ms);
    fixture->restart();
    CHECK(expect(fixture->replica->database().integer("SELECT created_at FROM vehicles WHERE id = ?1",
                                                      numbered_id(1))) == shop::now + hour_ms);
}
