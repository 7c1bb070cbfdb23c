#include <algorithm>

#include "server/core/feed.h"

namespace portail::server {
namespace {

using Sentences = std::vector<std::string>;

std::string sentence(const SyncedTable& table, const Id& row_id, std::string_view what, const std::string& scope) {
    return std::string{table.name}.append("/").append(row_id).append(what).append(scope);
}

Result<void> compare_row(Database& database, const SyncedTable& table, const Id& row_id, Milliseconds now,
                         Sentences& found) {
    Result<Sentences> present = scopes_of_row(database, table, row_id);
    if (!present) return present.error();
    Result<Sentences> published = database.rows(R"sql(
        SELECT scope
        FROM feed
        WHERE row_id = ?1
          AND table_name = ?2
          AND deleted_at IS NULL
        ORDER BY scope
    )sql",
                                                [](const Row& row) { return row.text(0); }, row_id, table.name);
    if (!published) return published.error();
    if (published->empty()) {
        const Result<bool> long_past = is_long_past(database, table, row_id, now);
        if (!long_past) return long_past.error();
        if (*long_past) return {};
    }
    std::sort(present->begin(), present->end());

    Sentences missing;
    std::set_difference(present->begin(), present->end(), published->begin(), published->end(),
                        std::back_inserter(missing));
    for (const std::string& scope : missing) {
        found.push_back(sentence(table, row_id, " is not published to ", scope));
    }
    Sentences left_over;
    std::set_difference(published->begin(), published->end(), present->begin(), present->end(),
                        std::back_inserter(left_over));
    for (const std::string& scope : left_over) {
        found.push_back(sentence(table, row_id, " is still published to ", scope));
    }
    return {};
}

Result<void> compare_table(Database& database, const SyncedTable& table, std::size_t limit, Milliseconds now,
                           Sentences& found) {
    // Rows that exist, and rows that the feed believes to exist.
    std::string sql = "SELECT id FROM ";
    sql.append(table.name).append(R"sql(
        UNION
        SELECT row_id
        FROM feed
        WHERE table_name = ?1
          AND deleted_at IS NULL
    )sql");
    const Result<std::vector<Id>> row_ids = database.rows(
        sql, [](const Row& row) { return row.text(0); }, table.name);
    if (!row_ids) return row_ids.error();
    for (const Id& row_id : *row_ids) {
        if (found.size() >= limit) break;
        PORTAIL_RETURN_IF_ERROR(compare_row(database, table, row_id, now, found));
    }
    return {};
}

}  // namespace

Result<std::vector<std::string>> feed_differences(Database& database, std::size_t limit, Milliseconds now) {
    Sentences found;
    for (const SyncedTable& table : synced_tables()) {
        PORTAIL_RETURN_IF_ERROR(compare_table(database, table, limit, now, found));
    }
    if (found.size() > limit) found.resize(limit);
    return found;
}

}  // namespace portail::server
