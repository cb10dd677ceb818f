// Copies the open database into a file, a few pages at a time.
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
}
