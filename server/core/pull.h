// Answers a pull from one snapshot: for each scope that the session holds, the entries of the feed after the cursor, with
// the rows as they are now. The cost grows with what changed, not with what exists. The answer is written as text at
// once, for a document tree of ten thousand rows would cost more than reading them.
//
// The cursor names its scopes, each with the version up to which it has been sent. A scope that it does not name is sent
// from the beginning; one that the session no longer holds, another epoch, and a version older than the tombstones kept
// reset: the client drops what it holds and begins anew.
#pragma once

#include <string>

#include "shared/base/clock.h"
#include "shared/db/database.h"
#include "shared/domain/principal.h"
#include "shared/sync/protocol.h"

namespace portail::server {

struct PullAnswer {
    std::string json;  ///< a PullReply (shared/sync/protocol.h)
    bool more = false;
    bool reset = false;
    /// The client has stored outcomes that are still kept: submit forget_confirmed_outcomes().
    bool has_confirmed_outcomes = false;
};

/// `reader` is a connection within a snapshot, as Store::read() gives it. Errors: Forbidden when the client belongs to
/// another principal.
[[nodiscard]] Result<PullAnswer> build_pull(Database& reader, const Actor& actor,
                                            const PullRequest& request, Milliseconds now);

}  // namespace portail::server
