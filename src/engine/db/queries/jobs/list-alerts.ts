// Lists what a person should know.
import type { Alert } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { alertColumns } from './alert-columns.ts'

/** Every open alert, the newest first. */
export function listAlerts(db: Database): Alert[] {
  return db
    .prepare<[], Alert>(`SELECT ${alertColumns} FROM alerts WHERE closed_at IS NULL ORDER BY last_seen_at DESC, id DESC`)
    .all()
}
