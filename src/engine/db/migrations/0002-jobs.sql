-- The job engine: jobs, what they wait for, what became of each attempt, schedules, pauses, alerts and figures.

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  -- Columns that the hot path reads come first: SQLite decodes a row from the left.
  kind TEXT NOT NULL,
  -- OR and not IN: for a list of more than two SQLite builds a table in memory at every check, which costs as much as the insert itself.
  status TEXT NOT NULL DEFAULT 'queued'
    CHECK (status = 'queued' OR status = 'processing' OR status = 'completed' OR status = 'failed' OR status = 'cancelled'),
  -- 0 urgent, 1 high, 2 medium, 3 low.
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
  -- Kind, account and bucket in one word: jobs of a lane are always runnable, paused or over their limit together.
  lane TEXT NOT NULL,
  -- Set while the job can be claimed or runs: the time it became ready plus the handicap of its priority, so that waiting makes urgent.
  -- Null while it waits for its time or for other jobs, and when it has ended.
  ready_rank INTEGER,
  run_at INTEGER NOT NULL,
  -- How many jobs that it depends on have not ended.
  waits_for INTEGER NOT NULL DEFAULT 0,
  attempt INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  account_id TEXT,
  -- What a rate limit pauses: provider and account.
  bucket TEXT,
  -- The first job of the flow; null for that first job itself and for a job on its own.
  flow_id INTEGER,
  unique_mode TEXT CHECK (unique_mode = 'while_queued' OR unique_mode = 'while_unfinished' OR unique_mode = 'ever'),
  unique_key TEXT,
  -- The run of the program that claimed it last.
  boot_id INTEGER,
  -- How many times the program has died under it since it last got anywhere.
  deaths INTEGER NOT NULL DEFAULT 0,
  cancel_requested_at INTEGER,
  -- The job whose failure ended this one without a run of its own.
  cause_id INTEGER,
  payload TEXT NOT NULL,
  checkpoint TEXT,
  progress TEXT,
  result TEXT,
  error TEXT,
  hint TEXT
) STRICT;

-- The only index that the happy path writes: the claim order of each lane, and what runs now.
CREATE INDEX jobs_active ON jobs (status, lane, ready_rank) WHERE ready_rank IS NOT NULL;
-- What waits: for a time (waits_for = 0) or for other jobs.
CREATE INDEX jobs_pending ON jobs (waits_for, run_at) WHERE status = 'queued' AND ready_rank IS NULL;
CREATE INDEX jobs_unsuccessful ON jobs (status, id) WHERE status = 'failed' OR status = 'cancelled';
CREATE INDEX jobs_by_flow ON jobs (flow_id) WHERE flow_id IS NOT NULL;
CREATE UNIQUE INDEX jobs_unique_queued ON jobs (kind, unique_key) WHERE unique_mode = 'while_queued' AND status = 'queued';
CREATE UNIQUE INDEX jobs_unique_unfinished ON jobs (kind, unique_key) WHERE unique_mode = 'while_unfinished' AND (status = 'queued' OR status = 'processing');
CREATE UNIQUE INDEX jobs_unique_ever ON jobs (kind, unique_key) WHERE unique_mode = 'ever';

CREATE TABLE job_dependencies (
  parent_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  child_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  -- What becomes of the child when the parent fails or is cancelled.
  on_failure TEXT NOT NULL CHECK (on_failure IN ('fail', 'skip', 'continue')),
  PRIMARY KEY (parent_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_dependencies_by_child ON job_dependencies (child_id, parent_id);

-- Attempts that ended without completing their job; the running or completing one is in the job's own row.
CREATE TABLE job_attempts (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'snoozed', 'cancelled', 'interrupted')),
  reason TEXT,
  stack TEXT
) STRICT;
CREATE INDEX job_attempts_by_job ON job_attempts (job_id, id);

CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  -- A cron expression in the computer's own time zone.
  expression TEXT NOT NULL,
  -- Runs start up to this much later, so that not everything starts at the full hour.
  jitter_ms INTEGER NOT NULL DEFAULT 0,
  is_enabled INTEGER NOT NULL DEFAULT 1,
  next_run_at INTEGER,
  last_run_at INTEGER
) STRICT, WITHOUT ROWID;

-- What may not start: 'all', 'kind:<kind>', 'account:<id>' (by a person) or 'bucket:<bucket>' (by a rate limit, until a time).
CREATE TABLE job_pauses (
  scope TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  until_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  -- What the alert is about: raised again while it is open, it is counted and not repeated.
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  cure TEXT NOT NULL,
  job_id INTEGER,
  occurrences INTEGER NOT NULL DEFAULT 1,
  since_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  -- Set when a person has dismissed it or its cause has gone.
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (kind, subject) WHERE closed_at IS NULL;

-- How jobs went, for each minute and kind. Bins are powers of the square root of two, as a JSON object of bin to count: rows can be added up.
CREATE TABLE job_metrics (
  minute_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  completed INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  wait_bins TEXT NOT NULL DEFAULT '{}',
  run_bins TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (minute_at, kind)
) STRICT, WITHOUT ROWID;

-- How many ended jobs there are, so that nobody counts them. Written with the metrics, counted anew after a crash.
CREATE TABLE job_totals (
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('completed', 'failed', 'cancelled')),
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, status)
) STRICT, WITHOUT ROWID;

-- Each run of the program that ran jobs; one without an end died.
CREATE TABLE runner_boots (
  id INTEGER PRIMARY KEY,
  boot_id TEXT NOT NULL UNIQUE,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

-- How many items each stage has to do, has done and has failed on, kept by triggers: the job monitor asks several times a second.
CREATE TABLE item_totals (
  -- A source of raw events, or a stage that works on interactions or cards.
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
  count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (subject, state)
) STRICT, WITHOUT ROWID;
WITH subjects (subject) AS (
  VALUES ('google_event'), ('google_email'), ('file_email'), ('file_event'), ('file_contact'), ('contacts'), ('contact_cards'), ('identities'), ('embedding')
)
INSERT INTO item_totals (subject, state) SELECT subject, state FROM subjects, (SELECT 'pending' AS state UNION SELECT 'done' UNION SELECT 'failed');

CREATE TRIGGER item_totals_raw_event_added AFTER INSERT ON raw_events BEGIN
  UPDATE item_totals SET count = count + 1 WHERE subject = NEW.source AND state = iif(NEW.status = 'processed', 'done', NEW.status);
END;
CREATE TRIGGER item_totals_raw_event_moved AFTER UPDATE OF status ON raw_events WHEN OLD.status <> NEW.status BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = OLD.source AND state = iif(OLD.status = 'processed', 'done', OLD.status);
  UPDATE item_totals SET count = count + 1 WHERE subject = NEW.source AND state = iif(NEW.status = 'processed', 'done', NEW.status);
END;
CREATE TRIGGER item_totals_raw_event_removed AFTER DELETE ON raw_events BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = OLD.source AND state = iif(OLD.status = 'processed', 'done', OLD.status);
END;
CREATE TRIGGER item_totals_interaction_added AFTER INSERT ON interactions BEGIN
  UPDATE item_totals SET count = count + 1 WHERE subject = 'contacts' AND state = NEW.contacts_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'identities' AND state = NEW.identities_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'embedding' AND state = NEW.embedding_state;
END;
CREATE TRIGGER item_totals_contacts_moved AFTER UPDATE OF contacts_state ON interactions WHEN OLD.contacts_state <> NEW.contacts_state BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'contacts' AND state = OLD.contacts_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'contacts' AND state = NEW.contacts_state;
END;
CREATE TRIGGER item_totals_identities_moved AFTER UPDATE OF identities_state ON interactions WHEN OLD.identities_state <> NEW.identities_state BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'identities' AND state = OLD.identities_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'identities' AND state = NEW.identities_state;
END;
CREATE TRIGGER item_totals_embedding_moved AFTER UPDATE OF embedding_state ON interactions WHEN OLD.embedding_state <> NEW.embedding_state BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'embedding' AND state = OLD.embedding_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'embedding' AND state = NEW.embedding_state;
END;
CREATE TRIGGER item_totals_interaction_removed AFTER DELETE ON interactions BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'contacts' AND state = OLD.contacts_state;
  UPDATE item_totals SET count = count - 1 WHERE subject = 'identities' AND state = OLD.identities_state;
  UPDATE item_totals SET count = count - 1 WHERE subject = 'embedding' AND state = OLD.embedding_state;
END;
CREATE TRIGGER item_totals_card_added AFTER INSERT ON contact_cards BEGIN
  UPDATE item_totals SET count = count + 1 WHERE subject = 'contact_cards' AND state = NEW.contacts_state;
END;
CREATE TRIGGER item_totals_card_moved AFTER UPDATE OF contacts_state ON contact_cards WHEN OLD.contacts_state <> NEW.contacts_state BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'contact_cards' AND state = OLD.contacts_state;
  UPDATE item_totals SET count = count + 1 WHERE subject = 'contact_cards' AND state = NEW.contacts_state;
END;
CREATE TRIGGER item_totals_card_removed AFTER DELETE ON contact_cards BEGIN
  UPDATE item_totals SET count = count - 1 WHERE subject = 'contact_cards' AND state = OLD.contacts_state;
END;
