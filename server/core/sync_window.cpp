#include "server/core/sync_window.h"

namespace portail::server {
namespace {

constexpr int rows_in_a_job = 500;

/// The rows after `after` that are published although they are long past, or the other way round, by id.
Result<std::vector<Id>> misplaced_rows(Database& reader, const SyncedTable& table, const Id& after, Milliseconds now) {
    std::string sql = "SELECT id FROM ";
    sql.append(table.name).append(" AS item WHERE id > ?1 AND ").append(long_past_condition(table, "?2"));
    sql.append(R"sql( = EXISTS (
            SELECT 1
            FROM feed
            WHERE row_id = item.id
              AND table_name = ?3
              AND deleted_at IS NULL
        )
        ORDER BY id
        LIMIT ?4
    )sql");
    return reader.rows(
        sql, [](const Row& row) { return row.text(0); }, after, now - table.window->kept_for, table.name,
        rows_in_a_job);
}

Result<std::int64_t> apply_window(Store& store, Writer& writer, const SyncedTable& table) {
    std::int64_t count = 0;
    std::vector<Id> rows;
    do {
        const Id after = rows.empty() ? Id{} : rows.back();
        Result<std::vector<Id>> found =
            store.read([&](Database& reader) { return misplaced_rows(reader, table, after, store.clock().now()); });
        if (!found) return found.error();
        rows = std::move(*found);
        if (rows.empty()) break;
        // Whatever has happened to them meanwhile: publishing goes by what they are then.
        PORTAIL_RETURN_IF_ERROR(writer.run([&](WriteContext& context) -> Result<void> {
            for (const Id& id : rows)
                context.feed.touch(table, id);
            return {};
        }));
        count += static_cast<std::int64_t>(rows.size());
    } while (rows.size() == rows_in_a_job);
    return count;
}

}  // namespace

Result<std::int64_t> apply_sync_windows(Store& store, Writer& writer) {
    std::int64_t count = 0;
    for (const SyncedTable& table : synced_tables()) {
        if (!table.window) continue;
        const Result<std::int64_t> moved = apply_window(store, writer, table);
        if (!moved) return moved.error();
        count += *moved;
    }
    return count;
}

}  // namespace portail::server
