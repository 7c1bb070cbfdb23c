// The tables that the server has besides the synced ones, and the one way in which its database is brought up to date.
#pragma once

#include <span>

#include "server/core/feed.h"
#include "shared/db/migrate.h"

namespace portail::server {

inline constexpr std::string_view server_migration_family = "server";

[[nodiscard]] std::span<const Migration> server_migrations();

/// Runs what is missing of the shared and then of `server_list`, in one transaction, and publishes the synced rows that
/// a migration has written. On an error nothing has changed.
[[nodiscard]] Result<void> bring_up_to_date(Database& database, FeedRecorder& feed,
                                            std::span<const Migration> shared_list,
                                            std::span<const Migration> server_list,
                                            Milliseconds now);

}  // namespace portail::server
