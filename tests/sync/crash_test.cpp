// What happens when a replay brings the program down, or when the files are damaged (rule 3, decisions D2 and D8).
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/replica_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

// Keeps what was on the disk at the moment when a mutation of this plate ran: what a crash there would have left.
struct CrashingRunner {
    std::string deadly_plate;
    std::shared_ptr<MemoryDisk> disk;                 // of the running fixture
    std::shared_ptr<MemoryDisk> left_by_crash;        // set by the first deadly run
    std::vector<std::string> plates_run;

    [[nodiscard]] MutationRunner runner() {
        return [this](Database& database, const MutationContext& context, const Mutation& mutation) {
            const std::string plate = mutation.args.value("plate", "");
            plates_run.push_back(plate);
            if (plate == deadly_plate && !left_by_crash) left_by_crash = std::make_shared<MemoryDisk>(*disk);
            return run_shared_mutator(database, context, mutation);
        };
    }
};

// Starts on `disk`; returns what is left on it when the deadly mutation has ended the program, or null.
std::shared_ptr<MemoryDisk> start_until_crash(const std::shared_ptr<MemoryDisk>& disk, CrashingRunner& crashing,
                                              std::vector<int>& pending_and_pushable) {
    crashing.disk = disk;
    crashing.left_by_crash.reset();
    crashing.plates_run.clear();
    ReplicaFixture fixture{disk, crashing.runner()};
    expect(fixture.open());
    const auto push = fixture.replica->next_push(100);
    pending_and_pushable = {static_cast<int>(fixture.replica->outbox().pending().size()),
                            push ? static_cast<int>(push->mutations.size()) : 0};
    return crashing.left_by_crash;
}

std::shared_ptr<MemoryDisk> disk_with_three_vehicles() {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 1")));
    fixture->submit(mutation_of(new_vehicle(2, "ZH 2")));
    fixture->submit(mutation_of(new_vehicle(3, "ZH 3")));
    fixture->make_durable();
    fixture->kill();
    return fixture->disk;
}

void damage_page(MemoryDisk& disk, std::size_t file, std::size_t page) {
    auto& record = disk.replica("test").records[file].begin()->second;
    const std::size_t begin = page * 4096;
    for (std::size_t index = begin; index < begin + 4096 && index < record.size(); ++index) {
        record[index] = 0xa5;
    }
}

}  // namespace

TEST_CASE("a mutation that was running at two crashes is not replayed any more, but still pushed", "[crash][rule3]") {
    CrashingRunner crashing{"ZH 2", {}, {}, {}};
    std::vector<int> pending_and_pushable;
    const auto first_crash = start_until_crash(disk_with_three_vehicles(), crashing, pending_and_pushable);
    REQUIRE(first_crash);
    // All of them ran under one note, so that each runs alone now.
    const auto second_crash = start_until_crash(first_crash, crashing, pending_and_pushable);
    REQUIRE(second_crash);
    CHECK(start_until_crash(second_crash, crashing, pending_and_pushable) == nullptr);
    CHECK(crashing.plates_run == std::vector<std::string>{"ZH 1", "ZH 3"});
    CHECK(pending_and_pushable == std::vector<int>{3, 3});
}

TEST_CASE("one crash is forgiven when the next replay succeeds", "[crash][rule3]") {
    CrashingRunner crashing{"ZH 2", {}, {}, {}};
    std::vector<int> ignored;
    auto disk = start_until_crash(disk_with_three_vehicles(), crashing, ignored);
    REQUIRE(disk);
    for (int start = 0; start < 3; ++start) {
        ReplicaFixture fixture{disk};
        expect(fixture.open());
        CHECK(fixture.count("vehicles") == 5);
    }
    // Had it counted, this would be its second.
    disk = start_until_crash(disk, crashing, ignored);
    REQUIRE(disk);
    CHECK(start_until_crash(disk, crashing, ignored) != nullptr);
}

TEST_CASE("a crash during the replay after a pull counts too", "[crash][rule3]") {
    CrashingRunner crashing{"ZH 2", {}, {}, {}};
    ReplicaFixture fixture{disk_with_three_vehicles()};
    expect(fixture.open());
    fixture.kill();
    crashing.disk = fixture.disk;
    bool is_armed = false;
    fixture.run = [&](Database& database, const MutationContext& context, const Mutation& mutation) {
        if (is_armed) return crashing.runner()(database, context, mutation);
        return run_shared_mutator(database, context, mutation);
    };
    expect(fixture.open());
    is_armed = true;
    const PullReply reply = page_of_rows("customers", {customer_row(shop::bruno, "Favre")}, "2");
    REQUIRE(expect(fixture.replica->note_replay_after(reply)));
    fixture.make_durable();
    expect(fixture.replica->apply_pull(reply, shop::now, fixture.random));
    REQUIRE(crashing.left_by_crash);
    ReplicaFixture after{crashing.left_by_crash};
    after.storage = nullptr;
    expect(after.open());
    // They were replayed under suspicion, one by one, and are cleared of it.
    CHECK(after.count("vehicles") == 5);
    for (const PendingMutation& entry : after.replica->outbox().pending()) {
        CHECK(entry.crashes == 0);
    }
}

TEST_CASE("no note is left behind by a replay that came to its end", "[crash][rule3]") {
    const auto disk = disk_with_three_vehicles();
    for (int start = 0; start < 4; ++start) {
        ReplicaFixture fixture{disk};
        expect(fixture.open());
        for (const PendingMutation& entry : fixture.replica->outbox().pending()) {
            CHECK(entry.crashes == 0);
        }
    }
}

TEST_CASE("a damaged replica is thrown away and pulled again, the outbox kept", "[crash]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    fixture->make_durable();
    fixture->kill();
    SECTION("a page of rows") { damage_page(*fixture->disk, 0, 3); }
    SECTION("the first page") { damage_page(*fixture->disk, 0, 0); }
    expect(fixture->open());
    CHECK(fixture->replica->next_pull().cursor.empty());
    CHECK(fixture->count("customers") == 0);
    REQUIRE(fixture->replica->outbox().pending().size() == 1);
    Database shop = make_shop();
    fixture->pull(page_of(shop));
    CHECK(fixture->count("vehicles") == 3);
}

TEST_CASE("a replica of a newer program is thrown away and pulled again", "[crash]") {
    auto fixture = filled_replica();
    fixture->kill();
    const platform::StorageLocation location = [&] {
        platform::StorageLocation found;
        fixture->storage = make_replica_storage_memory(
            fixture->disk, [&](std::function<void()> task) { fixture->loop.post(std::move(task)); });
        fixture->storage->open("test", [&](Result<platform::StorageLocation> opened) { found = expect(opened); });
        fixture->loop.run();
        return found;
    }();
    {
        Database newer = expect(Database::open(location.replica_path, {.vfs = location.vfs}));
        expect(newer.execute(location.connection_setup));
        expect(newer.execute("UPDATE schema_versions SET version = 1000 WHERE id = 'shared'"));
    }
    bool durable = false;
    fixture->storage->make_durable([&](const Result<void>& result) { durable = result.ok(); });
    fixture->loop.run();
    REQUIRE(durable);
    fixture->storage.reset();
    expect(fixture->open());
    CHECK(fixture->replica->next_pull().cursor.empty());
}

TEST_CASE("of a damaged outbox everything that can be read is saved", "[crash]") {
    auto fixture = filled_replica();
    const std::string padding(3000, 'x');  // a page for each
    for (unsigned index = 0; index < 20; ++index) {
        NewMutation mutation = mutation_of(new_vehicle(index, "ZH " + std::to_string(index)));
        mutation.args["padding"] = padding;
        fixture->submit(mutation);
    }
    const Id client_id = fixture->replica->outbox().client_id();
    std::vector<Id> uuids;
    for (const PendingMutation& entry : fixture->replica->outbox().pending()) {
        uuids.push_back(entry.mutation.uuid);
    }
    fixture->make_durable();
    fixture->kill();
    auto& records = fixture->disk->replica("test").records[1];
    REQUIRE(records.size() > 20);

    SECTION("one page holds rubbish") {
        auto& page = std::next(records.begin(), static_cast<std::ptrdiff_t>(records.size() / 2))->second;
        std::fill(page.begin(), page.end(), std::uint8_t{0xa5});
    }
    SECTION("one page is missing") {
        records.erase(std::next(records.begin(), static_cast<std::ptrdiff_t>(records.size() / 2)));
    }
    expect(fixture->open());
    Outbox& outbox = fixture->replica->outbox();
    CHECK(outbox.pending().size() >= 15);
    CHECK(outbox.client_id() != client_id);
    MutationId expected = 0;
    std::size_t position = 0;
    for (const PendingMutation& entry : outbox.pending()) {
        CHECK(entry.mutation.id == ++expected);
        // In their order, under their own UUIDs.
        while (position < uuids.size() && uuids[position] != entry.mutation.uuid) {
            ++position;
        }
        CHECK(position < uuids.size());
    }
    fixture->restart();
    CHECK(fixture->replica->outbox().pending().size() == static_cast<std::size_t>(expected));
}
