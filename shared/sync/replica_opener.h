// Opens the storage of a replica and makes a Replica of it: a damaged replica.db is thrown away (the server has it), a
// damaged outbox is read as far as it can be and written anew, and the outbox is replayed under its notes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/clock.h"
#include "shared/platform/replica_storage.h"
#include "shared/sync/replica.h"

namespace portail {

class ReplicaOpener {
public:
    using Done = std::function<void(Result<std::unique_ptr<Replica>>)>;

    /// The services outlive the opener. Destroying it drops the answer; the storage is closed by whoever owns it.
    ReplicaOpener(platform::ReplicaStorage& storage, const Clock& clock, RandomSource& random, std::string name,
                  ReplicaOptions options, Done done);
    ReplicaOpener(const ReplicaOpener&) = delete;
    ReplicaOpener& operator=(const ReplicaOpener&) = delete;

    /// Calls `done` once. On an error the storage is closed again.
    void start();

private:
    void opened(const Result<platform::StorageLocation>& location);
    [[nodiscard]] Result<void> make_replica(const platform::StorageLocation& location);
    void salvage(const platform::StorageLocation& location);
    void erase_and_open_again(bool outbox_too);
    void replay();
    void fail(const Error& error);
    void finish(Result<std::unique_ptr<Replica>> result);

    /// A callback that does nothing once the opener is gone.
    template <class Function>
    [[nodiscard]] auto guarded(Function function) {
        return [alive = std::weak_ptr<bool>{m_alive}, function](auto&&... arguments) {
            if (!alive.expired()) function(arguments...);
        };
    }

    platform::ReplicaStorage& m_storage;
    const Clock& m_clock;
    RandomSource& m_random;
    std::string m_name;
    ReplicaOptions m_options;
    Done m_done;
    std::unique_ptr<Replica> m_replica;
    std::optional<SalvagedOutbox> m_salvaged;
    bool m_was_rebuilt = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace portail
