// Keeps an alert: one row for each open one, however often it is raised.
import type { Transaction } from '../../database.ts'

/** What to tell a person. `subject` makes it one alert with earlier ones about the same thing. */
export interface NewAlert {
  readonly kind: string
  readonly subject: string
  readonly message: string
  /** What to do about it. */
  readonly cure: string
  readonly jobId: number | null
}

/** Opens an alert or counts one more occurrence of the open one; answers its id. */
export function upsertAlert(tx: Transaction, alert: NewAlert, now: number): number {
  const row = tx
    .prepare<unknown[], { id: number }>(`
      INSERT INTO alerts (kind, subject, message, cure, job_id, since_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO UPDATE SET
        message = excluded.message, cure = excluded.cure, job_id = coalesce(excluded.job_id, job_id),
        last_seen_at = excluded.last_seen_at, occurrences = occurrences + 1
      RETURNING id
    `)
    .get(alert.kind, alert.subject, alert.message, alert.cure, alert.jobId, now, now)
  if (!row) throw new Error('an alert could not be kept')
  return row.id
}
