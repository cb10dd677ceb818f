// Counts what has failed for the first time since a moment: what an import has brought that could not be understood.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'

/** Counts the open failures of an account in `stages` that are not older than `sinceMs`. */
export function countNewFailures(db: Database, accountId: string, stages: readonly JobKind[], sinceMs: number): number {
  const row = db
    .prepare<[string, number, string], { count: number }>(`
      SELECT count(*) AS count FROM item_failures
      WHERE account_id = ? AND first_failed_at >= ? AND stage IN (SELECT value FROM json_each(?))
    `)
    .get(accountId, sinceMs, JSON.stringify(stages))
  return row?.count ?? 0
}
