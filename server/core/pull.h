// Answers a pull from one snapshot: for each scope that the session holds, the entries of the feed
// after the cursor, with the rows as they are now. The cost grows with what changed, not with what
// exists. The answer is written as text at once, for a document tree of ten thousand rows would cost
// more than reading them.
//
// A scope that the cursor does not name is sent from the beginning. Every page looks at every scope
// again, so that the last page (`more` is false) completes one single snapshot; a row may come more
// than once, the last one counts. A cursor that is empty, unreadable, of another epoch, older than
// the tombstones kept, or that names a scope which the session no longer holds resets: the client
// replaces what it holds by what follows.
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
    /// The client has stored outcomes that are still kept whole: submit forget_confirmed_outcomes().
    bool has_confirmed_outcomes = false;
};

/// `reader` is a connection within a snapshot, as Store::read() gives it. Errors: Forbidden when the
/// client belongs to another principal.
[[nodiscard]] Result<PullAnswer> build_pull(Database& reader, const Actor& actor, const PullRequest& request,
                                            Milliseconds now);

}  // namespace portail::server
