// Keeps one bad item from taking the rest of its batch with it.
import type { Transaction } from '../db/database.ts'
import { tryEach } from '../db/savepoint.ts'

/** An item that could not be processed; nothing of it was written. */
export interface FailedItem<Item> {
  readonly item: Item
  readonly error: unknown
  /** What went wrong, in words. */
  readonly reason: string
}

/**
 * Does `work` for each item and answers those for which it threw. After the first throw all are done again, each in a savepoint of its
 * own: `startOver` is called before, to forget what was noted meanwhile.
 */
export function eachOnItsOwn<Item>(
  tx: Transaction,
  items: readonly Item[],
  work: (item: Item) => void,
  startOver: () => void,
): FailedItem<Item>[] {
  return [...tryEach(tx, items, work, startOver)].map(([item, error]) => ({ item, error, reason: error.message }))
}
