// Reads the failure of one item.
import type { Database } from '../../database.ts'
import type { ItemSubject } from './record-item-failure.ts'

/** How an item stands that failed. */
export interface KnownFailure {
  readonly isParked: boolean
  readonly lastFailedAt: number
}

/** Null when the item has not failed. */
export function getItemFailure(db: Database, subject: ItemSubject): KnownFailure | null {
  const row = db
    .prepare<[string, string, string, string], { isParked: number; lastFailedAt: number }>(`
      SELECT is_parked AS isParked, last_failed_at AS lastFailedAt FROM item_failures
      WHERE stage = ? AND subject_type = ? AND account_id = ? AND subject_key = ?`)
    .get(subject.stage, subject.subjectType, subject.accountId, subject.subjectKey)
  return row ? { isParked: row.isParked === 1, lastFailedAt: row.lastFailedAt } : null
}
