// A sync client of the test shop's customer Alice, whose server is played by the test.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/sync/sync_client.h"
#include "tests/sync/event_loop.h"
#include "tests/sync/replica_fixture.h"
#include "tests/sync/scripted_http.h"

namespace portail::test {

class SyncClientFixture {
public:
    explicit SyncClientFixture(std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>());
    ~SyncClientFixture() { kill(); }

    [[nodiscard]] Result<void> start();
    void kill();
    void restart();

    /// Submits, and lets the storage answer.
    void submit(const NewMutation& mutation);
    void submit(const UpdateContactDetails& args) { submit(mutation_of(args)); }
    /// The server answers the pull that waits.
    void answer_pull(PullReply reply, MutationId last = 0);
    void answer_pull(MutationId last = 0) { answer_pull(page_of_rows("customers", {}, "2"), last); }
    void answer_push(PushStatus status, MutationId last);
    /// As most tests need it: the stream is open, everything has been pulled, nothing is waiting.
    void come_to_rest();
    [[nodiscard]] std::string phone_of_alice();

    EventLoop loop{shop::now};
    SeededRandom random{11};
    ScriptedHttp http;
    std::shared_ptr<MemoryDisk> disk;
    std::unique_ptr<platform::ReplicaStorage> storage;
    std::unique_ptr<SyncClient> client;
    std::optional<Result<void>> opened;
    std::optional<Result<void>> saved;  ///< what the last submit was told
    int changes_told = 0;
};

/// Started, at rest, and filled with the test shop.
[[nodiscard]] std::unique_ptr<SyncClientFixture> client_at_rest();

}  // namespace portail::test
