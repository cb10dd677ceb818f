// `omnicrm check`: whether the database is whole.
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { checkIntegrity } from '../../engine/db/check-integrity.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Answer } from '../output.ts'
import { withDatabase } from '../with-reader.ts'

/** Checks pages, indexes, references and the search indexes. */
export function check(hooks: Hooks): Answer {
  const problems = withDatabase(hooks, checkIntegrity)
  return {
    json: { ok: problems.length === 0, problems },
    lines:
      problems.length === 0
        ? ['The database is whole.']
        : [...problems, 'Restore the last backup, or move the database away and sync again.'],
    exitCode: problems.length === 0 ? exitCodes.done : exitCodes.failed,
  }
}
