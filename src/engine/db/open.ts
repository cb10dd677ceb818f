// Opens the workspace database: one connection that writes, and read-only ones beside it.
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as sqliteVec from 'sqlite-vec'
import { AppError } from '../../shared/app-error.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'

/** The name of the database inside the data folder. */
export const databaseFileName = 'omnicrm.db'

/** Where the database of a data folder lies. */
export function databasePathIn(dataFolder: string): string {
  return path.join(dataFolder, databaseFileName)
}

/**
 * Opens the one write connection: creates folder (0700) and file (0600), and migrates.
 * @throws AppError with a kind and a hint for a person: `schema_too_new`, `database_corrupt`, `read_only`, `disk_full`, `locked`.
 */
export function openDatabase(databasePath: string): Database {
  try {
    mkdirSync(path.dirname(databasePath), { recursive: true, mode: 0o700 })
    const sqlite = new BetterSqlite3(databasePath)
    try {
      // Before WAL is switched on: SQLite gives -wal and -shm the mode of the database itself.
      chmodSync(databasePath, 0o600)
      sqlite.pragma('journal_mode = WAL')
      sqlite.pragma('synchronous = NORMAL')
      sqlite.pragma('journal_size_limit = 67108864')
      configure(sqlite)
      migrate(sqlite)
    } catch (error) {
      sqlite.close()
      throw error
    }
    return wrap(sqlite, databasePath, () => optimize(sqlite))
  } catch (error) {
    throw explainDatabaseError(error, databasePath)
  }
}

/** Opens a connection that cannot write. The database must exist. */
export function openReader(databasePath: string): Database {
  if (!existsSync(databasePath)) {
    throw new AppError('not_found', `There is no workspace at ${databasePath}.`, 'Start OmniCRM once, or check the data folder.')
  }
  try {
    const sqlite = new BetterSqlite3(databasePath, { readonly: true, fileMustExist: true })
    configure(sqlite)
    // Only here: with it, the writer would search the log for every page it reads, also for those in its cache.
    sqlite.pragma('mmap_size = 268435456')
    return wrap(sqlite, databasePath, () => undefined)
  } catch (error) {
    throw explainDatabaseError(error, databasePath)
  }
}

function configure(sqlite: BetterSqlite3.Database): void {
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('cache_size = -32768')
  sqlite.pragma('temp_store = MEMORY')
  loadVectors(sqlite)
}

/** Adds the functions of sqlite-vec to a connection. */
export function loadVectors(sqlite: BetterSqlite3.Database): void {
  // SQLite opens the file itself: in a packed app it lies beside the archive, not in it.
  sqlite.loadExtension(sqliteVec.getLoadablePath().replace('app.asar', 'app.asar.unpacked'))
}

/** Figures for the query planner: it does without them where the disk is full or has become read-only. */
function optimize(sqlite: BetterSqlite3.Database): void {
  try {
    sqlite.pragma('optimize')
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error
  }
}

function wrap(sqlite: BetterSqlite3.Database, databasePath: string, beforeClose: () => void): Database {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return {
    orm: drizzle(sqlite),
    sqlite,
    path: databasePath,
    prepare<Parameters extends unknown[], Row>(sql: string) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = sqlite.prepare(sql)
        statements.set(sql, statement)
      }
      return statement as BetterSqlite3.Statement<Parameters, Row>
    },
    close() {
      if (!sqlite.open) return
      beforeClose()
      sqlite.close()
    },
  }
}

/** What to do about a damaged database; the app offers both, and a terminal has a command for the first. */
export const damagedHint = 'Restore a backup ("restore FILE" in a terminal), or set the database aside and sync again.'

/** Turns what SQLite or the file system says into words for a person; anything else is passed on as it is. */
export function explainDatabaseError(error: unknown, databasePath: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const options = { cause: error }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError('database_corrupt', `The database ${databasePath} is damaged.`, damagedHint, options)
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_CANTOPEN' ||
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM'
  ) {
    return new AppError(
      'read_only',
      `OmniCRM cannot write to ${databasePath}.`,
      'Give yourself write access to this folder, or choose another data folder.',
      options,
    )
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('disk_full', 'The disk is full.', 'Free some space; the work goes on by itself.', options)
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError('locked', 'The database is in use by another program.', 'Close the other program and try again.', options)
  }
  return error
}
