// Brings a database from any earlier version to the present one, each step in a transaction of its own together with
// its number in the table schema_versions.
// Migrations are only ever added, never edited: a test upgrades every old version and compares with a fresh one.
#pragma once

#include <span>
#include <string_view>

#include "shared/db/database.h"

namespace portail {

struct Migration {
    std::string_view name;  ///< "0001_synced_tables"
    std::string_view sql;
};

/// The tables that both ends have, in the order of their introduction.
[[nodiscard]] std::span<const Migration> shared_migrations();

/// Runs what is missing of `migrations` (at most the first `up_to`, for tests). `family` keeps several lists apart in
/// one database ("shared", "server"); the numbers stand in the table schema_versions.
[[nodiscard]] Result<void> migrate(Database& database, std::string_view family, std::span<const Migration> migrations,
                                   std::size_t up_to = static_cast<std::size_t>(-1));

}  // namespace portail
