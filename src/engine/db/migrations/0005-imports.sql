-- What a person approved of a Google account's mail, what each approval brought, and what was counted before.

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- JSON: {sinceMs, excludedLabelIds}. The newest batch that was not undone tells what of the mailbox is kept.
  choice TEXT NOT NULL,
  -- Only the newest batch of an account may be 'running' or 'paused'.
  status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'paused', 'completed', 'undoing', 'undone')),
  -- Where its listing of the mailbox goes on; null: at the beginning.
  page_token TEXT,
  -- How many mails the listing has come by, and how many it will, about.
  listed INTEGER NOT NULL DEFAULT 0,
  expected INTEGER,
  created_at INTEGER NOT NULL,
  -- Null, too, for one that a later approval ended before it had brought everything.
  completed_at INTEGER
) STRICT;
CREATE INDEX imports_by_account ON imports (account_id, id);

-- The latest preview of an account, and why the last attempt at one failed.
CREATE TABLE import_previews (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  -- JSON, as the screen shows it.
  preview TEXT,
  problem TEXT,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which batch a mail came with; null for what nobody had to approve.
ALTER TABLE raw_events ADD COLUMN import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL;
CREATE INDEX raw_events_by_import ON raw_events (import_id) WHERE import_id IS NOT NULL;

-- Mailboxes that were imported before there were approvals: their people wanted all of it.
INSERT INTO imports (account_id, choice, status, created_at, completed_at)
SELECT account_id, '{"sinceMs":null,"excludedLabelIds":[]}', 'completed', updated_at, updated_at
FROM sync_cursors JOIN accounts ON accounts.id = account_id
WHERE scope = 'mailbox' AND kind = 'google';
UPDATE raw_events SET import_id = (SELECT id FROM imports WHERE imports.account_id = raw_events.account_id)
WHERE source = 'google_email' AND account_id IN (SELECT account_id FROM imports);
