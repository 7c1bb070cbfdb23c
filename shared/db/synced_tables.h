// THE list of what is synced: each table with its columns, and the scopes that receive its rows. A row's scopes are
// derived from the row's own columns alone, so no mutator can forget to publish and nobody else decides who sees what.
// A template such as "customer:{customer_id}:link" takes the value of that column; where the column is NULL the scope
// does not apply. The columns stand in the table's order (a test compares them with the schema), `id` first.
// What is long past leaves every scope, so that a replica stays small in the tenth year; it is read on demand then
// (GET /api/history).
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/clock.h"
#include "shared/db/database.h"

namespace portail {

/// How long a row goes on syncing after its `ends_at`, once it is closed.
struct SyncWindow {
    Milliseconds kept_for = 0;
    std::string_view closed_when = "TRUE";  ///< SQL over the row's own columns
};

struct SyncedTable {
    std::string_view name;
    std::vector<std::string_view> columns;
    std::vector<std::string_view> scope_templates;
    std::optional<SyncWindow> window = std::nullopt;  ///< nothing: its rows always sync
};

[[nodiscard]] std::span<const SyncedTable> synced_tables();
/// Null for a table that does not sync.
[[nodiscard]] const SyncedTable* find_synced_table(std::string_view name);
/// The scopes that the row is in now; none when there is no such row.
[[nodiscard]] Result<std::vector<std::string>> scopes_of_row(Database& database, const SyncedTable& table,
                                                             std::string_view row_id);
/// True when the row's window has passed: it does not sync any more, whichever scopes it is in.
[[nodiscard]] Result<bool> is_long_past(Database& database, const SyncedTable& table, std::string_view row_id,
                                        Milliseconds now);
/// SQL that is true for the rows whose window has passed. Its one parameter is `cutoff_parameter` ("?1"): now less
/// kept_for. Only for a table with a window.
[[nodiscard]] std::string long_past_condition(const SyncedTable& table, std::string_view cutoff_parameter);

}  // namespace portail
