#include "server/core/writer.h"

#include <catch2/catch_test_macros.hpp>

#include <future>
#include <latch>

#include "server/core/maintenance.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/faulty_disk.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

using server::WriteContext;
using server::Writer;

class PokeList final : public server::PokeSink {
public:
    void changed(std::span<const server::ChangedScope> scopes) override {
        for (const auto& [scope, version] : scopes)
            pokes[scope] = version;
        ++calls;
    }
    std::map<std::string, std::int64_t> pokes;
    int calls = 0;
};

Result<void> add_resource(Database& database, unsigned number) {
    return database.run("INSERT INTO resources (id, name, capacity) VALUES (?1, 'Banc', 1)", numbered_id(number));
}

Writer::Job adding(unsigned number) {
    return [number](WriteContext& context) { return add_resource(context.database, number); };
}

Result<void> refusing(WriteContext& context) {
    PORTAIL_RETURN_IF_ERROR(add_resource(context.database, 99));
    return conflict("error.slot_taken");
}

// What SQLite does by itself when it runs out of memory or of disk.
Result<void> losing_the_transaction(WriteContext& context) {
    PORTAIL_RETURN_IF_ERROR(add_resource(context.database, 98));
    const Result<void> failed = context.database.run(
        "INSERT OR ROLLBACK INTO resources (id, name, capacity) VALUES (?1, 'Banc', 1)", numbered_id(98));
    return failed ? failed : Result<void>{};  // a job that does not look
}

/// Submits all jobs while the writer is held up, so that they become one group.
std::vector<Result<void>> run_as_one_group(
    ServerFixture& server, std::vector<Writer::Job> jobs, const std::function<void()>& meanwhile = [] {}) {
    std::latch started{1};
    std::latch release{1};
    std::promise<void> first_done;
    server.writer->submit(
        [&](WriteContext&) -> Result<void> {
            started.count_down();
            release.wait();
            return {};
        },
        [&](Result<void>) { first_done.set_value(); });
    started.wait();
    std::vector<std::future<Result<void>>> answers;
    for (Writer::Job& job : jobs) {
        auto promise = std::make_shared<std::promise<Result<void>>>();
        answers.push_back(promise->get_future());
        server.writer->submit(std::move(job),
                              [promise](Result<void> result) { promise->set_value(std::move(result)); });
    }
    release.count_down();
    first_done.get_future().wait();
    meanwhile();
    std::vector<Result<void>> results;
    for (auto& answer : answers)
        results.push_back(answer.get());
    return results;
}

std::int64_t resources(ServerFixture& server) {
    return server.number("SELECT COUNT(*) FROM resources");
}

}  // namespace

TEST_CASE("jobs that wait together share one commit and one flush") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    ServerFixture server{{.folder = folder.path(), .vfs = FaultyDisk::vfs}, Writer::Mode::Thread};
    const auto commits = server.writer->counters().commits;
    const int flushes = disk.flushes;
    std::vector<Writer::Job> jobs;
    for (unsigned number = 0; number < 16; ++number)
        jobs.push_back(adding(number));
    for (const Result<void>& result : run_as_one_group(server, std::move(jobs)))
        CHECK(result.ok());
    CHECK(server.writer->counters().commits - commits == 2);  // one of them held up the others
    CHECK(disk.flushes - flushes == 1);
    CHECK(resources(server) == 16);
}

TEST_CASE("what was answered is in a flushed log") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    ServerFixture server{{.folder = folder.path(), .vfs = FaultyDisk::vfs}};
    for (unsigned number = 0; number < 5; ++number) {
        const int before = disk.flushes;
        expect(server.writer->run(adding(number)));
        CHECK(disk.flushes == before + 1);
    }
}

TEST_CASE("a job that fails is rolled back alone") {
    const TemporaryFolder folder;
    ServerFixture server{{.folder = folder.path()}, Writer::Mode::Thread};
    const auto results = run_as_one_group(server, {adding(1), refusing, adding(2)});
    CHECK(results[0].ok());
    REQUIRE_FALSE(results[1].ok());
    CHECK(results[1].error().code == ErrorCode::Conflict);
    CHECK(results[2].ok());
    CHECK(resources(server) == 2);
    CHECK(server.writer->counters().failed_jobs == 1);
}

TEST_CASE("when SQLite has ended the transaction by itself, the whole group fails") {
    const TemporaryFolder folder;
    ServerFixture server{{.folder = folder.path()}, Writer::Mode::Thread};
    const auto results = run_as_one_group(server, {adding(1), refusing, losing_the_transaction, adding(2)});
    for (const Result<void>& result : results) {
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == ErrorCode::Unavailable);
    }
    CHECK(resources(server) == 0);
    CHECK(server.number("SELECT COUNT(*) FROM feed") == 0);

    expect(server.writer->run(adding(1)));
    CHECK(resources(server) == 1);
    CHECK(expect(server.store->read([](Database& reader) {
              return server::feed_differences(reader, 10, shop::now);
          })).empty());
}

TEST_CASE("a full disk makes writing unavailable, reads go on, and nothing has advanced") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    const auto server = make_server({.folder = folder.path(), .vfs = FaultyDisk::vfs});
    const Actor alice = customer(shop::alice);
    const auto push = PushBuilder{alice, numbered_id(1)}.add(
        numbered_id(2), AddVehicle{numbered_id(3), shop::alice, "GE 1", "Fiat", "Panda"});
    disk.full = true;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto reply = server->push(alice, push);
        REQUIRE_FALSE(reply.ok());
        CHECK(reply.error().code == ErrorCode::Unavailable);
    }
    CHECK(server->number("SELECT COUNT(*) FROM vehicles") == 2);
    CHECK(server->number("SELECT COUNT(*) FROM sync_clients") == 0);
    CHECK(server->writer->counters().failed_commits > 0);

    disk.full = false;
    CHECK(expect(server->push(alice, push)).last_mutation_id == 1);
    CHECK(server->number("SELECT COUNT(*) FROM vehicles") == 3);
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
}

TEST_CASE("after a failed COMMIT the database is reopened, and the writer goes on") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    ServerFixture server{{.folder = folder.path(), .vfs = FaultyDisk::vfs}, Writer::Mode::Thread};
    expect(server.writer->run(adding(1)));
    disk.flushes_fail = true;
    const auto results = run_as_one_group(server, {adding(2), adding(3)});
    for (const Result<void>& result : results) {
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == ErrorCode::Unavailable);
    }
    disk.flushes_fail = false;
    CHECK(resources(server) == 1);
    expect(server.writer->run(adding(2)));
    CHECK(resources(server) == 2);
    CHECK(server.writer->counters().failed_commits == 1);
    CHECK(server.writer->counters().reopenings == 1);
    CHECK(expect(server::check(folder.path(), shop::now)).empty());

    SECTION("with the hook of the feed on the new connection") {
        CHECK(server.number("SELECT COUNT(*) FROM feed WHERE row_id = '" + numbered_id(2) + "'") == 1);
    }
}

TEST_CASE("after the commit each touched scope is poked once with its newest version") {
    PokeList list;
    ServerFixture server{{.folder = ":memory:"}, Writer::Mode::Immediate, &list};
    expect(server.writer->run([](WriteContext& context) -> Result<void> {
        fill_shop(context.database);
        return {};
    }));
    CHECK(list.calls == 1);
    CHECK(list.pokes.count("customer:" + shop::alice + ":link") == 1);
    CHECK(list.pokes.count("staff:clients") == 1);
    for (const auto& [scope, version] : list.pokes) {
        CHECK(server.number("SELECT MAX(version) FROM feed WHERE scope = '" + scope + "'") == version);
    }

    SECTION("but not when nothing was written, nor when the job failed") {
        server.write("UPDATE sync_clients SET last_push_at = 1");
        REQUIRE_FALSE(server.writer->run(refusing).ok());
        CHECK(list.calls == 1);
    }
}

TEST_CASE("a queue that is full refuses at once") {
    const TemporaryFolder folder;
    ServerFixture server{{.folder = folder.path()}, Writer::Mode::Thread};
    std::vector<Writer::Job> jobs(Writer::queue_limit + 3, [](WriteContext&) { return Result<void>{}; });
    std::size_t refused = 0;
    for (const Result<void>& result : run_as_one_group(server, std::move(jobs))) {
        if (result) continue;
        CHECK(result.error().code == ErrorCode::Unavailable);
        ++refused;
    }
    CHECK(refused == 3);
    CHECK(server.writer->counters().refused_jobs == 3);
}

TEST_CASE("a writer that is stopped finishes what is queued") {
    const TemporaryFolder folder;
    ServerFixture server{{.folder = folder.path()}, Writer::Mode::Thread};
    std::latch started{1};
    std::latch release{1};
    int answered = 0;
    server.writer->submit(
        [&](WriteContext&) -> Result<void> {
            started.count_down();
            release.wait();
            return {};
        },
        [](Result<void>) {});
    started.wait();
    for (unsigned number = 0; number < 200; ++number) {
        server.writer->submit(adding(number), [&answered](Result<void> result) {
            if (result) ++answered;
        });
    }
    release.count_down();
    server.writer.reset();
    CHECK(answered == 200);
    CHECK(resources(server) == 200);
}

TEST_CASE("the log is emptied into the database from time to time, after the answer") {
    const TemporaryFolder folder;
    ServerFixture server{{.folder = folder.path(), .durability = server::Durability::None}};
    const std::string filler(100'000, 'x');
    for (int round = 0; round < 60; ++round) {
        expect(server.writer->run([&](WriteContext& context) {
            return context.database.run(R"sql(
                INSERT INTO services (id, name, description, duration_minutes, price_minor_units,
                                      position, retired_at)
                VALUES (?1, 'Service', ?2, 60, 0, 0, NULL)
            )sql",
                                        numbered_id(static_cast<unsigned>(round)), filler);
        }));
    }
    CHECK(server.writer->counters().checkpoints >= 1);
    CHECK(std::filesystem::file_size(folder.file("portail.db-wal")) < 5'500'000);
    CHECK(server.number("SELECT COUNT(*) FROM services") == 60);
}

}  // namespace portail::test
