-- The tables that both ends have. Rows reach a replica in any order, so there are no foreign keys, no UNIQUE
-- constraints and no triggers here; the server adds its own in server/migrations.
-- Every synced table begins with `id`, a UUID. Times are UTC milliseconds, days count from 1970-01-01.

CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    zone_transitions TEXT NOT NULL,
    slot_step_minutes INTEGER NOT NULL,
    booking_notice_minutes INTEGER NOT NULL,
    booking_horizon_days INTEGER NOT NULL
) STRICT;

CREATE TABLE services (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    duration_minutes INTEGER NOT NULL,
    price_minor_units INTEGER NOT NULL,
    position INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;

CREATE TABLE resources (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    capacity INTEGER NOT NULL
) STRICT;

CREATE TABLE opening_hours (
    id TEXT PRIMARY KEY,
    weekday INTEGER NOT NULL,
    opens_minute INTEGER NOT NULL,
    closes_minute INTEGER NOT NULL
) STRICT;

CREATE TABLE closures (
    id TEXT PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- When the shop is busy, without who booked: the ids are unrelated to appointments.
CREATE TABLE busy_intervals (
    id TEXT PRIMARY KEY,
    resource_id TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    units INTEGER NOT NULL
) STRICT;

CREATE INDEX busy_intervals_by_start ON busy_intervals (resource_id, starts_at);

CREATE TABLE staff_members (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    retired_at INTEGER
) STRICT;

CREATE TABLE customers (
    id TEXT PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    language TEXT NOT NULL,
    origin TEXT NOT NULL,
    partner_id TEXT,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX customers_by_name ON customers (last_name, first_name, id);

-- What staff note about a customer: a table of its own, because the customer must never receive it.
CREATE TABLE customer_notes (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    staff_member_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX customer_notes_by_customer ON customer_notes (customer_id, created_at);

CREATE TABLE portal_links (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    code TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX portal_links_by_customer ON portal_links (customer_id, created_at);

CREATE TABLE vehicles (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    partner_id TEXT,
    plate TEXT NOT NULL,
    make TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;

CREATE INDEX vehicles_by_customer ON vehicles (customer_id);

CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    partner_id TEXT,
    vehicle_id TEXT,
    service_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    busy_interval_id TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX appointments_by_start ON appointments (starts_at);
CREATE INDEX appointments_by_customer ON appointments (customer_id, starts_at);
