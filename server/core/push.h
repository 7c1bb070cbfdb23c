// Applies the mutations that a client pushes, each exactly once (docs/sync_protocol.md, rules 2, 3,
// 4, 7 and 8). Runs within a writer's job in which the caller has checked the session again.
// Effects, outcome and last_mutation_id belong to the job's savepoint: an error from here means that
// nothing has advanced.
#pragma once

#include "server/core/server_mutators.h"
#include "server/core/writer.h"
#include "shared/domain/principal.h"
#include "shared/sync/protocol.h"

namespace portail::server {

/// Errors: Forbidden when the work or the client belongs to another principal, Invalid when the ids
/// are not in sequence, Unavailable when the database could not take it. Everything else is told by
/// the reply's status.
[[nodiscard]] Result<PushReply> apply_push(WriteContext& context, const Actor& actor, const PushRequest& request,
                                           const MutationRunner& run = run_shared_mutator);

/// Forgets what was asked for in the outcomes that the client has stored. The rejections themselves
/// stay known as long as decided mutations do: a copy of the replica, or one that was put back, asks
/// once more for what the other has confirmed. Returns how many there were.
[[nodiscard]] Result<std::int64_t> forget_confirmed_outcomes(WriteContext& context, const Actor& actor,
                                                             const Id& client_id, MutationId up_to);

}  // namespace portail::server
