#include "tests/sync/replica_fixture.h"

#include "shared/db/synced_tables.h"

namespace portail::test {
namespace {

Json value_of(const Row& row, int column) {
    switch (row.type(column)) {
        case SQLITE_NULL: return nullptr;
        case SQLITE_INTEGER: return row.integer(column);
        case SQLITE_FLOAT: return row.real(column);
        default: return row.text(column);
    }
}

}  // namespace

PullReply page_of(Database& database, const std::string& cursor) {
    PullReply reply;
    reply.epoch = "epoch-1";
    reply.cursor = cursor;
    reply.reset = true;
    reply.server_time = shop::now;
    for (const SyncedTable& table : synced_tables()) {
        std::string sql;
        for (const std::string_view column : table.columns) {
            sql.append(sql.empty() ? "SELECT " : ", ").append(column);
        }
        sql.append(" FROM ").append(table.name);
        TableChanges& changes = reply.changes[std::string{table.name}];
        changes.columns.assign(table.columns.begin(), table.columns.end());
        changes.put = expect(database.rows(sql, [](const Row& row) {
            Json values = Json::array();
            for (int column = 0; column < row.column_count(); ++column) {
                values.push_back(value_of(row, column));
            }
            return values;
        }));
    }
    return reply;
}

PullReply page_of_rows(const std::string& table, const std::vector<Json>& rows, std::string cursor) {
    PullReply reply;
    reply.epoch = "epoch-1";
    reply.cursor = std::move(cursor);
    reply.server_time = shop::now;
    if (rows.empty()) return reply;
    TableChanges& changes = reply.changes[table];
    const SyncedTable& known = *find_synced_table(table);
    changes.columns.assign(known.columns.begin(), known.columns.end());
    changes.put = rows;
    return reply;
}

Json customer_row(const Id& id, const std::string& last_name, const std::string& phone) {
    return Json::array({id, "Alice", last_name, "", phone, "fr", "registered", nullptr, "", shop::now, nullptr, ""});
}

UpdateContactDetails new_phone(const std::string& phone) { return {shop::alice, "", phone}; }

AddVehicle new_vehicle(unsigned number, const std::string& plate) {
    return {numbered_id(number), shop::alice, plate, "Fiat", "Panda"};
}

ReplicaFixture::ReplicaFixture(std::shared_ptr<MemoryDisk> own_disk, MutationRunner runner)
    : disk(std::move(own_disk)), run(std::move(runner)) {}

ReplicaFixture::~ReplicaFixture() { kill(); }

Result<void> ReplicaFixture::open() {
    storage = make_replica_storage_memory(disk, [this](std::function<void()> task) { loop.post(std::move(task)); });
    storage->on_lost([](platform::StorageLoss) {});
    std::optional<Result<void>> answer;
    opener = std::make_unique<ReplicaOpener>(*storage, loop.clock(), random, "test", ReplicaOptions{actor, run},
                                             [&](Result<std::unique_ptr<Replica>> opened) {
                                                 answer = opened ? Result<void>{} : Result<void>{opened.error()};
                                                 if (opened) replica = std::move(*opened);
                                             });
    opener->start();
    loop.run();
    if (!answer) throw std::runtime_error("the opener gave no answer");
    return *answer;
}

void ReplicaFixture::kill() {
    loop.drop_tasks();
    opener.reset();
    replica.reset();
    storage.reset();
}

void ReplicaFixture::restart() {
    kill();
    expect(open());
}

bool ReplicaFixture::make_durable() {
    const std::uint64_t mark = replica->outbox().write_mark();
    std::optional<bool> durable;
    storage->make_durable([&](const Result<void>& result) { durable = result.ok(); });
    loop.run();
    if (durable.value()) replica->outbox().made_durable(mark);
    return *durable;
}

void ReplicaFixture::pull(PullReply reply, MutationId last) {
    reply.last_mutation_id = last;
    expect(replica->note_replay_after(reply));
    expect(replica->apply_pull(reply, loop.clock().now(), random));
}

void ReplicaFixture::acknowledge() {
    const auto push = replica->next_push(protocol_limits::mutations_in_a_push);
    if (!push) throw std::runtime_error("there is nothing to push");
    expect(replica->acknowledge(push->client_id, push->mutations.back().id, loop.clock().now(), random));
}

std::string ReplicaFixture::phone_of_alice() {
    return expect(replica->database().first("SELECT phone FROM customers WHERE id = ?1",
                                            [](const Row& row) { return row.text(0); }, shop::alice))
        .value_or("no such customer");
}

std::int64_t ReplicaFixture::count(const std::string& table) {
    return expect(replica->database().integer("SELECT COUNT(*) FROM " + table));
}

std::unique_ptr<ReplicaFixture> filled_replica(MutationRunner run) {
    auto fixture = std::make_unique<ReplicaFixture>(std::make_shared<MemoryDisk>(), std::move(run));
    expect(fixture->open());
    Database shop = make_shop();
    fixture->pull(page_of(shop));
    fixture->make_durable();
    return fixture;
}

}  // namespace portail::test
