// One device: a disk that outlives its program, the program (a SyncClient), and the ledger of what its person was told
// to be saved.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/sync/sync_client.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/scheduler.h"
#include "tests/simulation/simulated_network.h"
#include "tests/simulation/simulated_server.h"
#include "tests/simulation/visible_rows.h"
#include "tests/support/replica_storage_memory.h"

namespace portail::simulation {

/// A change that the person was told to be saved.
struct SavedWork {
    Id uuid;
    std::string name;
    Id row;                  ///< that it makes; empty where it makes none
    bool is_let_go = false;  ///< discarded, corrected, or lost with a disk that was put back, by the person's own will
};

/// One row of the outbox on a disk.
struct StoredMutation {
    Id uuid;
    std::string state;
};

class Device {
public:
    Device(std::string name, Actor actor, Scheduler& scheduler, Dice& dice, SimulatedNetwork& network);
    ~Device() { kill(); }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    void start();
    /// Ends the program at any moment; of what the storage was writing some may still reach the disk.
    void kill();
    [[nodiscard]] bool is_running() const { return m_client != nullptr; }
    [[nodiscard]] bool is_open() const { return m_client && m_client->is_open(); }
    [[nodiscard]] SyncClient& client() { return *m_client; }

    /// False where nobody may sign in as this person.
    bool sign_in(SimulatedServer& server);
    void sign_out(SignOutChoice choice);
    void set_online(bool is_online);

    /// Submits; once it is saved it is in the ledger.
    void submit(const NewMutation& mutation, const Id& row);
    void retry(const Id& rejected);
    void discard(const Id& rejected);

    /// The disk as it is, for another device or for later; and putting one back.
    [[nodiscard]] MemoryDisk copy_of_disk() const { return *m_disk; }
    void replace_disk(const MemoryDisk& disk);

    // --- for the checks ---
    [[nodiscard]] std::vector<StoredMutation> stored_mutations();
    /// What lies in replica.db without the outbox.
    [[nodiscard]] RowTexts confirmed_rows_on_disk();
    /// While a program runs: what is shown fits what is known of each change.
    void check_overlay();
    /// Nothing is sent that the disk does not hold.
    void check_durable(const std::string& push);

    const std::string name;
    const Actor actor;
    SkewedClock clock;
    DeviceLink link;
    std::vector<SavedWork> ledger;
    std::shared_ptr<MemoryDisk> disk() { return m_disk; }

private:
    struct OpenedDisk;
    void post(std::function<void()> task);
    void let_go(const Id& uuid, bool is_let_go);
    void follow(const std::string& mutation, const Id& row, const std::optional<Id>& corrects,
                const std::function<Result<Id>(SyncClient::Done)>& submit);
    void saved(const Id& uuid, const std::string& mutation, const Id& row);

    Scheduler& m_scheduler;
    Dice& m_dice;
    std::shared_ptr<MemoryDisk> m_disk = std::make_shared<MemoryDisk>();
    Owner m_owner = 0;
    std::unique_ptr<SimulatedTimers> m_timers;
    std::unique_ptr<platform::ReplicaStorage> m_storage;
    std::unique_ptr<SyncClient> m_client;
    std::deque<std::function<void()>> m_tasks;
    Milliseconds m_last_task_at = 0;
    int m_overlay_checks = 0;
};

}  // namespace portail::simulation
