-- Housekeeping waits, once it is due, until nothing else runs.

-- Since when it has been due; next_run_at is when it is looked at again. Null for a schedule that does not wait.
ALTER TABLE schedules ADD COLUMN waiting_since INTEGER;
