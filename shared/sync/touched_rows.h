// Which rows of the synced tables each pending mutation has changed, so that a screen can mark what is not yet at the
// shop. SQLite's pre-update hook fills the list of the mutation that is running; the list is cut back together with
// its savepoint. What a mutation changed when it last succeeded stays known when its replay fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/ids.h"
#include "shared/db/database.h"
#include "shared/db/synced_tables.h"

namespace portail {

/// How one row stands towards the server.
enum class RowState : std::uint8_t {
    Confirmed,  ///< as the server has it
    Pending,    ///< changed here, not confirmed
    Uncertain,  ///< changed here, but the change no longer fits what the server has; the server decides
};

class TouchedRows {
public:
    TouchedRows() = default;
    TouchedRows(const TouchedRows&) = delete;
    TouchedRows& operator=(const TouchedRows&) = delete;

    /// Before any statement is prepared on the connection: a DELETE without WHERE prepared earlier is not seen.
    /// The connection must not outlive this object.
    void install(Database& database);

    /// From here to keep() or cut_back() every touched row is noted.
    void begin();
    /// The mutation succeeded.
    void keep(const Id& mutation);
    /// Its savepoint was rolled back.
    void cut_back(const Id& mutation);
    /// The mutation is no longer pending.
    void forget(const Id& mutation);

    [[nodiscard]] RowState state_of(std::string_view table, std::string_view id) const;
    /// The pending mutation that made the row.
    [[nodiscard]] std::optional<Id> creator_of(std::string_view row_id) const;

private:
    struct TouchedRow {
        const SyncedTable* table = nullptr;
        Id id;
        bool is_new = false;
    };
    struct Touch {
        std::vector<TouchedRow> rows;
        bool is_uncertain = false;
    };

    static void row_changes(void* self, sqlite3* handle, int operation, const char* database_name,
                            const char* table_name, sqlite3_int64 old_row, sqlite3_int64 new_row);
    void note(std::string_view table_name, sqlite3_value* id, bool is_new);
    void build_index() const;

    bool m_is_recording = false;
    std::vector<TouchedRow> m_running;
    std::unordered_map<Id, Touch> m_by_mutation;

    mutable bool m_is_indexed = true;
    mutable std::unordered_map<std::string, RowState> m_states;  // by "table/id"
    mutable std::unordered_map<Id, Id> m_creators;               // by row
};

}  // namespace portail
