// Lists items that a sync could not even store, for its next try.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'

/** Names at the source of the items that failed before `beforeMs` and are not parked, at most `limit` of them, the longest waiting first. */
export function listUnstoredItems(db: Database, stage: JobKind, accountId: string, beforeMs: number, limit: number): string[] {
  return db
    .prepare<[string, string, number, number], { subjectKey: string }>(`
      SELECT subject_key AS subjectKey FROM item_failures
      WHERE account_id = ? AND stage = ? AND subject_type = 'source_item' AND is_parked = 0 AND last_failed_at < ?
      ORDER BY last_failed_at, id LIMIT ?`)
    .all(accountId, stage, beforeMs, limit)
    .map((row) => row.subjectKey)
}
