// Brings a database to the schema of this version, one numbered file at a time, and refuses one from the future.
import { readdirSync, readFileSync } from 'node:fs'
import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../shared/app-error.ts'

interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** The migrations that ship with this version, in order. Beside the source, and beside the bundle once built. */
export function readMigrations(folder: URL = new URL('./migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), name, sql: readFileSync(new URL(name, folder), 'utf8') }))
}

/** The schema version of an open database: the number of the last migration that ran; 0 for an empty one. */
export function readSchemaVersion(sqlite: BetterSqlite3.Database): number {
  return sqlite.pragma('user_version', { simple: true }) as number
}

/**
 * Runs what is missing, each migration in a transaction of its own together with its number.
 * @throws AppError `schema_too_new` when a newer version of the program has already migrated this database; nothing is touched then.
 */
export function migrate(sqlite: BetterSqlite3.Database, migrations: readonly Migration[] = readMigrations()): void {
  refuseNewerSchema(sqlite, migrations)
  const current = readSchemaVersion(sqlite)
  for (const migration of migrations) {
    if (migration.version <= current) continue
    sqlite.transaction(() => {
      sqlite.exec(migration.sql)
      sqlite.pragma(`user_version = ${migration.version}`)
    })()
  }
}

/** @throws AppError `schema_too_new` when the database is of a format that these migrations do not reach */
export function refuseNewerSchema(sqlite: BetterSqlite3.Database, migrations: readonly Migration[]): void {
  const current = readSchemaVersion(sqlite)
  const latest = migrations.at(-1)?.version ?? 0
  if (current > latest) {
    throw new AppError(
      'schema_too_new',
      `This workspace was made by a newer version of OmniCRM (its data has format ${current}, this version knows up to ${latest}).`,
      'Install the newest version of OmniCRM, or choose another data folder. Nothing was changed.',
    )
  }
}
