// Puts a backup, or nothing, in the place of the workspace. What was there is kept beside it under a dated name.
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../../shared/app-error.ts'
import { transaction } from '../database.ts'
import { databasePathIn, explainDatabaseError, openDatabase } from '../open.ts'
import { endInterruptedBackups } from '../queries/jobs/end-interrupted-backups.ts'
import { fileStamp } from './backups.ts'
import { inspectWorkspace } from './inspect-workspace.ts'

/** What is in place now, and where what was there before is. */
export interface Replaced {
  /** Null when there was no workspace. */
  readonly keptAs: string | null
}

/**
 * Restores the workspace from a file; the caller holds the lock of the data folder. The file is copied, checked and migrated beside the
 * workspace first, so that until the last step nothing has happened to what is there, and after it everything.
 * @throws AppError as {@link inspectWorkspace}, and `read_only`, `disk_full`
 */
export function restoreWorkspace(dataFolder: string, file: string, nowMs: number): Replaced {
  const current = databasePathIn(dataFolder)
  if (path.resolve(file) === current)
    throw new AppError('invalid_input', 'This file is the workspace itself.', 'Name a file that "backup" has made.')
  const incoming = `${current}.restoring`
  try {
    removeDatabase(incoming)
    copyDatabaseFiles(file, incoming)
    inspectWorkspace(incoming)
    bringUpToDate(incoming, nowMs)
    const keptAs = keepAside(dataFolder, `omnicrm-before-restore-${fileStamp(nowMs)}.db`)
    renameSync(incoming, current)
    return { keptAs }
  } catch (error) {
    throw nameOriginal(explainDatabaseError(error, file), incoming, file)
  } finally {
    removeDatabase(incoming)
  }
}

/** Sets a damaged workspace aside, so that the next start begins an empty one; the caller holds the lock of the data folder. */
export function setWorkspaceAside(dataFolder: string, nowMs: number): Replaced {
  const current = databasePathIn(dataFolder)
  try {
    const keptAs = keepAside(dataFolder, `omnicrm-damaged-${fileStamp(nowMs)}.db`)
    rmSync(current, { force: true })
    return { keptAs }
  } catch (error) {
    throw explainDatabaseError(error, current)
  }
}

/** Its log (WAL) comes along: a copy of a workspace that was in use is not whole without. */
function copyDatabaseFiles(from: string, to: string): void {
  if (!existsSync(from)) throw new AppError('not_found', `There is no file ${from}.`, 'Check the path.')
  for (const suffix of ['', '-wal']) {
    if (suffix !== '' && !existsSync(from + suffix)) continue
    copyFileSync(from + suffix, to + suffix)
    chmodSync(to + suffix, 0o600)
  }
}

/** Closing it as its last user leaves one file without a log. */
function bringUpToDate(file: string, nowMs: number): void {
  const db = openDatabase(file)
  try {
    transaction(db, (tx) => endInterruptedBackups(tx, nowMs))
  } finally {
    db.close()
  }
}

/**
 * Gives the workspace a second name beside the first. Its log must be gone from the first name before another database takes that: SQLite
 * would play it into that one (https://sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use).
 */
function keepAside(dataFolder: string, name: string): string | null {
  const current = databasePathIn(dataFolder)
  if (!existsSync(current)) return null
  const aside = path.join(dataFolder, name)
  writeLogBack(current)
  if (existsSync(`${current}-wal`)) renameSync(`${current}-wal`, `${aside}-wal`)
  rmSync(`${current}-shm`, { force: true })
  try {
    linkSync(current, aside)
  } catch {
    // A disk without links (FAT) takes a copy.
    copyFileSync(current, aside)
    chmodSync(aside, 0o600)
  }
  return aside
}

/** Where it can be read at all. */
function writeLogBack(file: string): void {
  try {
    const sqlite = new BetterSqlite3(file, { fileMustExist: true })
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      sqlite.close()
    }
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** A person knows the file that they named, not its copy. */
function nameOriginal(error: unknown, copy: string, original: string): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.kind, error.message.replaceAll(copy, original), error.hint, { cause: error })
}
