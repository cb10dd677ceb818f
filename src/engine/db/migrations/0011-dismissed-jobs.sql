-- A person may put away what has failed: it stays, with all its attempts, but nobody is called to it any more.

ALTER TABLE jobs ADD COLUMN dismissed_at INTEGER;
-- How many of the failed ones have been put away.
ALTER TABLE job_totals ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item_failures ADD COLUMN dismissed_at INTEGER;
-- The file or folder that holds an item of an import: all that another try has to read.
ALTER TABLE item_failures ADD COLUMN source_path TEXT;
