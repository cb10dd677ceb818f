// Tells old jobs from new ones: ids grow with time.
import type { Database } from '../../database.ts'

/** The id of the job that was enqueued last; 0 when there has been none. */
export function getNewestJobId(db: Database): number {
  return db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM jobs').get()?.id ?? 0
}
