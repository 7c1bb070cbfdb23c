#include "tests/simulation/visible_rows.h"

#include <algorithm>
#include <functional>

#include "shared/base/json.h"
#include "shared/db/synced_tables.h"
#include "shared/domain/scopes.h"
#include "tests/simulation/require.h"

namespace portail::simulation {
namespace {

constexpr int differences_told = 4;

std::string row_text(const Row& row) {
    Json values = Json::array();
    for (int column = 0; column < row.column_count(); ++column) {
        switch (row.type(column)) {
            case SQLITE_NULL:
                values.push_back(nullptr);
                break;
            case SQLITE_INTEGER:
                values.push_back(row.integer(column));
                break;
            case SQLITE_FLOAT:
                values.push_back(row.real(column));
                break;
            default:
                values.push_back(row.text(column));
                break;
        }
    }
    return to_text(values);
}

bool is_visible(Database& database, const SyncedTable& table, const Id& id, const std::vector<std::string>& held) {
    const auto scopes = require(scopes_of_row(database, table, id), "scopes of a row");
    return std::any_of(scopes.begin(), scopes.end(),
                       [&](const std::string& scope) { return std::binary_search(held.begin(), held.end(), scope); });
}

using IsWanted = std::function<bool(const SyncedTable&, const Id&)>;

RowTexts read_wanted_rows(Database& database, const IsWanted& is_wanted) {
    RowTexts texts;
    for (const SyncedTable& table : synced_tables()) {
        std::string sql;
        for (const std::string_view column : table.columns) {
            sql.append(sql.empty() ? "SELECT " : ", ").append(column);
        }
        sql.append(" FROM ").append(table.name);
        const auto rows = require(database.rows(sql,
                                                [](const Row& row) {
                                                    return std::pair{row.text(0), row_text(row)};
                                                }),
                                  "reading rows");
        for (const auto& [id, text] : rows) {
            if (!is_wanted(table, id)) continue;
            texts.emplace(std::string{table.name} + "/" + id, text);
        }
    }
    return texts;
}

}  // namespace

RowTexts read_rows(Database& database) {
    return read_wanted_rows(database, [](const SyncedTable&, const Id&) { return true; });
}

RowTexts read_rows(Database& database, const Actor& actor, std::optional<Milliseconds> now) {
    const std::vector<std::string> held = scopes_of(actor);
    return read_wanted_rows(database, [&](const SyncedTable& table, const Id& id) {
        const bool is_gone = now && require(is_long_past(database, table, id, *now), "the age of a row");
        return !is_gone && is_visible(database, table, id, held);
    });
}

std::string describe_difference(const RowTexts& expected, const RowTexts& found) {
    std::string text;
    int count = 0;
    const auto tell = [&](const std::string& what) {
        if (++count <= differences_told) text += "\n    " + what;
    };
    for (const auto& [key, row] : expected) {
        const auto other = found.find(key);
        if (other == found.end()) {
            tell("missing " + key + " " + row);
        } else if (other->second != row) {
            tell("differs " + key + "\n      server " + row + "\n      client " + other->second);
        }
    }
    for (const auto& [key, row] : found) {
        if (!expected.contains(key)) tell("too much " + key + " " + row);
    }
    if (count > differences_told) text += "\n    and " + std::to_string(count - differences_told) + " more";
    return text;
}

}  // namespace portail::simulation
