// How a replica stands towards the server, for screens. Rule 13 of docs/sync_protocol.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/base/clock.h"
#include "shared/platform/replica_storage.h"

namespace portail {

enum class SyncConnection : std::uint8_t {
    Connecting,     ///< not asked yet
    Online,         ///< the server answers
    Offline,        ///< it does not; tried again by itself
    SignedOut,      ///< it answers, but the session has ended; everything waits for SyncClient::signed_in()
    UpgradeNeeded,  ///< this program is too old to read; what is queued still gets out
};

struct SyncStatus {
    SyncConnection connection = SyncConnection::Connecting;
    bool is_working = false;                    ///< a push or a pull is under way
    bool needs_stronger_sign_in = false;        ///< queued work waits for it; reading goes on
    std::size_t pending = 0;                    ///< not yet at the shop
    std::optional<Milliseconds> pending_since;  ///< the oldest one's, the server's time
    std::size_t rejected = 0;
    std::optional<Milliseconds> last_synced_at;         ///< the server's time
    bool may_be_evicted = false;                        ///< the browser may throw the replica away while work is unsent
    std::optional<platform::StorageLoss> storage_lost;  ///< nothing can be written from here any more
    std::string wipe_reason;                            ///< not empty: the server had this replica wiped

    [[nodiscard]] bool is_synced() const {
        return connection == SyncConnection::Online && pending == 0 && rejected == 0;
    }
    friend bool operator==(const SyncStatus&, const SyncStatus&) = default;
};

}  // namespace portail
