// Tells whether something is still being done for an account, from the small indexes that hold only what has not ended.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'

const sql = `
  SELECT
    EXISTS (
      SELECT 1 FROM jobs INDEXED BY jobs_active
      WHERE status IN ('queued', 'processing') AND ready_rank IS NOT NULL AND account_id = :accountId AND kind = :kind
    ) OR EXISTS (
      SELECT 1 FROM jobs INDEXED BY jobs_pending
      WHERE status = 'queued' AND ready_rank IS NULL AND account_id = :accountId AND kind = :kind
    ) AS isOpen`

/** Whether a job of this kind waits or runs for the account. */
export function hasOpenJob(db: Database, accountId: string, kind: JobKind): boolean {
  return db.prepare<[object], { isOpen: number }>(sql).get({ accountId, kind })?.isOpen === 1
}
