// The server's side of the shared mutators: the same function runs, then what only the server can
// do follows in the same transaction. What follows depends on the rows that were touched, not on the
// mutator's name, so that a row written by anybody (a mutator, the demo business, a tool) has the
// same consequences.
#pragma once

#include <functional>

#include "server/core/writer.h"
#include "shared/mutators/mutator_table.h"
#include "shared/sync/protocol.h"

namespace portail::server {

/// How apply_push runs one mutation. A caller may wrap run_shared_mutator to count and to log.
using MutationRunner = std::function<Result<void>(Database&, const MutationContext&, const Mutation&)>;

/// run_mutator() with the members of `mutation`.
[[nodiscard]] Result<void> run_shared_mutator(Database& database, const MutationContext& context,
                                              const Mutation& mutation);

/// What follows from the rows touched since `mark`: a live portal link can be opened by its code; a
/// paused or revoked one cannot, and the sessions that came from it have ended; the sessions of a staff member
/// have the role that the member has now, and have ended with the membership; a logo can be drawn, or the
/// change is refused. Running it again changes nothing.
[[nodiscard]] Result<void> run_row_effects(WriteContext& context, std::size_t mark);

}  // namespace portail::server
