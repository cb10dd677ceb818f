// Looks a workspace over that the program did not close in good order: a crash of the computer is what damages databases.
import { AppError } from '../../../shared/app-error.ts'
import type { Database } from '../database.ts'
import { damagedHint } from '../open.ts'
import { hasUncleanEnd } from '../queries/jobs/boots.ts'

/**
 * Reads every page once when the last run of the program did not come to its end; does nothing otherwise.
 * @throws AppError `database_corrupt`
 */
export function checkAfterCrash(db: Database): void {
  if (!hasUncleanEnd(db)) return
  const [first] = db.sqlite.pragma('quick_check(1)') as { quick_check: string }[]
  if (first?.quick_check === 'ok') return
  throw new AppError(
    'database_corrupt',
    `The database ${db.path} is damaged (${first?.quick_check ?? 'no answer'}).`,
    damagedHint,
  )
}
