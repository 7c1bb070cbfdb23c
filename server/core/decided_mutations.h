// The memory of which mutations were decided, and how: by it none is run twice, whoever sends it
// again and under whichever number. A rejection is kept in full until its client has confirmed it.
#pragma once

#include <optional>
#include <string>

#include "shared/base/clock.h"
#include "shared/db/database.h"
#include "shared/sync/protocol.h"

namespace portail::server {

/// How long a decided mutation is recognised.
inline constexpr Milliseconds decided_mutation_retention = 400 * day_ms;

struct Rejection {
    std::string error;  ///< JSON of the Error, without its detail
    bool held_back = false;
};

struct Decision {
    std::optional<Rejection> rejection;  ///< nothing for an applied mutation
};

/// What became of the mutation, whichever client of the principal sent it; nothing if it is new.
[[nodiscard]] Result<std::optional<Decision>> find_decision(Database& database, const std::string& principal,
                                                            const Id& uuid);

/// True when this client has sent this very mutation under this very number.
[[nodiscard]] Result<bool> was_sent_as(Database& database, const std::string& principal, const Id& client_id,
                                       const Mutation& mutation);

/// Stores the decision, and the outcome that the client is to be told, if it was rejected.
[[nodiscard]] Result<void> store_decision(Database& database, const std::string& principal, const Id& client_id,
                                          const Mutation& mutation, const Decision& decision, Milliseconds now);

/// The rejections with a greater mutation id than `confirmed`, oldest first.
[[nodiscard]] Result<std::vector<Outcome>> unconfirmed_outcomes(Database& database, const Id& client_id,
                                                                MutationId confirmed);

/// Drops what was decided before `now - decided_mutation_retention`. Returns how many mutations went.
[[nodiscard]] Result<std::int64_t> purge_decided_mutations(Database& database, Milliseconds now);

}  // namespace portail::server
