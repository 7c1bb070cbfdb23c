// Where a replica and its outbox live: SQLite files natively, a memory mirror of IndexedDB in the
// browser, a pretended disk in tests. The storage says where the two databases are and how to open
// them; what was committed is durable only when the storage says so. One contract suite
// (tests/contract) runs against every implementation. Everything happens on one thread.
//
// Errors: Unavailable "error.storage" or "error.storage_full"; Conflict "error.storage_in_use" where
// another window or process has the replica.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "shared/base/result.h"

// The storage hands out paths and a VFS; shared/sync opens the connections.
namespace portail::platform {

struct StorageLocation {
    std::string replica_path;
    std::string outbox_path;
    std::string vfs;  ///< name of the SQLite VFS, empty for the default
    /// SQL that each connection runs first: the journal, syncing and caching that this storage
    /// needs to keep its promises (above all: nothing uncommitted reaches the disk).
    std::string connection_setup;
    /// What was stored of the replica was incomplete and has been dropped; the replica is empty.
    bool replica_dropped = false;
    /// Parts of the outbox are missing and read as zeros: save what `PRAGMA quick_check` and
    /// reading still give, erase both, and write it again.
    bool outbox_damaged = false;
};

enum class StorageLoss {
    TakenOver,  ///< another window has taken the storage; nothing may be written from here any more
    Failed,     ///< the storage cannot be reached any more
};

struct StorageSafety {
    /// The system may drop everything when it wants the space: a browser that was not asked to keep
    /// it, or refused.
    bool may_be_evicted = false;
    std::optional<std::int64_t> bytes_used;
    std::optional<std::int64_t> bytes_available;
};

class ReplicaStorage {
public:
    /// Closes. Answers that are still owed are not given any more.
    virtual ~ReplicaStorage() = default;

    using Opened = std::function<void(Result<StorageLocation>)>;
    using Durable = std::function<void(Result<void>)>;
    using Erased = std::function<void(Result<void>)>;
    using Lost = std::function<void(StorageLoss)>;
    using SafetyKnown = std::function<void(StorageSafety)>;

    /// Takes the lock of the replica named `name` (one per server and principal), loads it, and
    /// calls back once. In a browser a visible window takes it from any other; a hidden one does
    /// not. ErrorCode::Conflict: another one holds it and does not give way.
    virtual void open(const std::string& name, Opened opened) = 0;

    /// Calls back once, never before it returns, when everything that was committed before this
    /// call is durable. Calls are answered in order; commits made meanwhile may share one write.
    /// On failure nothing is lost from memory: the next call tries again with all that is not
    /// durable yet. After a loss every call fails with ErrorCode::Conflict or Unavailable.
    virtual void make_durable(Durable durable) = 0;

    /// Asked for before open; called at most once per open.
    virtual void on_lost(Lost lost) = 0;

    /// Closes what open gave (the connections are closed already) and gives the lock back. Answers
    /// that are still owed are not given any more.
    virtual void close() = 0;

    /// Removes the replica's database, and the outbox too where `outbox_too`. Only while closed.
    virtual void erase(const std::string& name, bool outbox_too, Erased erased) = 0;

    /// Asks the system never to drop what is stored here, and calls back once with its answer. Some
    /// browsers ask the person, so that it is done when there is something to lose.
    virtual void ask_to_keep(SafetyKnown known) = 0;
};

}  // namespace portail::platform
