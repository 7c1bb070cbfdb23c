// A replica storage whose "disk" outlives it, for tests and the simulation: restarting a client is
// destroying its storage and opening another one on the same disk. It is the browser's storage with
// another record store, so that it keeps the same promises: what was not made durable is gone after
// a restart, a write can fail, a second opener takes over.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/platform/replica_storage.h"
#include "web/mirror/record_store.h"

namespace portail {

/// What survives a restart.
class MemoryDisk {
public:
    struct Replica {
        std::uint64_t epoch = 0;
        PerFile<std::uint64_t> sizes{};
        PerFile<std::map<std::uint32_t, std::vector<std::uint8_t>>> records;
    };

    /// The next `count` writes fail as on a full disk, and change nothing.
    void fail_next_writes(int count) { m_writes_to_fail = count; }
    /// Writes that succeeded.
    [[nodiscard]] int write_count() const { return m_write_count; }
    /// For damaging it on purpose; made where there is none of that name.
    [[nodiscard]] Replica& replica(const std::string& name) { return m_replicas[name]; }

private:
    friend class MemoryRecordStore;
    std::map<std::string, Replica> m_replicas;
    int m_writes_to_fail = 0;
    int m_write_count = 0;
};

/// `post` runs a task later, on the same thread; tasks may be dropped, as by a crash.
[[nodiscard]] std::unique_ptr<platform::ReplicaStorage> make_replica_storage_memory(
    std::shared_ptr<MemoryDisk> disk, std::function<void(std::function<void()>)> post);

}  // namespace portail
