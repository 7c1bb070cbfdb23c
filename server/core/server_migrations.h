// The tables that the server has besides the synced ones, and the one way in which its database is
// brought up to date.
#pragma once

#include <span>
#include <string>

#include "server/core/feed.h"
#include "shared/db/migrate.h"

namespace portail::server {

struct MigrationLists {
    std::span<const Migration> shared;
    std::span<const Migration> server;
};

[[nodiscard]] MigrationLists present_migrations();

/// Runs what is missing of the shared and then of the server's list, in one transaction, and
/// publishes the synced rows that a migration has written. A new database gets `fresh_epoch`.
/// On an error nothing has changed.
[[nodiscard]] Result<void> bring_up_to_date(Database& database, FeedRecorder& feed, const MigrationLists& lists,
                                            const std::string& fresh_epoch, Milliseconds now);

}  // namespace portail::server
