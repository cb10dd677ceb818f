// Counts jobs that have not ended, from the small indexes that hold only those.
import type { Database } from '../../database.ts'

/** Jobs of one lane, or outside of any line, that have not ended. */
export interface ActiveCount {
  readonly kind: string
  readonly status: 'queued' | 'processing'
  readonly count: number
}

/** How many jobs of each kind wait and run. */
export function countActiveJobs(db: Database): ActiveCount[] {
  return db
    .prepare<[], ActiveCount>(`
      SELECT kind, status, sum(count) AS count FROM (
        SELECT substr(lane, 1, instr(lane, '|') - 1) AS kind, status, count(*) AS count
        FROM jobs WHERE ready_rank IS NOT NULL AND status IN ('queued', 'processing') GROUP BY status, lane
        UNION ALL
        SELECT kind, status, 1 FROM jobs WHERE status = 'queued' AND ready_rank IS NULL
      ) GROUP BY kind, status
    `)
    .all()
}
