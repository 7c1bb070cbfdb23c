#include "server/core/feed_page.h"

#include <algorithm>
#include <functional>

#include "server/core/json_text.h"

namespace portail::server {
namespace {

std::string query_of_rows(const SyncedTable& table) {
    std::string sql = "SELECT ";
    for (const std::string_view column : table.columns) {
        sql.append(column == table.columns.front() ? "" : ", ").append("item.").append(column);
    }
    sql.append(" FROM feed CROSS JOIN ").append(table.name).append(" AS item").append(R"sql(
        WHERE item.id = feed.row_id
          AND feed.scope = ?1
          AND feed.version > ?2
          AND feed.version <= ?3
          AND feed.table_name = ?4
          AND feed.deleted_at IS NULL
        ORDER BY feed.version
    )sql");
    return sql;
}

// A row that has left one scope may be held through another, which has told or will tell its state.
Result<bool> is_held(Database& reader, const SyncCursor& cursor, const SyncedTable& table, const Id& row_id) {
    const auto scopes = reader.rows(R"sql(
        SELECT scope
        FROM feed
        WHERE row_id = ?1
          AND table_name = ?2
          AND deleted_at IS NULL
    )sql",
                                    [](const Row& row) { return row.text(0); }, row_id, table.name);
    if (!scopes) return scopes.error();
    return std::any_of(cursor.begin(), cursor.end(), [&](const ScopePosition& position) {
        return std::find(scopes->begin(), scopes->end(), position.scope) != scopes->end();
    });
}

void append_row(std::string& json, const Row& row) {
    json += '[';
    const int columns = row.column_count();
    for (int column = 0; column < columns; ++column) {
        if (column > 0) json += ',';
        append_json(json, row, column);
    }
    json += ']';
}

}  // namespace

Result<FeedPage> FeedPage::read(Database& reader, SyncCursor& cursor, std::size_t limit, std::int64_t version) {
    FeedPage page;
    for (ScopePosition& position : cursor) {
        PORTAIL_RETURN_IF_ERROR(page.read_scope(reader, position, limit - page.m_entry_count, version));
    }
    PORTAIL_RETURN_IF_ERROR(page.drop_deletions_of_held_rows(reader, cursor));
    return page;
}

Result<void> FeedPage::read_scope(Database& reader, ScopePosition& position, std::size_t limit, std::int64_t version) {
    Range range{position.scope, position.sent, position.sent, {}};
    std::size_t count = 0;
    bool more = false;
    const std::function<bool(const Row&)> take = [&](const Row& row) {
        more = count == limit;
        if (more) return false;
        ++count;
        range.last = row.integer(0);
        const SyncedTable* table = find_synced_table(row.text_view(1));
        if (table == nullptr) return true;
        if (row.is_null(2)) {
            range.tables.insert(table);
        } else {
            m_deletions.push_back({table, row.text(3)});
        }
        return true;
    };
    const Value parameters[] = {position.scope, position.sent, position.began_at};
    PORTAIL_RETURN_IF_ERROR(reader.step_rows(R"sql(
        SELECT version, table_name, deleted_at, row_id
        FROM feed
        WHERE scope = ?1
          AND version > ?2
          AND (deleted_at IS NULL OR version > ?3)
        ORDER BY version
    )sql",
                                             parameters, &take));

    position.sent = more ? range.last : version;
    position.began_at = std::max(position.began_at, position.sent);
    m_ranges.push_back(std::move(range));
    m_entry_count += count;
    m_more = m_more || more;
    return {};
}

Result<void> FeedPage::drop_deletions_of_held_rows(Database& reader, const SyncCursor& cursor) {
    std::vector<Deletion> kept;
    for (Deletion& deletion : m_deletions) {
        const Result<bool> held = is_held(reader, cursor, *deletion.table, deletion.row_id);
        if (!held) return held.error();
        if (!*held) kept.push_back(std::move(deletion));
    }
    m_deletions = std::move(kept);
    return {};
}

Result<void> FeedPage::append_changes(Database& reader, std::string& json) const {
    std::set<const SyncedTable*> tables;
    for (const Range& range : m_ranges)
        tables.insert(range.tables.begin(), range.tables.end());
    for (const Deletion& deletion : m_deletions)
        tables.insert(deletion.table);
    json += '{';
    bool first = true;
    for (const SyncedTable* table : tables) {
        if (!first) json += ',';
        first = false;
        PORTAIL_RETURN_IF_ERROR(append_table(reader, json, *table));
    }
    json += '}';
    return {};
}

Result<void> FeedPage::append_table(Database& reader, std::string& json, const SyncedTable& table) const {
    // Within a list, a comma before every item but the first.
    std::string_view separator;
    const auto next_item = [&] {
        json += separator;
        separator = ",";
    };
    const auto begin_list = [&](std::string_view opening) {
        json += opening;
        separator = {};
    };

    append_json(json, table.name);
    begin_list(R"(:{"columns":[)");
    for (const std::string_view column : table.columns) {
        next_item();
        append_json(json, column);
    }
    begin_list(R"(],"put":[)");
    const std::string sql = query_of_rows(table);
    const std::function<bool(const Row&)> append = [&](const Row& row) {
        next_item();
        append_row(json, row);
        return true;
    };
    for (const Range& range : m_ranges) {
        if (range.tables.count(&table) == 0) continue;
        const Value parameters[] = {range.scope, range.after, range.last, table.name};
        PORTAIL_RETURN_IF_ERROR(reader.step_rows(sql, parameters, &append));
    }
    begin_list(R"(],"delete":[)");
    for (const Deletion& deletion : m_deletions) {
        if (deletion.table != &table) continue;
        next_item();
        append_json(json, deletion.row_id);
    }
    json += "]}";
    return {};
}

}  // namespace portail::server
