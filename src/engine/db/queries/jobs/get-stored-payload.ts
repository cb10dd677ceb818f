// Reads what a job was told.
import type { Database } from '../../database.ts'

/** The payload of a job, as stored; null when the job is gone. */
export function getStoredPayload(db: Database, id: number): unknown {
  const row = db.prepare<[number], { payload: string }>('SELECT payload FROM jobs WHERE id = ?').get(id)
  return row ? JSON.parse(row.payload) : null
}
