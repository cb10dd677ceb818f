// `omnicrm check`: whether the database is whole.
import { AppError } from '../../shared/app-error.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { checkIntegrity } from '../../engine/db/check-integrity.ts'
import { describeBackups } from '../describe-backups.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Answer } from '../output.ts'
import { withDatabase } from '../with-reader.ts'

/** Checks pages, indexes, references and the search indexes. */
export function check(hooks: Hooks): Answer {
  const problems = findProblems(hooks)
  const isWhole = problems.length === 0
  return {
    json: { ok: isWhole, problems },
    lines: isWhole ? ['The database is whole.'] : [...problems, ...describeBackups(hooks)],
    exitCode: isWhole ? exitCodes.done : exitCodes.failed,
  }
}

/** A database that is too damaged to be opened has a problem, too. */
function findProblems(hooks: Hooks): string[] {
  try {
    return withDatabase(hooks, checkIntegrity)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'database_corrupt') return [error.message]
    throw error
  }
}
