// Lists jobs that wait for other jobs.
import type { Transaction } from '../../database.ts'
import type { DependentRow } from './list-dependents.ts'

/** Every job that waits for others. */
export function listWaitingJobs(tx: Transaction): DependentRow[] {
  return tx
    .prepare<[], DependentRow>(
      `
      SELECT id, kind, lane, priority, run_at AS runAt, created_at AS createdAt FROM jobs INDEXED BY jobs_pending
      WHERE status = 'queued' AND ready_rank IS NULL AND waits_for > 0 ORDER BY id
    `,
    )
    .all()
}
