#include "shared/sync/client_migrations.h"

namespace portail {

std::span<const Migration> outbox_migrations() {
    static constexpr Migration migrations[] = {
        {"0001_outbox", R"sql(
            CREATE TABLE outbox_state (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                principal TEXT NOT NULL,
                epoch TEXT NOT NULL,
                client_id TEXT NOT NULL,
                last_number INTEGER NOT NULL,
                is_replaying INTEGER NOT NULL,
                replaying_uuid TEXT,
                hidden_since INTEGER
            ) STRICT;

            -- state: pending, accepted, rejected, or corrected (a rejected one that replaced_by has taken up).
            -- Only pending ones have a number. error is the server's answer, known before the state follows it.
            CREATE TABLE mutations (
                position INTEGER PRIMARY KEY AUTOINCREMENT,
                uuid TEXT NOT NULL UNIQUE,
                token TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                number INTEGER UNIQUE,
                name TEXT NOT NULL,
                version INTEGER NOT NULL,
                args TEXT NOT NULL,
                needs TEXT,
                made_at INTEGER NOT NULL,
                is_resent INTEGER NOT NULL,
                crashes INTEGER NOT NULL,
                decided_at INTEGER,
                error TEXT,
                held_back INTEGER NOT NULL,
                replaced_by TEXT
            ) STRICT;

            CREATE INDEX mutations_by_state ON mutations (state, decided_at);
        )sql"},
    };
    return migrations;
}

std::span<const Migration> replica_migrations() {
    static constexpr Migration migrations[] = {
        {"0001_replica", R"sql(
            -- What the confirmed rows reach to. last_mutation_id counts for client_id alone. The staged columns say
            -- how far the pages in staged_rows reach; staged_cursor is NULL while nothing is staged.
            CREATE TABLE replica_state (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                epoch TEXT NOT NULL,
                cursor TEXT NOT NULL,
                client_id TEXT NOT NULL,
                last_mutation_id INTEGER NOT NULL,
                synced_at INTEGER,
                clock_offset INTEGER NOT NULL,
                staged_cursor TEXT,
                staged_epoch TEXT NOT NULL,
                staged_is_reset INTEGER NOT NULL
            ) STRICT;

            -- Pulled, not yet confirmed; row_values is a JSON array in the order of the table's columns, NULL for a
            -- deleted row.
            CREATE TABLE staged_rows (
                table_name TEXT NOT NULL,
                row_id TEXT NOT NULL,
                row_values TEXT,
                PRIMARY KEY (table_name, row_id)
            ) STRICT, WITHOUT ROWID;
        )sql"},
    };
    return migrations;
}

}  // namespace portail
