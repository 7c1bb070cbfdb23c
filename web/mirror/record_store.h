// Durable storage as the memory mirror needs it: two files cut into records, written together in
// one atomic step, and an epoch that says whose they are. IndexedDB is one (web/), a pretended disk
// in tests is the other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "shared/base/result.h"
#include "shared/platform/replica_storage.h"

namespace portail {

enum class MirrorFile : std::uint8_t { Replica, Outbox };

/// One value for each file, by MirrorFile.
template <class T>
using PerFile = std::array<T, 2>;

/// Small records for the outbox, whose every change is one write; larger ones for the replica,
/// which is loaded and written in bulk.
inline constexpr PerFile<std::uint32_t> record_sizes{65536, 4096};

struct RecordWrite {
    MirrorFile file;
    std::uint32_t index;
    const std::uint8_t* bytes;
    std::uint32_t length;
};

/// Everything that changes in one step: these records, the sizes of the files, and no record any
/// more beyond their ends.
struct MirrorWrite {
    std::vector<RecordWrite> records;
    PerFile<std::uint64_t> sizes{};
};

class RecordStore {
public:
    virtual ~RecordStore() = default;

    /// Answers come from the event loop, never from inside the call that asked.
    class Listener {
    public:
        virtual ~Listener() = default;
        /// First the sizes, then every record that is stored, then opened().
        virtual void loading(PerFile<std::uint64_t> sizes) = 0;
        /// Where the record's bytes are to be put; null where they are not wanted.
        virtual std::uint8_t* load(MirrorFile file, std::uint32_t index, std::uint32_t length) = 0;
        virtual void opened(Result<void> result) = 0;
        virtual void written(Result<void> result) = 0;
        virtual void lost(platform::StorageLoss loss) = 0;
        /// Nothing may touch `this` after such a call: the listener may have destroyed the store.
    };

    /// Takes the lock of `name`, raises its epoch and loads it.
    virtual void open(const std::string& name, Listener& listener) = 0;
    /// All or nothing; refused with lost(TakenOver) and a failed written() where the epoch is not
    /// ours any more. The bytes are copied before it returns. One at a time.
    virtual void write(const MirrorWrite& write) = 0;
    /// Nobody is called back any more.
    virtual void close() = 0;
    virtual void erase(const std::string& name, bool outbox_too, platform::ReplicaStorage::Erased erased) = 0;
    virtual void ask_to_keep(platform::ReplicaStorage::SafetyKnown known) = 0;
    /// Runs `task` when what runs now has returned to the event loop. Tasks may run after the store
    /// is gone.
    virtual void post(std::function<void()> task) = 0;
};

[[nodiscard]] Error storage_failed(std::string detail);
[[nodiscard]] Error storage_full(std::string detail);
[[nodiscard]] Error storage_in_use();

}  // namespace portail
