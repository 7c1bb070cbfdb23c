-- How the business shows itself. The logo has a table of its own, so that a change of the address does not send it
-- again; its id is the organisation's, png is Base64.

ALTER TABLE organisations ADD COLUMN accent_color TEXT NOT NULL DEFAULT '';

CREATE TABLE organisation_logos (
    id TEXT PRIMARY KEY,
    png TEXT NOT NULL
) STRICT;
