-- Accounts, what came from their sources, and what was made of it. Instants are integer milliseconds since the epoch, UTC.

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('google', 'sample', 'files')),
  email TEXT NOT NULL,
  display_name TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'waiting', 'needs_reconnect', 'failed', 'paused')),
  status_reason TEXT,
  waiting_until_at INTEGER,
  scopes TEXT NOT NULL DEFAULT '[]',
  -- Addresses that are the person's own: the account's address, send-as aliases, senders of sent mail. JSON array, lower case.
  own_addresses TEXT NOT NULL DEFAULT '[]',
  -- What only this kind of account needs (the sample workspace: its anchor date and tick). JSON object.
  details TEXT NOT NULL DEFAULT '{}',
  last_sync_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE calendars (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  time_zone TEXT,
  access_role TEXT,
  is_primary INTEGER NOT NULL DEFAULT 0,
  is_enabled INTEGER NOT NULL DEFAULT 1,
  is_visible INTEGER NOT NULL DEFAULT 1,
  note TEXT,
  UNIQUE (account_id, external_id)
) STRICT;

-- How far a source has been read. `scope` is 'calendar_list', 'calendar:<external id>' or 'mailbox'.
CREATE TABLE sync_cursors (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  -- Sync token or history id, only set in the transaction that stores the last of what it covers.
  cursor TEXT,
  -- Position inside an unfinished full or recovery run.
  page_token TEXT,
  -- The cursor to go on from once the running snapshot is complete.
  pinned_cursor TEXT,
  -- Start of the running snapshot: rows seen before it and not again are swept at its end.
  snapshot_started_at INTEGER,
  -- Hash of the request's parameters; another one means a new baseline.
  fingerprint TEXT,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, scope)
) STRICT, WITHOUT ROWID;

-- Everything that came from a source, as it came. Later stages can always be rebuilt from here.
CREATE TABLE raw_events (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('google_event', 'google_email', 'file_email', 'file_event', 'file_contact')),
  -- Google calendar id, 'mailbox', or the name of the imported file.
  container TEXT NOT NULL,
  -- The item's name at its source: unique within account, source and container.
  external_id TEXT NOT NULL,
  -- Hash of the payload: an unchanged item is not processed again.
  content_hash TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processed', 'failed')),
  -- Set when the source no longer has the item; the payload stays.
  gone_at INTEGER,
  seen_at INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  UNIQUE (account_id, source, container, external_id)
) STRICT;
CREATE INDEX raw_events_pending ON raw_events (source, account_id, id) WHERE status = 'pending';
CREATE INDEX raw_events_failed ON raw_events (account_id, id) WHERE status = 'failed';

-- What a raw event holds, apart from its state: SQLite writes a row anew as a whole, and the state changes often.
CREATE TABLE raw_payloads (
  raw_event_id INTEGER PRIMARY KEY REFERENCES raw_events (id) ON DELETE CASCADE,
  -- JSON text of Google's resource, or the bytes of a message, calendar component or card.
  payload BLOB NOT NULL
) STRICT;

-- One message or one meeting with its people: the rows of the timeline.
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'meeting')),
  -- Identity of the message (Message-ID or the source's id) or of the meeting (iCalUID + original start): unique per account and kind.
  source_key TEXT NOT NULL,
  raw_event_id INTEGER REFERENCES raw_events (id) ON DELETE SET NULL,
  thread_key TEXT,
  occurred_at INTEGER NOT NULL,
  ends_at INTEGER,
  is_all_day INTEGER NOT NULL DEFAULT 0,
  direction TEXT NOT NULL DEFAULT 'none' CHECK (direction IN ('inbound', 'outbound', 'internal', 'none')),
  title TEXT NOT NULL DEFAULT '',
  snippet TEXT NOT NULL DEFAULT '',
  -- What the sender wrote, and apart from it what they quoted and how they signed.
  written_text TEXT NOT NULL DEFAULT '',
  quoted_text TEXT,
  signature_text TEXT,
  body_html TEXT,
  location TEXT,
  labels TEXT NOT NULL DEFAULT '[]',
  -- JSON array of {name, mimeType, sizeBytes}.
  attachments TEXT NOT NULL DEFAULT '[]',
  -- Newsletters and automatic mail, with the header or rule that told.
  is_bulk INTEGER NOT NULL DEFAULT 0,
  bulk_reason TEXT,
  language TEXT,
  -- Set when the source no longer has it (deleted, cancelled, spam, trash): kept, but not shown.
  gone_at INTEGER,
  contacts_state TEXT NOT NULL DEFAULT 'pending' CHECK (contacts_state IN ('pending', 'done', 'failed')),
  identities_state TEXT NOT NULL DEFAULT 'pending' CHECK (identities_state IN ('pending', 'done', 'failed')),
  embedding_state TEXT NOT NULL DEFAULT 'pending' CHECK (embedding_state IN ('pending', 'done', 'failed')),
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, kind, source_key)
) STRICT;
-- Covers the counts of the timeline as well as its order.
CREATE INDEX interactions_timeline ON interactions (occurred_at DESC, id DESC, kind, is_bulk, account_id) WHERE gone_at IS NULL;
CREATE INDEX interactions_by_thread ON interactions (thread_key, occurred_at) WHERE thread_key IS NOT NULL;
CREATE INDEX interactions_by_raw_event ON interactions (raw_event_id);
CREATE INDEX interactions_contacts_pending ON interactions (account_id, id) WHERE contacts_state = 'pending';
CREATE INDEX interactions_identities_pending ON interactions (account_id, id) WHERE identities_state = 'pending';
CREATE INDEX interactions_embedding_pending ON interactions (account_id, id) WHERE embedding_state = 'pending';

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  display_name TEXT NOT NULL,
  primary_address TEXT,
  organization TEXT,
  title TEXT,
  phone TEXT,
  notes TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'suggested' CHECK (status IN ('active', 'suggested', 'dismissed', 'hidden', 'merged')),
  -- Why someone is hidden or dismissed, in plain words.
  hidden_reason TEXT,
  -- Set by a person's own edit or decision: later imports leave status and name alone.
  is_decided INTEGER NOT NULL DEFAULT 0,
  is_self INTEGER NOT NULL DEFAULT 0,
  merged_into_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  first_interaction_at INTEGER,
  last_interaction_at INTEGER,
  next_meeting_at INTEGER,
  sent_count INTEGER NOT NULL DEFAULT 0,
  received_count INTEGER NOT NULL DEFAULT 0,
  meeting_count INTEGER NOT NULL DEFAULT 0,
  strength INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_by_recency ON contacts (status, last_interaction_at DESC, id);
CREATE INDEX contacts_by_strength ON contacts (status, strength DESC, id);
CREATE INDEX contacts_by_name ON contacts (status, display_name COLLATE NOCASE, id);
CREATE INDEX contacts_by_next_meeting ON contacts (next_meeting_at) WHERE next_meeting_at IS NOT NULL;
CREATE INDEX contacts_merged ON contacts (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX contacts_self ON contacts (status) WHERE is_self = 1;

-- How a contact is recognised. The unique key keeps two imports at once from making two people of one.
CREATE TABLE contact_identities (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'url', 'name', 'organization', 'title')),
  value TEXT NOT NULL,
  -- Canonical form. For e-mail and phone it names one contact only; for the other kinds it is unique within the contact.
  value_key TEXT NOT NULL,
  -- Where it was found: 'email_header', 'calendar', 'signature', 'card', 'person'.
  source TEXT NOT NULL,
  found_in_interaction_id INTEGER REFERENCES interactions (id) ON DELETE SET NULL,
  confidence REAL NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  UNIQUE (contact_id, kind, value_key)
) STRICT;
CREATE UNIQUE INDEX contact_identities_email ON contact_identities (value_key) WHERE kind = 'email';
CREATE INDEX contact_identities_by_value ON contact_identities (kind, value_key);
CREATE INDEX contact_identities_by_interaction ON contact_identities (found_in_interaction_id) WHERE found_in_interaction_id IS NOT NULL;

-- Who took part in an interaction, and as what.
CREATE TABLE interaction_participants (
  interaction_id INTEGER NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('from', 'sender', 'reply_to', 'to', 'cc', 'bcc', 'organizer', 'attendee')),
  -- As seen, and the canonical key beside it; both empty for an attendee without an address.
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  display_name TEXT NOT NULL DEFAULT '',
  response TEXT,
  is_self INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  PRIMARY KEY (interaction_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_participants_by_contact ON interaction_participants (contact_id, interaction_id) WHERE contact_id IS NOT NULL;
CREATE INDEX interaction_participants_by_address ON interaction_participants (address_key, interaction_id);

-- What each interaction means for each contact in it: one row a pair, so that counts and dates of a contact are kept at a flat cost.
CREATE TABLE contact_interactions (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  -- 'crowd': among more than 25 people; 'copied': beside the owner among the recipients; 'invited': a meeting that was not accepted;
  -- 'bulk': a newsletter or automatic mail from the contact; 'received': a message from them; 'met': a meeting; 'sent': a message to them.
  relation TEXT NOT NULL CHECK (relation IN ('sent', 'met', 'received', 'bulk', 'invited', 'copied', 'crowd')),
  occurred_at INTEGER NOT NULL,
  interaction_id INTEGER NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  PRIMARY KEY (contact_id, relation, occurred_at, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_interactions_by_interaction ON contact_interactions (interaction_id);

-- One row for each occurrence on each calendar. The same meeting on several calendars shares `meeting_key`.
CREATE TABLE calendar_events (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  calendar_id INTEGER NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
  -- The event at its source (for an occurrence: the series), and which occurrence of it ('' for a single event).
  external_id TEXT NOT NULL,
  occurrence_key TEXT NOT NULL DEFAULT '',
  -- iCalUID + original start: the identity of a meeting over all calendars.
  meeting_key TEXT NOT NULL,
  raw_event_id INTEGER REFERENCES raw_events (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interactions (id) ON DELETE SET NULL,
  event_type TEXT NOT NULL DEFAULT 'default',
  status TEXT NOT NULL DEFAULT 'confirmed' CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
  title TEXT NOT NULL DEFAULT '',
  description TEXT,
  location TEXT,
  is_all_day INTEGER NOT NULL DEFAULT 0,
  -- All-day events are dates (end exclusive); start_at and end_at are then midnight UTC of these dates, for ordering only.
  start_date TEXT,
  end_date TEXT,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  time_zone TEXT,
  is_recurring INTEGER NOT NULL DEFAULT 0,
  recurrence TEXT,
  organizer_address TEXT,
  attendee_count INTEGER NOT NULL DEFAULT 0,
  conference_url TEXT,
  source_url TEXT,
  gone_at INTEGER,
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, calendar_id, external_id, occurrence_key)
) STRICT;
CREATE INDEX calendar_events_by_start ON calendar_events (start_at, id);
-- The few events of more than 32 days, so that a range query need not look back further than that for the others.
CREATE INDEX calendar_events_long ON calendar_events (end_at) WHERE end_at - start_at > 2764800000;
CREATE INDEX calendar_events_by_meeting ON calendar_events (meeting_key);
CREATE INDEX calendar_events_by_interaction ON calendar_events (interaction_id);
CREATE INDEX calendar_events_by_raw_event ON calendar_events (raw_event_id);

-- Cards from address books: people who are known, with or without any interaction.
CREATE TABLE contact_cards (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  raw_event_id INTEGER NOT NULL UNIQUE REFERENCES raw_events (id) ON DELETE CASCADE,
  display_name TEXT NOT NULL,
  organization TEXT,
  title TEXT,
  -- JSON arrays of strings.
  addresses TEXT NOT NULL DEFAULT '[]',
  phones TEXT NOT NULL DEFAULT '[]',
  urls TEXT NOT NULL DEFAULT '[]',
  birthday TEXT,
  notes TEXT,
  contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  contacts_state TEXT NOT NULL DEFAULT 'pending' CHECK (contacts_state IN ('pending', 'done', 'failed')),
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_cards_by_contact ON contact_cards (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX contact_cards_pending ON contact_cards (account_id, id) WHERE contacts_state = 'pending';

-- Decisions that wait for a person, and decisions that were made: a dismissed one is never suggested again.
CREATE TABLE suggestions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('new_contact', 'merge')),
  -- What the suggestion is about, so that it is made once: 'contact:<address key>' or 'merge:<low id>:<high id>'.
  suggestion_key TEXT NOT NULL UNIQUE,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  other_contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'dismissed')),
  reason TEXT NOT NULL,
  confidence REAL NOT NULL,
  -- JSON array of {interactionId, text, occurredAtMs}.
  evidence TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX suggestions_open ON suggestions (confidence DESC, id) WHERE status = 'open';
CREATE INDEX suggestions_by_contact ON suggestions (contact_id);
CREATE INDEX suggestions_by_other_contact ON suggestions (other_contact_id) WHERE other_contact_id IS NOT NULL;

-- What a person did to the people list, with what is needed to undo it.
CREATE TABLE people_edits (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'dismiss', 'merge', 'update')),
  -- JSON: the rows as they were before.
  before TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE TABLE insights (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  summary TEXT NOT NULL,
  -- JSON array of {label, value}.
  facts TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX insights_by_contact ON insights (contact_id, id);

-- Items that a stage could not process: kept, listed, retried.
CREATE TABLE item_failures (
  id INTEGER PRIMARY KEY,
  -- The kind of job that failed on it.
  stage TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  subject_type TEXT NOT NULL CHECK (subject_type IN ('raw_event', 'interaction', 'contact_card', 'contact', 'source_item')),
  -- Row id, or for 'source_item' (what could not even be stored) its place in the source.
  subject_key TEXT NOT NULL,
  label TEXT NOT NULL,
  reason TEXT NOT NULL,
  hint TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  -- Parked after several identical failures: only a person (or a new version) tries again.
  is_parked INTEGER NOT NULL DEFAULT 0,
  job_id INTEGER,
  first_failed_at INTEGER NOT NULL,
  last_failed_at INTEGER NOT NULL,
  UNIQUE (stage, subject_type, account_id, subject_key)
) STRICT;
CREATE INDEX item_failures_recent ON item_failures (last_failed_at DESC, id DESC);
CREATE INDEX item_failures_by_account ON item_failures (account_id);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
