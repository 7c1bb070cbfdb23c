// How the replica stands towards the server, in the few words that a person needs.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "shared/base/json.h"
#include "shared/base/result.h"

namespace portail::ui {

enum class Connection : std::uint8_t {
    Connecting,    ///< not asked yet
    Online,        ///< the server answers
    Offline,       ///< it does not; tried again by itself
    SignedOut,     ///< it answers, but the session has ended
    UpgradeNeeded  ///< this program is too old to read; what is queued still gets out
};

/// A change that waits for the server.
struct PendingChange {
    Id uuid;
    std::string name;  ///< of the mutator
    Json args;
    Milliseconds made_at = 0;
};

/// A change that the server refused; it stays until the person has corrected it or let it go.
struct RejectedChange {
    Id uuid;
    std::string name;
    int version = 1;
    Json args;
    Milliseconds made_at = 0;
    Error error;
    bool held_back = false;  ///< not judged itself: what it needs was refused
};

struct SyncSummary {
    Connection connection = Connection::Connecting;
    bool is_working = false;      ///< a push or a pull is under way
    bool may_be_evicted = false;  ///< the browser may throw the replica away while work is unsent
    std::optional<Milliseconds> last_synced_at;
    std::vector<PendingChange> pending;    ///< the oldest first
    std::vector<RejectedChange> rejected;  ///< the oldest first

    [[nodiscard]] bool is_up_to_date() const {
        return connection == Connection::Online && pending.empty() && rejected.empty();
    }
};

}  // namespace portail::ui
