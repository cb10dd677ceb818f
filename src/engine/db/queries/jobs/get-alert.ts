// Reads one alert.
import type { Alert } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { alertColumns } from './alert-columns.ts'

/** An alert by its id, and when it was closed (null while it is open). */
export function getAlert(db: Database, id: number): { alert: Alert; closedAtMs: number | null } | undefined {
  const row = db
    .prepare<[number], Alert & { closedAtMs: number | null }>(
      `SELECT ${alertColumns}, closed_at AS closedAtMs FROM alerts WHERE id = ?`,
    )
    .get(id)
  if (!row) return undefined
  const { closedAtMs, ...alert } = row
  return { alert, closedAtMs }
}
