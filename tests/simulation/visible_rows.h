// Rows of the synced tables as comparable text.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "shared/db/database.h"
#include "shared/domain/principal.h"

namespace portail::simulation {

/// "table/id" to the row's values as a JSON array.
using RowTexts = std::map<std::string, std::string>;

/// All rows, or those that are in a scope of the actor.
[[nodiscard]] RowTexts read_rows(Database& database, const std::optional<Actor>& visible_to = std::nullopt);
/// The first few differences, in words; empty where there are none.
[[nodiscard]] std::string describe_difference(const RowTexts& expected, const RowTexts& found);

}  // namespace portail::simulation
