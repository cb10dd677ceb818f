// Reads what may not start now.
import type { Database } from '../../database.ts'
import type { StoredPause } from './pause-row.ts'

/** Every pause there is. */
export function listPauses(db: Database): StoredPause[] {
  return db
    .prepare<[], StoredPause>('SELECT scope, reason, until_at AS untilAt, created_at AS createdAt FROM job_pauses ORDER BY scope')
    .all()
}
