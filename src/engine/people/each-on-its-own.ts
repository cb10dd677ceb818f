// Keeps one bad item from taking the rest of its batch with it.
import type { Transaction } from '../db/database.ts'

/** An item that could not be processed; nothing of it was written. */
export interface FailedItem<Item> {
  readonly item: Item
  readonly error: unknown
  /** What went wrong, in words. */
  readonly reason: string
}

/** Does `work` for each item inside a savepoint of its own and answers those for which it threw. */
export function eachOnItsOwn<Item>(tx: Transaction, items: readonly Item[], work: (item: Item) => void): FailedItem<Item>[] {
  const failed: FailedItem<Item>[] = []
  const inSavepoint = tx.sqlite.transaction(work)
  for (const item of items) {
    try {
      inSavepoint(item)
    } catch (error) {
      // A full disk or a lost file is no fault of the item's: SQLite has then ended the whole transaction.
      if (!tx.sqlite.inTransaction) throw error
      failed.push({ item, error, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return failed
}
