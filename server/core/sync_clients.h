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

}  // namespace portail::server
