// THE list of what is synced: each table with its columns, and the scopes that receive its rows. A row's scopes are
// derived from the row's own columns alone, so no mutator can forget to publish and nobody else decides who sees what.
// A template such as "customer:{customer_id}:link" takes the value of that column; where the column is NULL the scope
// does not apply. The columns stand in the table's order (a test compares them with the schema), `id` first.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/db/database.h"

namespace portail {

struct SyncedTable {
    std::string_view name;
    std::vector<std::string_view> columns;
    std::vector<std::string_view> scope_templates;
};

[[nodiscard]] std::span<const SyncedTable> synced_tables();
/// Null for a table that does not sync.
[[nodiscard]] const SyncedTable* find_synced_table(std::string_view name);
/// The scopes that the row is in now; none when there is no such row.
[[nodiscard]] Result<std::vector<std::string>> scopes_of_row(Database& database, const SyncedTable& table,
                                                             std::string_view row_id);

}  // namespace portail
