-- When a complete snapshot listed so little of what is known that it was not believed; a second one, later, that says the same is.

ALTER TABLE sync_cursors ADD COLUMN doubted_at INTEGER;
