#include "server/core/feed_page.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "server/core/json_text.h"
#include "shared/base/ids.h"
#include "shared/db/synced_tables.h"

namespace portail::server {
namespace {

struct TableText {
    std::string put;      ///< rows as JSON, separated by commas
    std::string deleted;  ///< ids as JSON, separated by commas
};

struct Deletion {
    const SyncedTable* table = nullptr;
    Id row_id;
};

/// Entries of one scope, up to the version `last`.
struct Entries {
    std::size_t count = 0;
    std::int64_t last = 0;
    bool more = false;
    std::set<const SyncedTable*> tables_put;
    std::vector<Deletion> deletions;
};

void begin_item(std::string& list) {
    if (!list.empty()) list += ',';
}

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

void append_row(std::string& json, const Row& row) {
    begin_item(json);
    json += '[';
    for (int column = 0; column < row.column_count(); ++column) {
        if (column > 0) json += ',';
        append_json(json, row, column);
    }
    json += ']';
}

class PageWriter {
public:
    PageWriter(Database& reader, const SyncCursor& held) : m_reader(reader), m_held(held) {}

    Result<Entries> read_entries(const ScopePosition& position, std::size_t limit);
    Result<void> write(const ScopePosition& position, const Entries& entries);
    [[nodiscard]] std::string take_json();

private:
    Result<void> write_rows(const SyncedTable& table, const ScopePosition& position,
                            std::int64_t last);
    Result<bool> is_still_held(const Deletion& deletion);

    Database& m_reader;
    const SyncCursor& m_held;
    std::map<const SyncedTable*, TableText> m_tables;
};

Result<Entries> PageWriter::read_entries(const ScopePosition& position, std::size_t limit) {
    Entries entries;
    entries.last = position.sent;
    const std::function<bool(const Row&)> take = [&](const Row& row) {
        entries.more = entries.count == limit;
        if (entries.more) return false;
        ++entries.count;
        entries.last = row.integer(0);
        const SyncedTable* table = find_synced_table(row.text_view(1));
        if (table == nullptr) return true;
        if (row.is_null(2)) {
            entries.tables_put.insert(table);
        } else {
            entries.deletions.push_back({table, row.text(3)});
        }
        return true;
    };
    const Value parameters[] = {position.scope, position.sent, position.began_at};
    PORTAIL_RETURN_IF_ERROR(m_reader.step_rows(R"sql(
        SELECT version, table_name, deleted_at, row_id
        FROM feed
        WHERE scope = ?1
          AND version > ?2
          AND (deleted_at IS NULL OR version > ?3)
        ORDER BY version
    )sql", parameters, &take));
    return entries;
}

Result<void> PageWriter::write(const ScopePosition& position, const Entries& entries) {
    for (const SyncedTable* table : entries.tables_put) {
        PORTAIL_RETURN_IF_ERROR(write_rows(*table, position, entries.last));
    }
    for (const Deletion& deletion : entries.deletions) {
        const Result<bool> held = is_still_held(deletion);
        if (!held) return held.error();
        if (*held) continue;
        std::string& deleted = m_tables[deletion.table].deleted;
        begin_item(deleted);
        append_json(deleted, deletion.row_id);
    }
    return {};
}

Result<void> PageWriter::write_rows(const SyncedTable& table, const ScopePosition& position,
                                    std::int64_t last) {
    std::string& put = m_tables[&table].put;
    const std::function<bool(const Row&)> append = [&put](const Row& row) {
        append_row(put, row);
        return true;
    };
    const Value parameters[] = {position.scope, position.sent, last, table.name};
    return m_reader.step_rows(query_of_rows(table), parameters, &append);
}

// A row that has left one scope may be held through another, which then has told its present state.
Result<bool> PageWriter::is_still_held(const Deletion& deletion) {
    const auto scopes = m_reader.rows(R"sql(
        SELECT scope
        FROM feed
        WHERE row_id = ?1
          AND table_name = ?2
          AND deleted_at IS NULL
    )sql", [](const Row& row) { return row.text(0); }, deletion.row_id, deletion.table->name);
    if (!scopes) return scopes.error();
    return std::any_of(m_held.begin(), m_held.end(), [&](const ScopePosition& position) {
        return std::find(scopes->begin(), scopes->end(), position.scope) != scopes->end();
    });
}

std::string PageWriter::take_json() {
    std::string json = "{";
    for (const auto& [table, text] : m_tables) {
        std::string columns;
        for (const std::string_view column : table->columns) {
            begin_item(columns);
            append_json(columns, column);
        }
        if (json.size() > 1) json += ',';
        append_json(json, table->name);
        json.append(R"(:{"columns":[)").append(columns);
        json.append(R"(],"put":[)").append(text.put);
        json.append(R"(],"delete":[)").append(text.deleted).append("]}");
    }
    return json + '}';
}

}  // namespace

Result<FeedPage> read_feed_page(Database& reader, SyncCursor& cursor, std::size_t limit,
                                std::int64_t version) {
    FeedPage page;
    PageWriter writer{reader, cursor};
    for (ScopePosition& position : cursor) {
        const Result<Entries> entries = writer.read_entries(position, limit);
        if (!entries) return entries.error();
        PORTAIL_RETURN_IF_ERROR(writer.write(position, *entries));
        limit -= entries->count;
        page.more = page.more || entries->more;
        position.sent = entries->more ? entries->last : version;
        position.began_at = std::max(position.began_at, position.sent);
    }
    page.changes_json = writer.take_json();
    return page;
}

}  // namespace portail::server
