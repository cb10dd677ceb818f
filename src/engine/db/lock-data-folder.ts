// Lets one program at a time work on a data folder, with a lock that the system takes back when the program dies, however it dies.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../shared/app-error.ts'
import { createDataFolder } from '../data-folder/data-folder.ts'
import { explainDatabaseError } from './open.ts'

/** Locked, never written: the file locks of SQLite work on every system and die with their process (https://sqlite.org/lockingv3.html). */
const lockFileName = 'omnicrm.lock'
/** Says who holds the lock, for the message of whoever comes second. Without the lock it means nothing. */
const holderFileName = 'omnicrm.lock.json'

/** Who works on a data folder. */
export interface LockHolder {
  readonly program: 'desktop' | 'command line'
  readonly pid: number
}

/** A lock that is held until it is released or the process ends. */
export interface DataFolderLock {
  release(): void
}

/**
 * Takes the data folder for this process, creating it (0700) when it is not there.
 * @throws AppError `locked` when another process holds it; `read_only` or `disk_full` when it cannot be created.
 */
export function lockDataFolder(folder: string, program: LockHolder['program']): DataFolderLock {
  let lock: BetterSqlite3.Database | undefined
  try {
    createDataFolder(folder)
    lock = new BetterSqlite3(join(folder, lockFileName), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    writeFileSync(join(folder, holderFileName), JSON.stringify({ program, pid: process.pid } satisfies LockHolder), {
      mode: 0o600,
    })
  } catch (error) {
    lock?.close()
    if (isBusy(error)) throw refusal(folder, error)
    throw explainDatabaseError(error, folder)
  }
  const held = lock
  return { release: () => held.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
}

function refusal(folder: string, cause: unknown): AppError {
  const holder = readHolder(folder)
  const who = holder === undefined ? 'Another OmniCRM' : `OmniCRM (${holder.program}, process ${holder.pid})`
  return new AppError('locked', `${who} is already working on ${folder}.`, 'Quit it first, or choose another data folder.', {
    cause,
  })
}

function readHolder(folder: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, holderFileName), 'utf8')) as LockHolder
  } catch {
    // The holder has not written it yet: the message does without.
    return undefined
  }
}
