-- The same mail in several accounts: every account keeps its own, and one of them counts.

-- Equal for the copies of one mail; null for a mail that cannot be recognised (no Message-ID, sender or date). Filled when mails are read anew.
ALTER TABLE interactions ADD COLUMN copy_key TEXT;
-- Whether the mail stands in another account: then it is shown in its own account only, and counts for nobody.
ALTER TABLE interactions ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0;
CREATE INDEX interactions_by_copy_key ON interactions (copy_key) WHERE copy_key IS NOT NULL;

DROP INDEX interactions_timeline;
CREATE INDEX interactions_timeline ON interactions (occurred_at DESC, id DESC, kind, is_bulk, account_id, is_copy) WHERE gone_at IS NULL;
