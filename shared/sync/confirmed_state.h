// What the server has confirmed: the rows of the synced tables in replica.db, with the cursor and last_mutation_id that
// they reach to. Pages of a pull are staged beside them; only the last one switches from staged to confirmed, in one
// transaction. The caller opens and commits the transactions. Rules 5, 6 and 7 of docs/sync_protocol.md.
#pragma once

#include <optional>
#include <string>

#include "shared/db/database.h"
#include "shared/sync/protocol.h"

namespace portail {

/// A replica that has not synced for so long drops its rows: what it holds may have been erased since.
inline constexpr Milliseconds unsynced_replica_retention = 60 * day_ms;

/// What a confirmed pull says besides its rows.
struct Confirmation {
    Id client_id;  ///< whose last_mutation_id it is
    MutationId last_mutation_id = 0;
    Milliseconds synced_at = 0;     ///< the server's time
    Milliseconds clock_offset = 0;  ///< the server's clock minus this device's
};

class ConfirmedState {
public:
    [[nodiscard]] Result<void> load(Database& database);
    /// Drops every row and begins anew with the next pull.
    [[nodiscard]] Result<void> drop_rows(Database& database);

    /// Each error is Internal: the page is not of this protocol. Nothing has been written.
    [[nodiscard]] Result<void> check(const PullReply& reply) const;
    [[nodiscard]] Result<void> stage(Database& database, const PullReply& reply);
    [[nodiscard]] Result<void> drop_staged(Database& database);
    /// Applies what is staged and the last page.
    [[nodiscard]] Result<void> confirm(Database& database, const PullReply& reply, const Confirmation& confirmation);
    /// True when confirming the reply would change nothing worth a write; then note_unchanged() is enough.
    [[nodiscard]] bool is_unchanged_by(const PullReply& reply, const Id& client_id) const;
    void note_unchanged(const PullReply& reply, Milliseconds clock_offset);

    /// Where the next page begins, and the epoch that it must be of.
    [[nodiscard]] const std::string& pull_cursor() const { return m_staged_cursor ? *m_staged_cursor : m_cursor; }
    [[nodiscard]] const std::string& pull_epoch() const { return m_staged_cursor ? m_staged_epoch : m_epoch; }
    [[nodiscard]] bool has_staged() const { return m_staged_cursor.has_value(); }
    /// 0 for any other client_id than the one that the confirmed rows were pulled for.
    [[nodiscard]] MutationId last_mutation_id(const Id& client_id) const {
        return client_id == m_confirmation.client_id ? m_confirmation.last_mutation_id : 0;
    }
    [[nodiscard]] Milliseconds synced_at() const { return m_confirmation.synced_at; }  ///< 0: never
    [[nodiscard]] Milliseconds clock_offset() const { return m_confirmation.clock_offset; }

private:
    [[nodiscard]] Result<void> apply_staged(Database& database);

    std::string m_epoch;  // empty before the first pull
    std::string m_cursor;
    Milliseconds m_stored_synced_at = 0;
    Confirmation m_confirmation;
    std::optional<std::string> m_staged_cursor;
    std::string m_staged_epoch;
    bool m_staged_is_reset = false;
};

}  // namespace portail
