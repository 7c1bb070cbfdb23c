#include "web/replica_storage_web.h"

#include <emscripten.h>
#include <sqlite3.h>

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "web/mirror/memory_vfs.h"
#include "web/mirror/mirrored_replica_storage.h"

// web/js/storage.js. Sizes are doubles: JavaScript has no 64-bit integers without BigInt.
extern "C" {
void portail_storage_open(int store, const char* name);
void portail_storage_put(int store, int file, std::uint32_t index, const std::uint8_t* bytes, std::uint32_t length);
void portail_storage_write(int store, double replica_size, double outbox_size, std::uint32_t replica_records,
                           std::uint32_t outbox_records);
void portail_storage_close(int store);
void portail_storage_erase(int store, const char* name, int outbox_too);
void portail_storage_ask_to_keep(int store);
void portail_storage_post();
/// The text of the last error that was reported.
void portail_storage_error(char* into, int capacity);
}

namespace portail {
namespace {

/// How web/js/storage.js reports the end of an operation; the same numbers stand there.
enum class Outcome { Done = 0, Failed = 1, Full = 2, InUse = 3 };

Result<void> result_of(int outcome) {
    std::array<char, 512> detail{};
    if (outcome != static_cast<int>(Outcome::Done)) {
        portail_storage_error(detail.data(), static_cast<int>(detail.size()));
    }
    switch (static_cast<Outcome>(outcome)) {
        case Outcome::Done:
            return {};
        case Outcome::Full:
            return storage_full(detail.data());
        case Outcome::InUse:
            return storage_in_use();
        case Outcome::Failed:
            break;
    }
    return storage_failed(detail.data());
}

class IndexedDbStore final : public RecordStore {
public:
    IndexedDbStore() : m_id(++last_id) { stores[m_id] = this; }
    ~IndexedDbStore() override {
        portail_storage_close(m_id);
        stores.erase(m_id);
    }
    IndexedDbStore(const IndexedDbStore&) = delete;
    IndexedDbStore& operator=(const IndexedDbStore&) = delete;

    void open(const std::string& name, Listener& listener) override {
        m_listener = &listener;
        portail_storage_open(m_id, name.c_str());
    }

    void write(const MirrorWrite& write) override {
        for (const RecordWrite& record : write.records) {
            portail_storage_put(m_id, static_cast<int>(record.file), record.index, record.bytes, record.length);
        }
        const auto count = [&](std::size_t file) {
            return static_cast<std::uint32_t>((write.sizes[file] + record_sizes[file] - 1) / record_sizes[file]);
        };
        portail_storage_write(m_id, static_cast<double>(write.sizes[0]), static_cast<double>(write.sizes[1]), count(0),
                              count(1));
    }

    void close() override {
        m_listener = nullptr;
        portail_storage_close(m_id);
    }

    void erase(const std::string& name, bool outbox_too, platform::ReplicaStorage::Erased erased) override {
        m_erased.push_back(std::move(erased));
        portail_storage_erase(m_id, name.c_str(), outbox_too ? 1 : 0);
    }

    void ask_to_keep(platform::ReplicaStorage::SafetyKnown known) override {
        m_safety_known.push_back(std::move(known));
        portail_storage_ask_to_keep(m_id);
    }

    void post(std::function<void()> task) override {
        posted.push_back(std::move(task));
        portail_storage_post();
    }

    [[nodiscard]] Listener* listener() const { return m_listener; }

    void erased(int outcome) { take_first(m_erased)(result_of(outcome)); }
    void safety_known(const platform::StorageSafety& safety) { take_first(m_safety_known)(safety); }

    /// Null when it is gone: an answer of the page may come later than the end of its store.
    static IndexedDbStore* find(int id) {
        const auto found = stores.find(id);
        return found == stores.end() ? nullptr : found->second;
    }
    static Listener* find_listener(int id) {
        IndexedDbStore* store = find(id);
        return store == nullptr ? nullptr : store->listener();
    }
    static void run_posted() { take_first(posted)(); }

private:
    template <class Function>
    static Function take_first(std::deque<Function>& queue) {
        Function first = std::move(queue.front());
        queue.pop_front();
        return first;
    }

    inline static int last_id = 0;
    inline static std::map<int, IndexedDbStore*> stores;
    inline static std::deque<std::function<void()>> posted;

    int m_id;
    Listener* m_listener = nullptr;
    std::deque<platform::ReplicaStorage::Erased> m_erased;
    std::deque<platform::ReplicaStorage::SafetyKnown> m_safety_known;
};

}  // namespace

std::unique_ptr<platform::ReplicaStorage> make_replica_storage_web() {
    return std::make_unique<MirroredReplicaStorage>(std::make_unique<IndexedDbStore>());
}

}  // namespace portail

// Called by web/js/storage.js.
extern "C" {

using portail::IndexedDbStore;

EMSCRIPTEN_KEEPALIVE void portail_storage_loading(int store, double replica_size, double outbox_size) {
    if (auto* listener = IndexedDbStore::find_listener(store)) {
        listener->loading({static_cast<std::uint64_t>(replica_size), static_cast<std::uint64_t>(outbox_size)});
    }
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* portail_storage_load(int store, int file, std::uint32_t index,
                                                        std::uint32_t length) {
    auto* listener = IndexedDbStore::find_listener(store);
    if (listener == nullptr) return nullptr;
    return listener->load(static_cast<portail::MirrorFile>(file), index, length);
}

EMSCRIPTEN_KEEPALIVE void portail_storage_opened(int store, int outcome) {
    if (auto* listener = IndexedDbStore::find_listener(store)) {
        listener->opened(portail::result_of(outcome));
    }
}

EMSCRIPTEN_KEEPALIVE void portail_storage_written(int store, int outcome) {
    if (auto* listener = IndexedDbStore::find_listener(store)) {
        listener->written(portail::result_of(outcome));
    }
}

EMSCRIPTEN_KEEPALIVE void portail_storage_lost(int store, int is_taken_over) {
    if (auto* listener = IndexedDbStore::find_listener(store)) {
        listener->lost(is_taken_over != 0 ? portail::platform::StorageLoss::TakenOver
                                          : portail::platform::StorageLoss::Failed);
    }
}

EMSCRIPTEN_KEEPALIVE void portail_storage_erased(int store, int outcome) {
    if (auto* found = IndexedDbStore::find(store)) found->erased(outcome);
}

/// Bytes are negative where the browser does not tell.
EMSCRIPTEN_KEEPALIVE void portail_storage_safety(int store, int may_be_evicted, double used, double available) {
    auto* found = IndexedDbStore::find(store);
    if (found == nullptr) return;
    const auto known = [](double bytes) {
        return bytes < 0 ? std::optional<std::int64_t>{} : std::optional{static_cast<std::int64_t>(bytes)};
    };
    found->safety_known({may_be_evicted != 0, known(used), known(available)});
}

EMSCRIPTEN_KEEPALIVE void portail_storage_run_posted() {
    IndexedDbStore::run_posted();
}

// SQLite is built for "another" system: its part of the system is our VFS alone.
int sqlite3_os_init() {
    return sqlite3_vfs_register(portail::memory_vfs(), 1);
}
int sqlite3_os_end() {
    return SQLITE_OK;
}
}
