// Where a replica and its outbox live: SQLite files natively, a memory mirror of IndexedDB in the browser, plain memory
// in tests. Both databases are opened by the storage; a committed transaction becomes durable only when the storage
// says so. One contract suite (tests/contract) runs against every implementation.
#pragma once

#include <functional>
#include <string>

#include "shared/base/result.h"

// The storage hands out paths and a VFS; shared/sync opens the connections.
namespace portail::platform {

struct StorageLocation {
    std::string replica_path;
    std::string outbox_path;
    std::string vfs;  ///< name of the SQLite VFS, empty for the default
};

enum class StorageLoss {
    TakenOver,  ///< another window has taken the storage; nothing may be written from here any more
    Failed,     ///< the storage cannot be reached any more
};

class ReplicaStorage {
public:
    virtual ~ReplicaStorage() = default;

    using Opened = std::function<void(Result<StorageLocation>)>;
    using Durable = std::function<void(Result<void>)>;
    using Lost = std::function<void(StorageLoss)>;

    /// Takes the lock of the replica named `name` (one per server and principal), loads it, and calls back once.
    /// ErrorCode::Conflict: another process holds it and does not give way.
    virtual void open(const std::string& name, Opened opened) = 0;

    /// Calls back once, never before it returns, when everything that was committed before this call is durable.
    /// Calls are answered in order; commits made meanwhile may share one write. On failure nothing is lost from
    /// memory: the next call tries again with all that is not durable yet.
    virtual void make_durable(Durable durable) = 0;

    /// Asked for before open; called at most once per open.
    virtual void on_lost(Lost lost) = 0;

    /// Closes what open gave (the connections are closed already) and gives the lock back.
    virtual void close() = 0;

    /// Removes the replica's database, and the outbox too where `outbox_too`. Only while closed.
    virtual void erase(const std::string& name, bool outbox_too, Durable erased) = 0;
};

}  // namespace portail::platform
