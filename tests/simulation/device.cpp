#include "tests/simulation/device.h"

#include <algorithm>

#include "tests/simulation/require.h"
#include "tests/support/test_shop.h"

namespace portail::simulation {
namespace {

const std::string replica_name = "replica";

}  // namespace

Device::Device(std::string device_name, Actor person, Scheduler& scheduler, Dice& dice, SimulatedNetwork& network)
    : name(std::move(device_name)),
      actor(std::move(person)),
      clock(scheduler, test::shop::now),
      link(network),
      m_scheduler(scheduler),
      m_dice(dice) {
    link.on_send = [this](const platform::HttpRequest& request) {
        if (request.path == "/api/sync/push") check_durable(request.body);
    };
}

// --- the program ---

void Device::start() {
    m_owner = m_scheduler.make_owner();
    m_timers = std::make_unique<SimulatedTimers>(m_scheduler, m_owner);
    m_storage = make_replica_storage_memory(m_disk, [this](std::function<void()> task) { post(std::move(task)); });
    const SyncServices services{link, *m_timers, *m_storage, clock, m_dice.source()};
    m_client = std::make_unique<SyncClient>(services, SyncOptions{replica_name, {actor}, {}});
    m_client->on_change = [this] { check_overlay(); };
    m_client->start([this](const Result<void>& opened) { require(opened, name + " opens its replica"); });
}

void Device::kill() {
    m_client.reset();
    m_storage.reset();
    link.drop_program();
    m_scheduler.drop(m_owner);
    // The disk does not ask whether the program still lives.
    std::size_t written = m_tasks.empty() ? 0 : m_dice.below(m_tasks.size() + 1);
    for (; written > 0 && !m_tasks.empty(); --written) {
        const std::function<void()> task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
    }
    m_tasks.clear();
}

void Device::post(std::function<void()> task) {
    m_tasks.push_back(std::move(task));
    // In order, as an event loop runs them.
    m_last_task_at = std::max(m_last_task_at, m_scheduler.now() + m_dice.between(0, 4));
    m_scheduler.schedule(m_last_task_at - m_scheduler.now(), m_owner, [this] {
        const std::function<void()> next = std::move(m_tasks.front());
        m_tasks.pop_front();
        next();
    });
}

bool Device::sign_in(SimulatedServer& server) {
    const std::string token = server.sign_in(actor);
    if (token.empty()) return false;
    link.set_token(token);
    if (is_open()) {
        require(m_client->signed_in(actor), name + " signs in");
    } else if (is_running()) {
        kill();
        start();
    }
    return true;
}

void Device::sign_out(SignOutChoice choice) {
    m_client->sign_out(choice, [this, choice](const Result<void>& done) {
        if (!done || choice == SignOutChoice::Keep) return;
        for (SavedWork& work : ledger) {
            work.is_let_go = true;
        }
    });
}

void Device::set_online(bool is_online) {
    link.set_online(is_online);
    if (!is_open()) return;
    if (is_online) {
        m_client->came_online();
    } else {
        m_client->went_offline();
    }
}

void Device::replace_disk(const MemoryDisk& disk) {
    *m_disk = disk;
    std::set<Id> kept;
    for (const StoredMutation& mutation : stored_mutations()) {
        kept.insert(mutation.uuid);
    }
    for (SavedWork& work : ledger) {
        if (!kept.contains(work.uuid)) work.is_let_go = true;
    }
}

// --- what the person does ---

void Device::saved(const Id& uuid, const std::string& mutation, const Id& row) {
    ledger.push_back({uuid, mutation, row, false});
}

void Device::let_go(const Id& uuid, bool is_let_go) {
    for (SavedWork& work : ledger) {
        if (work.uuid == uuid) work.is_let_go = is_let_go;
    }
}

// The uuid is known only when the client has returned, `saved` comes later; meanwhile what is corrected is let go.
void Device::follow(const std::string& mutation, const Id& row, const std::optional<Id>& corrects,
                    const std::function<Result<Id>(SyncClient::Done)>& submit) {
    const auto uuid = std::make_shared<Id>();
    if (corrects) let_go(*corrects, true);
    const auto submitted = submit([this, uuid, mutation, row, corrects](const Result<void>& durable) {
        if (durable) {
            saved(*uuid, mutation, row);
        } else if (corrects) {
            let_go(*corrects, false);
        }
    });
    if (submitted) {
        *uuid = *submitted;
    } else if (corrects) {
        let_go(*corrects, false);
    }
}

void Device::submit(const NewMutation& mutation, const Id& row) {
    follow(mutation.name, row, mutation.corrects,
           [&](SyncClient::Done done) { return m_client->submit(mutation, std::move(done)); });
}

void Device::retry(const Id& rejected) {
    follow("retried", {}, rejected, [&](SyncClient::Done done) { return m_client->retry(rejected, std::move(done)); });
}

void Device::discard(const Id& rejected) {
    const auto uuids = [&] {
        std::set<Id> found;
        for (const Rejection& rejection : require(m_client->rejections(), "rejections")) {
            found.insert(rejection.mutation.uuid);
        }
        return found;
    };
    const std::set<Id> before = uuids();
    // What goes with it is known afterwards.
    m_client->on_change = {};
    require(m_client->discard(rejected), "discarding");
    m_client->on_change = [this] { check_overlay(); };
    const std::set<Id> after = uuids();
    for (const Id& uuid : before) {
        if (!after.contains(uuid)) let_go(uuid, true);
    }
}

// --- what the checks ask ---

/// The databases of a disk, opened beside the program's own.
struct Device::OpenedDisk {
    explicit OpenedDisk(const MemoryDisk& disk) {
        storage = make_replica_storage_memory(std::make_shared<MemoryDisk>(disk),
                                              [this](std::function<void()> task) { tasks.push_back(std::move(task)); });
        storage->open(replica_name, [this](Result<platform::StorageLocation> opened) {
            location = require(std::move(opened), "opening a disk");
        });
        while (!tasks.empty()) {
            const std::function<void()> task = std::move(tasks.front());
            tasks.pop_front();
            task();
        }
    }
    [[nodiscard]] Database open(const std::string& path) const {
        return require(Database::open(path, {.read_only = false, .vfs = location.vfs}), "opening a database");
    }

    std::deque<std::function<void()>> tasks;
    platform::StorageLocation location;
    std::unique_ptr<platform::ReplicaStorage> storage;
};

std::vector<StoredMutation> Device::stored_mutations() {
    const OpenedDisk opened{*m_disk};
    Database outbox = opened.open(opened.location.outbox_path);
    require(outbox.execute(opened.location.connection_setup), "connection set-up");
    const auto has_table = outbox.integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'mutations'");
    if (require(has_table, "reading a disk") == 0) return {};
    return require(outbox.rows("SELECT uuid, state FROM mutations ORDER BY position",
                               [](const Row& row) {
                                   return StoredMutation{row.text(0), row.text(1)};
                               }),
                   "reading an outbox");
}

void Device::check_durable(const std::string& push) {
    std::set<Id> stored;
    for (const StoredMutation& mutation : stored_mutations()) {
        stored.insert(mutation.uuid);
    }
    const PushRequest request = require(parse_push_request(require(parse_json(push), "a push")), "a push");
    for (const Mutation& mutation : request.mutations) {
        require(stored.contains(mutation.uuid), name + " pushes what is not durable: " + mutation.uuid);
    }
}

RowTexts Device::confirmed_rows_on_disk() {
    const OpenedDisk opened{*m_disk};
    Database replica = opened.open(opened.location.replica_path);
    require(replica.execute(opened.location.connection_setup), "connection set-up");
    const auto has_table = replica.integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'customers'");
    if (require(has_table, "reading a disk") == 0) return {};
    return read_rows(replica);
}

void Device::check_overlay() {
    if (!is_open() || m_client->status().storage_lost) return;
    if (!m_client->status().last_synced_at) return;
    std::set<Id> not_shown;
    for (const PendingMutation& entry : m_client->pending()) {
        // A copied replica takes the other's numbers for its own until its push is answered.
        if (entry.is_uncertain || entry.is_resent || entry.is_covered) not_shown.insert(entry.mutation.uuid);
    }
    for (const Rejection& rejection : require(m_client->rejections(), "rejections")) {
        not_shown.insert(rejection.mutation.uuid);
    }
    for (const SavedWork& work : ledger) {
        if (work.is_let_go || work.name != "add_vehicle" || not_shown.contains(work.uuid)) continue;
        const auto shown = m_client->database().integer("SELECT COUNT(*) FROM vehicles WHERE id = ?1", work.row);
        require(require(shown, "looking for a vehicle") == 1,
                name + ": a saved vehicle has disappeared from the screen: " + work.row + " of " + work.uuid);
    }
    if (m_client->pending().empty() && ++m_overlay_checks % 8 == 0) {
        for (const auto& [key, row] : read_rows(m_client->database())) {
            const std::size_t slash = key.find('/');
            require(m_client->row_state(key.substr(0, slash), key.substr(slash + 1)) == RowState::Confirmed,
                    name + ": a row is marked as pending although nothing is: " + key);
        }
    }
}

}  // namespace portail::simulation
