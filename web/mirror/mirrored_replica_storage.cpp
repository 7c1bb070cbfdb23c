#include "web/mirror/mirrored_replica_storage.h"

#include <sqlite3.h>

#include <cassert>
#include <utility>

#include "web/mirror/memory_vfs.h"

namespace portail {

using platform::StorageLocation;
using platform::StorageLoss;

namespace {

constexpr PerFile<MirrorFile> both_files{MirrorFile::Replica, MirrorFile::Outbox};

// synchronous=NORMAL: syncing is a no-op here. cache_spill=OFF: the open transaction of the replica
// must not reach the VFS. A larger cache_size than SQLite's would only keep pages twice.
constexpr const char* connection_setup = R"(
    PRAGMA page_size = 4096;
    PRAGMA locking_mode = NORMAL;
    PRAGMA journal_mode = MEMORY;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_spill = OFF;
    PRAGMA cache_size = -2000;
)";

std::string next_folder() {
    static int count = 0;
    return "/" + std::to_string(++count);
}

}  // namespace

Error storage_failed(std::string detail) {
    return {ErrorCode::Unavailable, "error.storage", {}, {}, std::move(detail)};
}

Error storage_full(std::string detail) {
    return {ErrorCode::Unavailable, "error.storage_full", {}, {}, std::move(detail)};
}

Error storage_in_use() {
    return conflict("error.storage_in_use");
}

MirroredReplicaStorage::MirroredReplicaStorage(std::unique_ptr<RecordStore> store)
    : m_store(std::move(store)), m_session(std::make_shared<char>()) {
    sqlite3_initialize();
    sqlite3_vfs_register(memory_vfs(), 0);
    const std::string folder = next_folder();
    m_paths = {folder + "/replica.db", folder + "/outbox.db"};
}

MirroredReplicaStorage::~MirroredReplicaStorage() {
    close();
}

// --- opening ---

void MirroredReplicaStorage::open(const std::string& name, Opened opened) {
    assert(m_state == State::Closed);
    m_state = State::Opening;
    m_opened = std::move(opened);
    m_records_loaded = {};
    m_is_damaged = {};
    m_out_of_memory = false;
    for (MirrorFile which : both_files) {
        const auto index = static_cast<std::size_t>(which);
        m_files[index] = std::make_shared<MemoryFile>(record_sizes[index]);
    }
    m_store->open(name, *this);
}

void MirroredReplicaStorage::loading(PerFile<std::uint64_t> sizes) {
    for (MirrorFile which : both_files) {
        if (!file(which).prepare_load(sizes[static_cast<std::size_t>(which)])) {
            m_out_of_memory = true;
        }
    }
}

std::uint8_t* MirroredReplicaStorage::load(MirrorFile which, std::uint32_t index, std::uint32_t length) {
    if (m_out_of_memory) return nullptr;
    MemoryFile& target = file(which);
    if (index >= target.record_count() || length != target.record_length(index)) {
        m_is_damaged[static_cast<std::size_t>(which)] = true;
        return nullptr;
    }
    ++m_records_loaded[static_cast<std::size_t>(which)];
    return target.load_record(index);
}

void MirroredReplicaStorage::opened(Result<void> result) {
    if (result && m_out_of_memory) result = storage_failed("no memory to load the replica");
    Opened tell = std::exchange(m_opened, nullptr);
    if (!result) {
        close();
        tell(result.error());
        return;
    }
    for (MirrorFile which : both_files) {
        const auto index = static_cast<std::size_t>(which);
        if (m_records_loaded[index] != file(which).record_count()) m_is_damaged[index] = true;
    }
    m_state = State::Open;
    tell(publish());
}

StorageLocation MirroredReplicaStorage::publish() {
    const auto replica = static_cast<std::size_t>(MirrorFile::Replica);
    const auto outbox = static_cast<std::size_t>(MirrorFile::Outbox);
    if (m_is_damaged[replica]) m_files[replica]->clear();
    for (MirrorFile which : both_files) {
        const auto index = static_cast<std::size_t>(which);
        publish_memory_file(m_paths[index], m_files[index]);
    }
    return {.replica_path = m_paths[replica],
            .outbox_path = m_paths[outbox],
            .vfs = memory_vfs_name,
            .connection_setup = connection_setup,
            .replica_dropped = m_is_damaged[replica],
            .outbox_damaged = m_is_damaged[outbox]};
}

// --- writing ---

void MirroredReplicaStorage::make_durable(Durable durable) {
    if (m_state != State::Open) {
        m_store->post([this, alive = std::weak_ptr<char>(m_session), durable = std::move(durable)] {
            if (!alive.expired()) durable(loss_error());
        });
        return;
    }
    m_waiting.push_back(std::move(durable));
    if (!m_is_writing) schedule_write();
}

void MirroredReplicaStorage::schedule_write() {
    if (std::exchange(m_is_scheduled, true)) return;
    m_store->post([this, alive = std::weak_ptr<char>(m_session)] {
        if (!alive.expired()) start_write();
    });
}

void MirroredReplicaStorage::start_write() {
    m_is_scheduled = false;
    if (m_state != State::Open) return;  // lost() has answered those who waited
    std::vector<Durable> waiting = std::exchange(m_waiting, {});

    bool is_dirty = false;
    for (MirrorFile which : both_files) {
        if (file(which).has_uncommitted()) {
            answer(std::move(waiting), internal("SQLite has spilled rows that are not committed"));
            return;
        }
        is_dirty = is_dirty || file(which).is_dirty();
    }
    if (!is_dirty) {
        answer(std::move(waiting), {});
        return;
    }

    MirrorWrite write;
    for (MirrorFile which : both_files) {
        MemoryFile& source = file(which);
        write.sizes[static_cast<std::size_t>(which)] = source.size();
        source.begin_write([&](std::uint32_t index) {
            write.records.push_back({which, index, source.record(index), source.record_length(index)});
        });
    }
    m_in_flight = std::move(waiting);
    m_is_writing = true;
    m_store->write(write);
}

void MirroredReplicaStorage::written(Result<void> result) {
    m_is_writing = false;
    for (MirrorFile which : both_files)
        file(which).end_write(result.ok());
    if (!answer(std::exchange(m_in_flight, {}), result)) return;
    if (m_waiting.empty()) return;
    if (m_state == State::Open) {
        schedule_write();
    } else {
        answer(std::exchange(m_waiting, {}), loss_error());
    }
}

bool MirroredReplicaStorage::answer(std::vector<Durable> waiting, const Result<void>& result) {
    const std::weak_ptr<char> alive = m_session;
    for (Durable& durable : waiting) {
        durable(result);
        if (alive.expired()) return false;
    }
    return true;
}

Error MirroredReplicaStorage::loss_error() const {
    if (m_state == State::Lost && m_loss == StorageLoss::TakenOver) return storage_in_use();
    return storage_failed("the storage is not open");
}

void MirroredReplicaStorage::lost(StorageLoss loss) {
    if (m_state != State::Open) return;
    m_state = State::Lost;
    m_loss = loss;
    // Calls are answered in order: those that wait come after the write that is under way.
    if (!m_is_writing && !answer(std::exchange(m_waiting, {}), loss_error())) return;
    const Lost tell = m_lost;
    if (tell) tell(loss);
}

// --- the end ---

void MirroredReplicaStorage::close() {
    m_session = std::make_shared<char>();
    m_opened = nullptr;
    m_waiting.clear();
    m_in_flight.clear();
    m_is_writing = false;
    m_is_scheduled = false;
    if (m_state == State::Closed) return;
    m_state = State::Closed;
    for (const std::string& path : m_paths)
        withdraw_memory_file(path);
    m_files = {};
    m_store->close();
}

void MirroredReplicaStorage::erase(const std::string& name, bool outbox_too, Erased erased) {
    assert(m_state == State::Closed);
    m_store->erase(name, outbox_too, std::move(erased));
}

void MirroredReplicaStorage::ask_to_keep(SafetyKnown known) {
    m_store->ask_to_keep(std::move(known));
}

}  // namespace portail
