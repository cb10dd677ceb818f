// Lets one bad item fail inside a batch's transaction without taking the batch with it.
import type { Transaction } from './database.ts'

/** SQLite's own complaints about an item; any other code (full disk, I/O, corruption) is about the database and concerns everybody. */
const itemErrorCodes = /^SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)/

/** Runs `work` in a savepoint: null when it got through, else what it threw, with everything it wrote undone. @throws what is not the item's fault. */
export function trySavepoint(tx: Transaction, work: () => void): Error | null {
  try {
    tx.sqlite.transaction(work)()
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('SQLITE_') && !itemErrorCodes.test(code)) throw error
    return error instanceof Error ? error : new Error(String(error))
  }
}
