// What no longer syncs, read on demand: the closed appointments of one customer whose window has passed
// (SyncWindow in shared/db/synced_tables.h). Somebody is told exactly the rows that are in a scope he holds, as when
// they still synced.
#pragma once

#include "shared/db/database.h"
#include "shared/domain/principal.h"
#include "shared/sync/protocol_history.h"

namespace portail::server {

/// Forbidden for a customer who asks about another, whether there is such a one or not. For staff a customer who does
/// not exist and one without a history are the same.
[[nodiscard]] Result<HistoryPage> read_history(Database& reader, const Actor& actor, const HistoryRequest& request,
                                               Milliseconds now);

}  // namespace portail::server
