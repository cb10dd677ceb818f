// Keeps alerts: one row for each open one, however often it is raised.
import type { Alert } from '../../../../shared/views/jobs.ts'
import type { Database, Transaction } from '../../database.ts'

/** What to tell a person. `subject` makes it one alert with earlier ones about the same thing. */
export interface NewAlert {
  readonly kind: string
  readonly subject: string
  readonly message: string
  /** What to do about it. */
  readonly cure: string
  readonly jobId: number | null
}

const columns = 'id, kind, message, cure, job_id AS jobId, since_at AS sinceMs, last_seen_at AS lastSeenAtMs, occurrences'

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

/** Closes the open alert about a subject, because its cause has gone; answers its id, or null when there is none. */
export function closeAlertAbout(tx: Transaction, kind: string, subject: string, now: number): number | null {
  const row = tx
    .prepare<unknown[], { id: number }>('UPDATE alerts SET closed_at = ? WHERE kind = +? AND subject = +? AND closed_at IS NULL RETURNING id')
    .get(now, kind, subject)
  return row?.id ?? null
}

/** Closes an alert, because a person has read it; answers whether it was open. */
export function closeAlert(tx: Transaction, id: number, now: number): boolean {
  return tx.prepare('UPDATE alerts SET closed_at = ? WHERE id = ? AND closed_at IS NULL').run(now, id).changes > 0
}

/** An alert by its id, and when it was closed (null while it is open). */
export function getAlert(db: Database, id: number): { alert: Alert; closedAtMs: number | null } | undefined {
  const row = db
    .prepare<[number], Alert & { closedAtMs: number | null }>(`SELECT ${columns}, closed_at AS closedAtMs FROM alerts WHERE id = ?`)
    .get(id)
  if (!row) return undefined
  const { closedAtMs, ...alert } = row
  return { alert, closedAtMs }
}

/** Every open alert, the newest first. */
export function listAlerts(db: Database): Alert[] {
  return db.prepare<[], Alert>(`SELECT ${columns} FROM alerts WHERE closed_at IS NULL ORDER BY last_seen_at DESC, id DESC`).all()
}
