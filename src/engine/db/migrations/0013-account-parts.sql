-- How each part of an account is: mail that fails is not made well by a calendar that gets through. The account's own columns tell the worse one.

CREATE TABLE account_parts (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('calendar', 'mail')),
  status TEXT NOT NULL CHECK (status IN ('ok', 'waiting', 'needs_reconnect', 'failed')),
  status_reason TEXT,
  waiting_until_at INTEGER,
  last_sync_at INTEGER,
  PRIMARY KEY (account_id, part)
) STRICT, WITHOUT ROWID;
