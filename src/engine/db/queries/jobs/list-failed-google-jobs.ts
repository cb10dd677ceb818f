// Finds what failed for an account while Google would not let it in.
import type { Database } from '../../database.ts'

/** Failed jobs that talk to Google for this account, oldest first. */
export function listFailedGoogleJobs(db: Database, accountId: string): number[] {
  return db
    .prepare<[string], { id: number }>(`
      SELECT id FROM jobs
      WHERE status = 'failed' AND account_id = +? AND kind IN ('google_calendar_sync', 'google_gmail_sync', 'google_preview')
      ORDER BY id`)
    .all(accountId)
    .map(({ id }) => id)
}
