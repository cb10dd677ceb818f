// Finds the jobs of an account that have not ended, from the small indexes that hold only those.
import type { Database } from '../../database.ts'

/** Ids of the account's waiting and running jobs. */
export function listOpenJobs(db: Database, accountId: string): number[] {
  return db
    .prepare<[object], { id: number }>(`
      SELECT id FROM jobs INDEXED BY jobs_active WHERE status IN ('queued', 'processing') AND ready_rank IS NOT NULL AND account_id = :accountId
      UNION SELECT id FROM jobs INDEXED BY jobs_pending WHERE status = 'queued' AND ready_rank IS NULL AND account_id = :accountId`)
    .all({ accountId })
    .map(({ id }) => id)
}
