// What is long past leaves the replicas (SyncWindow in shared/db/synced_tables.h). Nothing writes a row when its time
// has come, so once a day the rows are looked for whose place in the feed is not what their age asks for; they are
// published anew, which leaves tombstones. It works in both directions: a server whose clock was ahead for a while
// brings back what it has taken away.
#pragma once

#include <cstdint>

#include "server/core/writer.h"

namespace portail::server {

/// Looks on a reader's snapshot, so that the writer is not held up, and writes a few hundred rows at a time. Returns how
/// many rows were published anew. Not from within a writer's job.
[[nodiscard]] Result<std::int64_t> apply_sync_windows(Store& store, Writer& writer);

}  // namespace portail::server
