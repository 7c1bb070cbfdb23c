// The feed: which scope received which version of which row. A pre-update hook on the writer's
// connection notes every synced row that a transaction touches, so that no mutator can forget to
// publish. publish() then compares the scopes that each touched row is in now with those that the
// feed holds for it, and gives every entry a version of its own; a row that left a scope, or is long past, leaves a
// tombstone there. Used by the writer's thread alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/db/database.h"
#include "shared/db/synced_tables.h"

namespace portail::server {

struct TouchedRow {
    const SyncedTable* table = nullptr;
    Id id;
};

class FeedRecorder {
public:
    FeedRecorder() = default;
    FeedRecorder(const FeedRecorder&) = delete;
    FeedRecorder& operator=(const FeedRecorder&) = delete;

    /// Before any other statement is prepared on the connection: a DELETE without WHERE that was
    /// prepared earlier is not seen.
    void install(Database& database);
    /// Reads the version to count on from; after the migrations.
    [[nodiscard]] Result<void> load_version(Database& database);

    /// How much has been noted so far. What is noted after a mark is forgotten by cut_back(),
    /// together with the savepoint that wrote it.
    [[nodiscard]] std::size_t mark() const { return m_touched.size(); }
    void cut_back(std::size_t mark);
    /// The rows touched since `mark`, in order, with repetitions.
    [[nodiscard]] std::span<const TouchedRow> touched_since(std::size_t mark) const {
        return std::span{m_touched}.subspan(mark);
    }

    /// As if the row had been written: it is published, or leaves its scopes, as it should by now.
    void touch(const SyncedTable& table, Id row_id) { m_touched.push_back({&table, std::move(row_id)}); }

    /// Writes the feed entries of everything noted since `mark`, and takes it off the list.
    [[nodiscard]] Result<void> publish(Database& database, std::size_t mark, Milliseconds now);
    /// Stores the version that was reached; once, right before COMMIT.
    [[nodiscard]] Result<void> store_version(Database& database);
    /// The scopes that were published to since the last call, each with its newest version.
    std::map<std::string, std::int64_t> take_published_scopes();
    /// After a roll-back of the whole transaction: nothing was touched, nothing published.
    void forget_transaction();

private:
    static void row_changes(void* recorder, sqlite3* handle, int operation, const char* database_name,
                            const char* table_name, sqlite3_int64, sqlite3_int64);
    void note(std::string_view table_name, sqlite3_value* id);
    [[nodiscard]] Result<void> publish_row(Database& database, const SyncedTable& table, const Id& row_id,
                                           Milliseconds now);
    [[nodiscard]] Result<void> write_entry(Database& database, const SyncedTable& table, const Id& row_id,
                                           const std::string& scope, std::optional<Milliseconds> deleted_at);

    std::vector<TouchedRow> m_touched;
    std::map<std::string, std::int64_t> m_published;
    std::int64_t m_version = 0;
};

/// How long a tombstone is kept; a cursor that would need an older one resets.
inline constexpr Milliseconds tombstone_retention = 90 * day_ms;

/// Drops the tombstones written before `now - tombstone_retention`, and remembers which cursors are
/// too old from now on. Returns how many went. Within a writer's job.
[[nodiscard]] Result<std::int64_t> purge_tombstones(Database& database, Milliseconds now);

/// Every difference between the rows and the feed ("customers/ID is not published to staff:clients"),
/// at most `limit` of them. Empty for a sound database. A row that is long past may be published or not: it is taken
/// out once a day.
[[nodiscard]] Result<std::vector<std::string>> feed_differences(Database& database, std::size_t limit,
                                                                Milliseconds now);

}  // namespace portail::server
