-- When a customer's e-mail address or telephone number was last changed, and by whom: the customer or a member of the staff.
ALTER TABLE customers ADD COLUMN contact_changed_at INTEGER;
ALTER TABLE customers ADD COLUMN contact_changed_by TEXT NOT NULL DEFAULT '';
