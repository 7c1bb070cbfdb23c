-- What exists on the server alone. None of these tables syncs; secrets are stored as hashes.
-- Times are UTC milliseconds.

-- One row. `version` numbers the entries of the feed; a cursor older than `oldest_version` needs tombstones that are
-- gone. A migration that changes synced rows in a way that the feed cannot see (a table built anew) ends with
-- UPDATE server_state SET version = version + 1, oldest_version = version + 1, which resets every replica.
CREATE TABLE server_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch TEXT NOT NULL,
    version INTEGER NOT NULL,
    oldest_version INTEGER NOT NULL
) STRICT;

-- What each scope holds: the last change of each row in it. `deleted_at` is NULL while the row is in the scope.
CREATE TABLE feed (
    row_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at INTEGER,
    PRIMARY KEY (row_id, table_name, scope)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_by_version ON feed (scope, version, deleted_at);
CREATE INDEX feed_tombstones ON feed (deleted_at) WHERE deleted_at IS NOT NULL;

-- The clients that have pushed, each with the principal that it belongs to for good.
CREATE TABLE sync_clients (
    client_id TEXT PRIMARY KEY,
    principal TEXT NOT NULL,
    last_mutation_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_push_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every decided mutation for 400 days, so that none is run twice whoever sends it again. `error` is NULL for an applied
-- one, else the JSON of the rejection.
CREATE TABLE decided_mutations (
    uuid TEXT NOT NULL,
    principal TEXT NOT NULL,
    client_id TEXT NOT NULL,
    mutation_id INTEGER NOT NULL,
    error TEXT,
    held_back INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (uuid, principal, client_id)
) STRICT, WITHOUT ROWID;

-- Rejections that their client has not confirmed yet, with what was asked for.
CREATE TABLE outcomes (
    client_id TEXT NOT NULL,
    mutation_id INTEGER NOT NULL,
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    args TEXT NOT NULL,
    error TEXT NOT NULL,
    held_back INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, mutation_id)
) STRICT, WITHOUT ROWID;

-- How often the server has died while it ran a mutation.
CREATE TABLE mutation_crashes (
    uuid TEXT PRIMARY KEY,
    crashes INTEGER NOT NULL,
    last_crash_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What opens a portal: the SHA-256 of the code of each live link.
CREATE TABLE portal_link_hashes (
    code_hash TEXT PRIMARY KEY,
    portal_link_id TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_credentials (
    staff_member_id TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `portal_link_id` names the link that the session came from, which ends with it.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    principal_id TEXT NOT NULL,
    assurance TEXT NOT NULL,
    portal_link_id TEXT,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_principal ON sessions (principal_id);
CREATE INDEX sessions_by_portal_link ON sessions (portal_link_id) WHERE portal_link_id IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Sessions that the server has ended by itself, so that the device that still holds the token can be told why, and to
-- drop its rows.
CREATE TABLE ended_sessions (
    token_hash TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_sessions_by_end ON ended_sessions (ended_at);

-- What the authoritative database holds true of the synced tables (a replica cannot: its rows come in any order).
CREATE UNIQUE INDEX portal_links_one_live ON portal_links (customer_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX portal_links_code ON portal_links (code);
CREATE UNIQUE INDEX staff_members_email ON staff_members (lower(email)) WHERE retired_at IS NULL;
