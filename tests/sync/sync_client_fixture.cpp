#include "tests/sync/sync_client_fixture.h"

namespace portail::test {

SyncClientFixture::SyncClientFixture(std::shared_ptr<MemoryDisk> own_disk) : disk(std::move(own_disk)) {}

Result<void> SyncClientFixture::start() {
    storage = make_replica_storage_memory(disk, [this](std::function<void()> task) { loop.post(std::move(task)); });
    const SyncServices services{http, loop, *storage, loop.clock(), random};
    client = std::make_unique<SyncClient>(services, SyncOptions{"test", {customer(shop::alice)}, {}});
    client->on_change = [this] { ++changes_told; };
    opened.reset();
    client->start([this](const Result<void>& result) { opened = result; });
    loop.run();
    if (!opened) throw std::runtime_error("the client was not opened");
    return *opened;
}

void SyncClientFixture::kill() {
    loop.drop_tasks();
    client.reset();
    storage.reset();
}

void SyncClientFixture::restart() {
    kill();
    expect(start());
}

void SyncClientFixture::submit(const NewMutation& mutation) {
    saved.reset();
    expect(client->submit(mutation, [this](const Result<void>& result) { saved = result; }));
    loop.run();
}

void SyncClientFixture::answer_pull(PullReply reply, MutationId last) {
    if (!http.is_pull()) throw std::runtime_error("no pull waits");
    reply.last_mutation_id = last;
    http.answer_json(200, to_json(reply));
    loop.run();
}

void SyncClientFixture::answer_push(PushStatus status, MutationId last) {
    if (!http.is_push()) throw std::runtime_error("no push waits");
    const bool is_ok = status == PushStatus::Accepted || status == PushStatus::SignInNeeded;
    http.answer_json(is_ok ? 200 : 409, to_json(PushReply{status, "epoch-1", last}));
    loop.run();
}

void SyncClientFixture::come_to_rest() {
    Database shop = make_shop();
    answer_pull(page_of(shop));
    http.open();
    answer_pull();
}

std::string SyncClientFixture::phone_of_alice() {
    return expect(client->database().first("SELECT phone FROM customers WHERE id = ?1",
                                           [](const Row& row) { return row.text(0); }, shop::alice))
        .value_or("no such customer");
}

std::unique_ptr<SyncClientFixture> client_at_rest() {
    auto fixture = std::make_unique<SyncClientFixture>();
    expect(fixture->start());
    fixture->come_to_rest();
    if (fixture->http.has_request()) throw std::runtime_error("not at rest");
    return fixture;
}

}  // namespace portail::test
