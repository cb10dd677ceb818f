-- Which job has left what to be done: also where the follow-up was waiting already, for another one. From fetch to embed, this is one run.

CREATE TABLE job_follow_ups (
  parent_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  child_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  PRIMARY KEY (parent_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_follow_ups_by_child ON job_follow_ups (child_id, parent_id);
