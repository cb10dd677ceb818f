// Forgets an item's failure once the stage has got through with it.
import type { Transaction } from '../../database.ts'
import type { ItemSubject } from './record-item-failure.ts'

/** Removes the failure of an item, if there is one. Call it whenever a stage has processed an item. */
export function resolveItemFailure(tx: Transaction, subject: ItemSubject): void {
  tx.prepare('DELETE FROM item_failures WHERE stage = ? AND subject_type = ? AND account_id = ? AND subject_key = ?').run(
    subject.stage,
    subject.subjectType,
    subject.accountId,
    subject.subjectKey,
  )
}
