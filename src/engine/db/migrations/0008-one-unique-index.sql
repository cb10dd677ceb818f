-- One index in place of three for the keys that are taken: SQLite asks every index at every insert and change of state whether the row is in it.

DROP INDEX jobs_unique_queued;
DROP INDEX jobs_unique_unfinished;
DROP INDEX jobs_unique_ever;
CREATE UNIQUE INDEX jobs_unique ON jobs (unique_mode, kind, unique_key) WHERE unique_mode IS NOT NULL
  AND (status = 'queued' OR unique_mode = 'ever' OR (unique_mode = 'while_unfinished' AND status = 'processing'));
