// Tells how far a job was when it last said so.
import { type JobProgress, jobProgressSchema } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

/** The progress that was committed last; null when there is none. */
export function getJobProgress(db: Database, id: number): JobProgress | null {
  const row = db.prepare<[number], { progress: string | null }>('SELECT progress FROM jobs WHERE id = ?').get(id)
  return row?.progress ? (jobProgressSchema.safeParse(JSON.parse(row.progress)).data ?? null) : null
}
