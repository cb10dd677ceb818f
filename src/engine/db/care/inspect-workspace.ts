// Looks into a file before it is trusted: is it a workspace of OmniCRM, whole, and of a version that this one knows?
import { existsSync, statSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../../shared/app-error.ts'
import { readMigrations, readSchemaVersion, refuseNewerSchema } from '../migrate.ts'
import { explainDatabaseError } from '../open.ts'

/** What the file is. */
export interface WorkspaceFile {
  readonly schemaVersion: number
  readonly bytes: number
}

/** Tables that every version has. */
const knownTables = ['accounts', 'raw_events', 'interactions', 'contacts', 'jobs', 'runner_boots']

/**
 * Reads the file whole and changes nothing in it.
 * @throws AppError `not_found`, `invalid_input` (something else), `database_corrupt`, `schema_too_new`
 */
export function inspectWorkspace(file: string): WorkspaceFile {
  if (!existsSync(file)) throw new AppError('not_found', `There is no file ${file}.`, 'Check the path.')
  if (!statSync(file).isFile()) throw new AppError('invalid_input', `${file} is not a file.`, 'Name a backup.')
  try {
    const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    try {
      refuseForeign(sqlite, file)
      refuseNewerSchema(sqlite, readMigrations())
      const [first] = sqlite.pragma('integrity_check(1)') as { integrity_check: string }[]
      if (first?.integrity_check !== 'ok') throw damaged(file, first?.integrity_check ?? 'unknown')
      return { schemaVersion: readSchemaVersion(sqlite), bytes: statSync(file).size }
    } finally {
      sqlite.close()
    }
  } catch (error) {
    throw explainDatabaseError(error, file)
  }
}

function refuseForeign(sqlite: BetterSqlite3.Database, file: string): void {
  const tables = new Set(sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all())
  if (readSchemaVersion(sqlite) > 0 && knownTables.every((name) => tables.has(name))) return
  throw new AppError('invalid_input', `${file} is not a workspace of OmniCRM.`, 'Name a file that "backup" has made.')
}

function damaged(file: string, what: string): AppError {
  return new AppError('database_corrupt', `The database ${file} is damaged (${what}).`, 'Use another backup.')
}
