// Lets bad items fail inside a batch's transaction without taking the batch with them.
import type { Transaction } from './database.ts'

/** SQLite's own complaints about an item; any other code (full disk, I/O, corruption) is about the database and concerns everybody. */
const itemErrorCodes = /^SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)/

/** What an item is to be blamed for, as an error. @throws what is not the item's fault, but the database's. */
export function toItemError(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_') && !itemErrorCodes.test(code)) throw error
  return error instanceof Error ? error : new Error(String(error))
}

/** Runs `work` in a savepoint: null when it got through, else what it threw, with everything it wrote undone. @throws what is not the item's fault. */
export function trySavepoint(tx: Transaction, work: () => void): Error | null {
  try {
    tx.sqlite.transaction(work)()
    return null
  } catch (error) {
    return toItemError(error)
  }
}

/**
 * Runs `work` for each item and answers what it threw for which of them, with everything undone that was written for these. Nearly always
 * none throws: all are tried in one savepoint, and each in its own only after that has failed. FTS5 writes out what it has gathered at
 * every savepoint, so one for each item costs a piece of the word index for each. `startOver` is called before items are gone through a
 * second time.
 * @throws what is not an item's fault.
 */
export function tryEach<Item>(
  tx: Transaction,
  items: readonly Item[],
  work: (item: Item) => void,
  startOver: () => void = () => undefined,
): Map<Item, Error> {
  const failed = new Map<Item, Error>()
  const first = trySavepoint(tx, () => {
    for (const item of items) work(item)
  })
  if (first === null) return failed
  startOver()
  for (const item of items) {
    const error = trySavepoint(tx, () => work(item))
    if (error !== null) failed.set(item, error)
  }
  return failed
}
