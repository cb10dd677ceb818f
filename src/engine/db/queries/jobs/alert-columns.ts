// Which columns of an alert the screen is given.

/** Columns of the view of an alert, for a SELECT. */
export const alertColumns =
  'id, kind, message, cure, job_id AS jobId, since_at AS sinceMs, last_seen_at AS lastSeenAtMs, occurrences'
