// Keeps an item that a stage could not process, so that it can be listed, explained and retried.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../../database.ts'
import { itemRowOf, type ItemSubjectType } from './failed-item-rows.ts'

/** Which item of which stage. `subjectKey` is a row id, or for a `source_item` its place in the source. */
export interface ItemSubject {
  readonly stage: JobKind
  readonly accountId: string
  readonly subjectType: ItemSubjectType
  readonly subjectKey: string
}

/** What went wrong with an item. `label`, `reason` and `hint` are shown to a person; none holds mail text. */
export interface ItemFailureRecord extends ItemSubject {
  readonly label: string
  readonly reason: string
  readonly hint: string
  readonly jobId: number | null
  /** The file or folder that holds it, for an item of an import. */
  readonly sourcePath?: string
  /** By all that is known another time it works: it is never parked, however often it fails. */
  readonly isPassing?: boolean
  /** Time of the failure, ms since the epoch. */
  readonly now: number
}

/** So many failures with the same reason and an item is left alone until a person asks for another try. */
export const identicalFailuresBeforeParking = 3

/** Records the failure and marks the item's row as failed. After three identical failures the item is parked. One that was put away stays so until it fails for another reason. */
export function recordItemFailure(tx: Transaction, failure: ItemFailureRecord): void {
  tx.prepare(`
    INSERT INTO item_failures (stage, account_id, subject_type, subject_key, label, reason, hint, job_id, first_failed_at, last_failed_at,
      source_path)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stage, subject_type, account_id, subject_key) DO UPDATE SET
      label = excluded.label,
      hint = excluded.hint,
      job_id = excluded.job_id,
      last_failed_at = excluded.last_failed_at,
      attempts = CASE WHEN reason = excluded.reason THEN attempts + 1 ELSE 1 END,
      is_parked = CASE WHEN reason = excluded.reason AND attempts + 1 >= ${identicalFailuresBeforeParking} AND NOT ? THEN 1 ELSE 0 END,
      dismissed_at = CASE WHEN reason = excluded.reason THEN dismissed_at ELSE NULL END,
      source_path = excluded.source_path,
      reason = excluded.reason
  `).run(
    failure.stage,
    failure.accountId,
    failure.subjectType,
    failure.subjectKey,
    failure.label,
    failure.reason,
    failure.hint,
    failure.jobId,
    failure.now,
    failure.now,
    failure.sourcePath ?? null,
    failure.isPassing === true ? 1 : 0,
  )
  const row = itemRowOf(failure.stage, failure.subjectType)
  if (row) tx.prepare(`UPDATE ${row.table} SET ${row.column} = 'failed' WHERE id = CAST(? AS INTEGER)`).run(failure.subjectKey)
}
