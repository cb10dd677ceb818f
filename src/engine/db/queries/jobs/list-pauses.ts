// Reads what may not start now.
import type { Database } from '../../database.ts'
import type { PauseRow } from './pause-row.ts'

/** Every pause there is. */
export function listPauses(db: Database): PauseRow[] {
  return db.prepare<[], PauseRow>('SELECT scope, reason, until_at AS untilAt FROM job_pauses ORDER BY scope').all()
}
