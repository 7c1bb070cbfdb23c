#include "server/core/feed.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

namespace portail::server {
namespace {

Result<std::vector<std::string>> published_scopes(Database& database, const SyncedTable& table, const Id& row_id) {
    return database.rows(R"sql(
        SELECT scope
        FROM feed
        WHERE row_id = ?1
          AND table_name = ?2
          AND deleted_at IS NULL
    )sql",
                         [](const Row& row) { return row.text(0); }, row_id, table.name);
}

Result<std::vector<std::string>> scopes_at(Database& database, const SyncedTable& table, const Id& row_id,
                                           Milliseconds now) {
    const Result<bool> long_past = is_long_past(database, table, row_id, now);
    if (!long_past) return long_past.error();
    if (*long_past) return std::vector<std::string>{};
    return scopes_of_row(database, table, row_id);
}

bool contains(const std::vector<std::string>& scopes, const std::string& scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

}  // namespace

void FeedRecorder::install(Database& database) {
    sqlite3_preupdate_hook(database.handle(), &FeedRecorder::row_changes, this);
}

Result<void> FeedRecorder::load_version(Database& database) {
    const Result<std::int64_t> version = database.integer("SELECT version FROM server_state");
    if (!version) return version.error();
    m_version = std::max(m_version, *version);
    return {};
}

void FeedRecorder::row_changes(void* recorder, sqlite3* handle, int operation, const char* database_name,
                               const char* table_name, sqlite3_int64, sqlite3_int64) {
    if (std::string_view{database_name} != "main") return;
    FeedRecorder& self = *static_cast<FeedRecorder*>(recorder);
    sqlite3_value* id = nullptr;
    if (operation != SQLITE_INSERT && sqlite3_preupdate_old(handle, 0, &id) == SQLITE_OK) {
        self.note(table_name, id);
    }
    // The id before and after an update: both rows are concerned should it ever change.
    if (operation != SQLITE_DELETE && sqlite3_preupdate_new(handle, 0, &id) == SQLITE_OK) {
        self.note(table_name, id);
    }
}

void FeedRecorder::note(std::string_view table_name, sqlite3_value* id) {
    const SyncedTable* table = find_synced_table(table_name);
    if (table == nullptr) return;
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(id));
    m_touched.push_back({table, Id{text, static_cast<std::size_t>(sqlite3_value_bytes(id))}});
}

void FeedRecorder::cut_back(std::size_t mark) {
    assert(mark <= m_touched.size());
    m_touched.resize(mark);
}

Result<void> FeedRecorder::publish(Database& database, std::size_t mark, Milliseconds now) {
    const std::span<const TouchedRow> touched = touched_since(mark);
    std::set<std::pair<const SyncedTable*, std::string_view>> done;
    for (const TouchedRow& row : touched) {
        if (!done.emplace(row.table, row.id).second) continue;
        PORTAIL_RETURN_IF_ERROR(publish_row(database, *row.table, row.id, now));
    }
    cut_back(mark);
    return {};
}

Result<void> FeedRecorder::publish_row(Database& database, const SyncedTable& table, const Id& row_id,
                                       Milliseconds now) {
    const Result<std::vector<std::string>> present = scopes_at(database, table, row_id, now);
    if (!present) return present.error();
    const Result<std::vector<std::string>> published = published_scopes(database, table, row_id);
    if (!published) return published.error();
    for (const std::string& scope : *present) {
        PORTAIL_RETURN_IF_ERROR(write_entry(database, table, row_id, scope, std::nullopt));
    }
    for (const std::string& scope : *published) {
        if (contains(*present, scope)) continue;
        PORTAIL_RETURN_IF_ERROR(write_entry(database, table, row_id, scope, now));
    }
    return {};
}

Result<void> FeedRecorder::write_entry(Database& database, const SyncedTable& table, const Id& row_id,
                                       const std::string& scope, std::optional<Milliseconds> deleted_at) {
    ++m_version;
    m_published[scope] = m_version;
    return database.run(R"sql(
        INSERT INTO feed (row_id, table_name, scope, version, deleted_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (row_id, table_name, scope) DO UPDATE
        SET version = excluded.version, deleted_at = excluded.deleted_at
    )sql",
                        row_id, table.name, scope, m_version, deleted_at);
}

Result<void> FeedRecorder::store_version(Database& database) {
    if (m_published.empty()) return {};
    return database.run("UPDATE server_state SET version = ?1", m_version);
}

std::map<std::string, std::int64_t> FeedRecorder::take_published_scopes() {
    return std::exchange(m_published, {});
}

void FeedRecorder::forget_transaction() {
    m_touched.clear();
    m_published.clear();
}

Result<std::int64_t> purge_tombstones(Database& database, Milliseconds now) {
    const Milliseconds oldest_kept = now - tombstone_retention;
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE server_state
        SET oldest_version = purged.newest
        FROM (
            SELECT MAX(version) AS newest
            FROM feed
            WHERE deleted_at < ?1
        ) AS purged
        WHERE purged.newest > oldest_version
    )sql",
                                         oldest_kept));
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM feed WHERE deleted_at < ?1", oldest_kept));
    return database.changes();
}

}  // namespace portail::server
