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

[[nodiscard]] RowTexts read_rows(Database& database);
/// Those that are in a scope of the actor; without what is long past at `now`, if that is given.
[[nodiscard]] RowTexts read_rows(Database& database, const Actor& actor, std::optional<Milliseconds> now);
/// The first few differences, in words; empty where there are none.
[[nodiscard]] std::string describe_difference(const RowTexts& expected, const RowTexts& found);

}  // namespace portail::simulation
