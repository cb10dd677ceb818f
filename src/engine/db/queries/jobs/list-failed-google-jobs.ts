// Finds what failed for an account while Google would not let it in.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'

/** Failed jobs of these kinds for this account, newest first: of several with one unique key, the newest goes on. */
export function listFailedGoogleJobs(db: Database, accountId: string, kinds: readonly JobKind[]): number[] {
  return db
    .prepare<[string, string], { id: number }>(`
      SELECT id FROM jobs WHERE status = 'failed' AND account_id = +? AND kind IN (SELECT value FROM json_each(+?)) ORDER BY id DESC`)
    .all(accountId, JSON.stringify(kinds))
    .map(({ id }) => id)
}
