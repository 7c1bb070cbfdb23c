// One page of the feed: what changed in the scopes of a cursor, at most so many entries. Reading it
// moves the cursor on; writing it turns the entries into the `changes` of a PullReply, with the rows
// as they are in the reader's snapshot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "server/core/sync_cursor.h"
#include "shared/base/ids.h"
#include "shared/db/database.h"
#include "shared/db/synced_tables.h"

namespace portail::server {

class FeedPage {
public:
    /// `version` is the feed's version in the reader's snapshot.
    [[nodiscard]] static Result<FeedPage> read(Database& reader, SyncCursor& cursor, std::size_t limit,
                                               std::int64_t version);

    /// There are entries after the cursor.
    [[nodiscard]] bool more() const { return m_more; }
    [[nodiscard]] std::size_t entry_count() const { return m_entry_count; }

    /// {"table": {"columns": [], "put": [[]], "delete": []}}, in the snapshot that was read.
    [[nodiscard]] Result<void> append_changes(Database& reader, std::string& json) const;

private:
    /// The entries of one scope after the version `after`, up to and including `last`.
    struct Range {
        std::string scope;
        std::int64_t after = 0;
        std::int64_t last = 0;
        std::set<const SyncedTable*> tables;  ///< of the rows that came or changed
    };
    struct Deletion {
        const SyncedTable* table = nullptr;
        Id row_id;
    };

    [[nodiscard]] Result<void> read_scope(Database& reader, ScopePosition& position, std::size_t limit,
                                          std::int64_t version);
    [[nodiscard]] Result<void> drop_deletions_of_held_rows(Database& reader, const SyncCursor& cursor);
    [[nodiscard]] Result<void> append_table(Database& reader, std::string& json, const SyncedTable& table) const;

    std::vector<Range> m_ranges;
    std::vector<Deletion> m_deletions;
    std::size_t m_entry_count = 0;
    bool m_more = false;
};

}  // namespace portail::server
