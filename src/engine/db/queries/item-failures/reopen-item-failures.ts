// Puts failed items back in the line of their stage.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../../database.ts'
import { itemRowOf, type ItemSubjectType } from './failed-item-rows.ts'

/** A failed item that waits for its stage again, and the job that met the failure. */
export interface ReopenedItem {
  readonly id: number
  readonly stage: JobKind
  readonly accountId: string
  readonly subjectType: ItemSubjectType
  readonly jobId: number | null
  /** The file or folder that holds it, for an item of an import. */
  readonly sourcePath: string | null
}

interface FailureRow {
  id: number
  stage: JobKind
  accountId: string
  subjectType: ItemSubjectType
  subjectKey: string
  jobId: number | null
  sourcePath: string | null
}

const columns =
  'id, stage, account_id AS accountId, subject_type AS subjectType, subject_key AS subjectKey, job_id AS jobId, source_path AS sourcePath'

/** Marks the rows of these failures as pending and the failures as no longer parked; ids that are gone are left out of the answer. */
export function reopenItemFailures(tx: Transaction, ids: readonly number[]): ReopenedItem[] {
  const select = tx.prepare<[number], FailureRow>(`SELECT ${columns} FROM item_failures WHERE id = ?`)
  return ids.flatMap((id) => {
    const failure = select.get(id)
    return failure ? [reopen(tx, failure)] : []
  })
}

/**
 * Gives every item of a stage and account that is not parked another try; answers how many. A stage may call it once as it starts:
 * that is how failures of an earlier run are retried by later ones.
 */
export function reopenUnparkedItems(tx: Transaction, stage: JobKind, accountId: string): number {
  const failures = tx
    .prepare<[string, JobKind], FailureRow>(
      `SELECT ${columns} FROM item_failures WHERE account_id = ? AND stage = ? AND is_parked = 0`,
    )
    .all(accountId, stage)
  for (const failure of failures) reopen(tx, failure)
  return failures.length
}

function reopen(tx: Transaction, failure: FailureRow): ReopenedItem {
  const row = itemRowOf(failure.stage, failure.subjectType)
  if (row) tx.prepare(`UPDATE ${row.table} SET ${row.column} = 'pending' WHERE id = CAST(? AS INTEGER)`).run(failure.subjectKey)
  tx.prepare('UPDATE item_failures SET is_parked = 0 WHERE id = ?').run(failure.id)
  const { subjectKey: _, ...reopened } = failure
  return reopened
}
