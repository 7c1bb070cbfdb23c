// One page of the feed: what changed in the scopes of a cursor, at most so many entries, written as
// the `changes` of a PullReply. Moves the cursor on to what was written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "server/core/sync_cursor.h"
#include "shared/db/database.h"

namespace portail::server {

struct FeedPage {
    std::string changes_json;  ///< {"table": {"columns": [], "put": [[]], "delete": []}}
    bool more = false;         ///< there are entries after the cursor
};

/// `version` is the feed's version in the reader's snapshot.
[[nodiscard]] Result<FeedPage> read_feed_page(Database& reader, SyncCursor& cursor,
                                              std::size_t limit, std::int64_t version);

}  // namespace portail::server
