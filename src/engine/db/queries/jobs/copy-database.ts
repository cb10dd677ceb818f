// Copies the open database into a file, a few pages at a time.
import BetterSqlite3 from 'better-sqlite3'
import type { Database } from '../../database.ts'

/** Pages copied at once: about a millisecond of work. */
const pagesAtOnce = 100

/**
 * Writes a consistent copy while everybody works on (https://sqlite.org/backup.html). `told` is called between steps with pages done
 * and in all; what it throws ends the copy.
 */
export async function copyDatabase(db: Database, toPath: string, told: (done: number, total: number) => void): Promise<void> {
  await db.sqlite.backup(toPath, {
    progress: ({ totalPages, remainingPages }) => {
      told(totalPages - remainingPages, totalPages)
      return pagesAtOnce
    },
  })
  // One file that can be read wherever it lies: with a log it could only be where files can be made beside it.
  const copy = new BetterSqlite3(toPath, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}
