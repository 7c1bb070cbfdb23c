#include "server/core/store.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch_test_macros.hpp>

#include <fstream>

#include "server/core/server_migrations.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

using server::MigrationLists;
using Strings = std::vector<std::string>;

Strings schema_of(Database& database) {
    return expect(database.rows(R"sql(
        SELECT type || ' ' || name || ' ' || COALESCE(sql, '')
        FROM sqlite_schema
        ORDER BY 1
    )sql",
                                [](const Row& row) { return row.text(0); }));
}

struct Migrated {
    Migrated() : database(expect(Database::open(":memory:"))) { feed.install(database); }
    Result<void> run(const MigrationLists& lists) {
        return server::bring_up_to_date(database, feed, lists, "epoch", shop::now);
    }
    server::FeedRecorder feed;
    Database database;
};

MigrationLists first_of(std::size_t shared, std::size_t server) {
    const MigrationLists all = server::present_migrations();
    return {all.shared.first(shared), all.server.first(server)};
}

const Actor alice = customer(shop::alice);
const Id phone = numbered_id(1);

PushBuilder deadly_push() {
    return PushBuilder{alice, phone}
        .add(numbered_id(2), AddVehicle{numbered_id(3), shop::alice, "GE 1", "Fiat", "Panda"})
        .add(numbered_id(4), AddVehicle{numbered_id(5), shop::alice, "GE 2", "Fiat", "Panda"});
}

/// Runs the server in a process of its own, which dies within the second mutation.
void crash_in_a_mutator(const std::string& folder) {
    const pid_t child = fork();
    if (child == 0) {
        ServerFixture server{{.folder = folder}};
        static_cast<void>(server.push(
            alice, deadly_push(),
            [](Database& database, const MutationContext& context, const Mutation& mutation) -> Result<void> {
                if (mutation.id == 2) _exit(42);
                return server::run_shared_mutator(database, context, mutation);
            }));
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 42);
}

}  // namespace

TEST_CASE("what was committed is there after a restart, under the same epoch") {
    const TemporaryFolder folder;
    std::string epoch;
    {
        const auto server = make_server({.folder = folder.path()});
        epoch = server->store->epoch();
    }
    ServerFixture again{{.folder = folder.path()}};
    CHECK(again.store->epoch() == epoch);
    CHECK(again.number("SELECT COUNT(*) FROM customers") == 2);
    // The version goes on where it was, or replicas would miss what follows.
    const std::int64_t before = again.number("SELECT version FROM server_state");
    again.write("UPDATE resources SET capacity = 3");
    CHECK(again.number("SELECT version FROM server_state") == before + 1);
}

TEST_CASE("two stores have different epochs") {
    ServerFixture one;
    SystemRandom random;
    const auto other = expect(server::Store::open({.folder = ":memory:"}, one.clock, random));
    CHECK(is_id(one.store->epoch()));
    CHECK(one.store->epoch() != other->epoch());
}

TEST_CASE("a second server on the same folder is refused, and told who holds it") {
    const TemporaryFolder folder;
    ManualClock clock{shop::now};
    SeededRandom random{1};
    {
        ServerFixture first{{.folder = folder.path()}};
        const auto second = server::Store::open({.folder = folder.path()}, clock, random);
        REQUIRE_FALSE(second.ok());
        CHECK(second.error().code == ErrorCode::Conflict);
        CHECK(second.error().key == "error.data_folder_in_use");
        CHECK(second.error().values == ErrorValues{{"folder", folder.path()}, {"process", std::to_string(getpid())}});
    }
    CHECK(server::Store::open({.folder = folder.path()}, clock, random).ok());
}

TEST_CASE("a folder that cannot be made, and one that holds something else, are refused") {
    const TemporaryFolder folder;
    ManualClock clock{shop::now};
    SeededRandom random{1};
    std::ofstream{folder.file("file")} << "not a folder";
    const auto impossible = server::Store::open({.folder = folder.file("file") + "/data"}, clock, random);
    REQUIRE_FALSE(impossible.ok());
    CHECK(impossible.error().code == ErrorCode::Unavailable);
    std::ofstream{folder.file("portail.db")} << std::string(5000, 'x');
    CHECK_FALSE(server::Store::open({.folder = folder.path()}, clock, random).ok());
}

TEST_CASE("a read sees one snapshot, whatever is written meanwhile, and ends before it returns") {
    const TemporaryFolder folder;
    const auto server = make_server({.folder = folder.path(), .readers = 1});
    const auto counts = expect(server->store->read([&](Database& reader) -> Result<std::pair<int, int>> {
        const auto before = expect(reader.integer("SELECT COUNT(*) FROM services"));
        server->write("DELETE FROM services");
        const auto after = expect(reader.integer("SELECT COUNT(*) FROM services"));
        return std::pair{static_cast<int>(before), static_cast<int>(after)};
    }));
    CHECK(counts == std::pair{3, 3});
    CHECK(server->number("SELECT COUNT(*) FROM services") == 0);
}

TEST_CASE("a reader cannot write") {
    const TemporaryFolder folder;
    const auto server = make_server({.folder = folder.path()});
    CHECK_FALSE(server->store->read([](Database& reader) { return reader.run("DELETE FROM services"); }).ok());
    CHECK(server->number("SELECT COUNT(*) FROM services") == 3);
}

TEST_CASE("every old version upgrades to what a fresh database has") {
    Migrated fresh;
    expect(fresh.run(server::present_migrations()));
    const Strings expected = schema_of(fresh.database);
    const MigrationLists all = server::present_migrations();
    for (std::size_t shared = 0; shared <= all.shared.size(); ++shared) {
        for (std::size_t server = 0; server <= all.server.size(); ++server) {
            if (server > 0 && shared == 0) continue;  // the server's tables index the shared ones
            CAPTURE(shared, server);
            Migrated old;
            expect(migrate(old.database, "shared", first_of(shared, server).shared));
            expect(migrate(old.database, "server", first_of(shared, server).server));
            expect(old.run(all));
            CHECK(schema_of(old.database) == expected);
            CHECK(expect(old.database.integer("SELECT COUNT(*) FROM server_state")) == 1);
        }
    }
}

TEST_CASE("a database of a newer program is refused and left as it is") {
    Migrated newer;
    expect(newer.run(server::present_migrations()));
    expect(newer.database.run("UPDATE schema_versions SET version = version + 1 WHERE id = 'server'"));
    const auto refused = newer.run(server::present_migrations());
    CHECK_FALSE(refused.ok());
    CHECK_FALSE(newer.database.in_transaction());
}

TEST_CASE("a migration that writes synced rows goes through the feed") {
    const auto server = make_server();
    TestReplica replica{*server, staff(Role::Admin), phone};
    replica.pull();
    std::vector<Migration> list{server::present_migrations().server.begin(), server::present_migrations().server.end()};
    list.push_back({"price_rise",
                    "UPDATE services SET price_minor_units = price_minor_units + 100;"
                    "DELETE FROM closures; DELETE FROM opening_hours WHERE weekday = 0"});
    expect(server::bring_up_to_date(server->store->writer_connection(), server->store->feed(),
                                    {shared_migrations(), list}, "unused", shop::now));
    replica.rows_received = 0;
    replica.pull();
    CHECK(replica.rows_received == 3);
    CHECK(replica.resets == 1);
    CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));

    SECTION("and one that the feed cannot see resets every replica") {
        list.push_back({"rebuilt",
                        "CREATE TABLE fresh AS SELECT * FROM resources;"
                        "DROP TABLE resources; ALTER TABLE fresh RENAME TO resources;"
                        "UPDATE resources SET capacity = 7;"
                        "UPDATE server_state SET version = version + 1,"
                        " oldest_version = version + 1"});
        expect(server::bring_up_to_date(server->store->writer_connection(), server->store->feed(),
                                        {shared_migrations(), list}, "unused", shop::now));
        replica.pull();
        CHECK(replica.resets == 2);
        CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));
        replica.pull();
        CHECK(replica.resets == 2);
    }
}

TEST_CASE("a migration that fails leaves nothing behind") {
    Migrated old;
    expect(old.run(server::present_migrations()));
    const Strings before = schema_of(old.database);
    std::vector<Migration> list{server::present_migrations().server.begin(), server::present_migrations().server.end()};
    list.push_back({"good", "CREATE TABLE good (id TEXT PRIMARY KEY) STRICT"});
    list.push_back({"bad", "CREATE TABLE bad (id TEXT PRIMARY KEY) STRICT; SELECT nonsense"});
    CHECK_FALSE(old.run({shared_migrations(), list}).ok());
    CHECK(schema_of(old.database) == before);
}

TEST_CASE("a mutation that was running at two crashes is rejected, its neighbours are not") {
    const TemporaryFolder folder;
    make_server({.folder = folder.path()}).reset();
    crash_in_a_mutator(folder.path());

    SECTION("one crash is no reason yet") {
        ServerFixture server{{.folder = folder.path()}};
        CHECK(server.number("SELECT crashes FROM mutation_crashes") == 1);
        CHECK(expect(server.push(alice, deadly_push())).last_mutation_id == 2);
        CHECK(server.number("SELECT COUNT(*) FROM outcomes") == 0);
        CHECK(server.number("SELECT COUNT(*) FROM vehicles") == 4);
    }
    SECTION("two are, for good") {
        crash_in_a_mutator(folder.path());
        ServerFixture server{{.folder = folder.path()}};
        CHECK(expect(server.push(alice, deadly_push())).last_mutation_id == 2);
        CHECK(server.number("SELECT COUNT(*) FROM outcomes WHERE uuid = '" + numbered_id(4) + "'") == 1);
        CHECK(server.number("SELECT COUNT(*) FROM vehicles") == 3);
    }
    SECTION("a stop between mutations, clean or not, is counted against none") {
        {
            ServerFixture server{{.folder = folder.path()}};
            expect(server.push(alice, deadly_push()));
        }
        ServerFixture server{{.folder = folder.path()}};
        CHECK(server.number("SELECT COUNT(*) FROM mutation_crashes") == 1);
        CHECK(server.number("SELECT crashes FROM mutation_crashes") == 1);
    }
}

}  // namespace portail::test
