-- A portal link can be paused. Staff see when it last opened the portal, on what kind of device and from which address:
-- only the server writes these three.
ALTER TABLE portal_links ADD COLUMN paused_at INTEGER;
ALTER TABLE portal_links ADD COLUMN last_used_at INTEGER;
ALTER TABLE portal_links ADD COLUMN last_used_device TEXT NOT NULL DEFAULT '';
ALTER TABLE portal_links ADD COLUMN last_used_address TEXT NOT NULL DEFAULT '';
