// The clients that have pushed: each belongs to its first principal for good, and has got as far as
// its last mutation that was decided.
#pragma once

#include <optional>
#include <string>

#include "shared/base/clock.h"
#include "shared/db/database.h"
#include "shared/sync/protocol.h"

namespace portail::server {

/// 0 for a client that has not pushed yet; Forbidden for one that belongs to somebody else.
[[nodiscard]] Result<MutationId> last_mutation_of(Database& database, const Id& client_id,
                                                  const std::string& principal);

[[nodiscard]] Result<void> store_last_mutation(Database& database, const Id& client_id, const std::string& principal,
                                               MutationId last, Milliseconds now);

/// How long a client that pushes nothing is remembered: as long as its mutations are (decided_mutation_retention). One
/// that comes back later is asked for its first mutation, and goes on under a new client_id.
inline constexpr Milliseconds sync_client_retention = 400 * day_ms;

/// Drops the clients that last pushed before `now - sync_client_retention`, with the outcomes that they never
/// confirmed. Returns how many clients went.
[[nodiscard]] Result<std::int64_t> purge_sync_clients(Database& database, Milliseconds now);

}  // namespace portail::server
