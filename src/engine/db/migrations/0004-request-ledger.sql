-- What left this computer: every request to another one, for the person to look over. Never an address, a token or what was asked in a query.

CREATE TABLE sent_requests (
  id INTEGER PRIMARY KEY,
  -- When it was answered, or given up.
  at INTEGER NOT NULL,
  -- Host, with the port when it is not the usual one.
  host TEXT NOT NULL,
  -- In plain words, out of the program's own list: 'reading a calendar'.
  purpose TEXT NOT NULL,
  -- HTTP status; null when no answer came.
  status INTEGER,
  -- Bytes of address and body.
  bytes_up INTEGER NOT NULL,
  -- Bytes of the answer's text, unpacked.
  bytes_down INTEGER NOT NULL
) STRICT;

-- Sums over all requests ever, those that are no longer kept one by one included.
CREATE TABLE sent_request_totals (
  host TEXT NOT NULL,
  purpose TEXT NOT NULL,
  requests INTEGER NOT NULL,
  -- Those that were refused or never answered.
  failed_requests INTEGER NOT NULL,
  bytes_up INTEGER NOT NULL,
  bytes_down INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (host, purpose)
) STRICT, WITHOUT ROWID;
