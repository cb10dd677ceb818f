// Tells how many jobs there are of each kind in each state, without reading them.
import type { JobStatus } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'
import { countActiveJobs } from './count-active-jobs.ts'

/** How many jobs are in each state. */
export type StatusCounts = Record<JobStatus, number>

/** Counts over all kinds, and for each kind of which there is any job. */
export type JobCounts = StatusCounts & { byKind: Record<string, StatusCounts> }

/** No jobs at all. */
export function noJobs(): StatusCounts {
  return { queued: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 }
}

/** Counts all jobs there are. Completed ones appear within a second of their completion. */
export function countJobs(db: Database): JobCounts {
  const ended = db
    .prepare<[], { kind: string; status: JobStatus; count: number }>('SELECT kind, status, count FROM job_totals')
    .all()
  const counts: JobCounts = { ...noJobs(), byKind: {} }
  for (const { kind, status, count } of [...ended, ...countActiveJobs(db)]) {
    const ofKind = (counts.byKind[kind] ??= noJobs())
    ofKind[status] += count
    counts[status] += count
  }
  return counts
}
