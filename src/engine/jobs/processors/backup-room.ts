// Sees to it that a backup finds room on the disk, and that backups leave room for everything else.
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { listBackups } from '../../db/care/backups.ts'
import { PermanentError } from '../types.ts'

/** So many backups are kept in the data folder where there is room for them; one that a person named a place for is theirs. */
export const mostBackupsKept = 7
/** A backup leaves at least so much of the disk to the work that goes on. */
export const leftFreeBytes = 100 * 1024 * 1024

/** What is wrong with a database file that nobody has open; null for one that is whole. Reads all of it. */
export type FindDamage = (file: string, signal: AbortSignal) => Promise<string | null>

/** A backup that is there, and what the disk gains without it. */
interface KeptBackup {
  readonly file: string
  readonly bytes: number
}

/** How many backups may stay: they take up half of the room that there would be without them, at most, but one is always kept. */
export function countKept(freeBytes: number, backupBytes: number, databaseBytes: number): number {
  const fitting = Math.floor((freeBytes + backupBytes) / 2 / databaseBytes)
  return Math.min(mostBackupsKept, Math.max(1, fitting))
}

/** The workspace's own backups with their sizes, the newest first. */
export async function sizeBackups(dataFolder: string): Promise<KeptBackup[]> {
  return Promise.all(listBackups(dataFolder).map(async ({ file }) => ({ file, bytes: (await stat(file)).size })))
}

/** Removes all but the newest `kept` backups. */
export async function removeOldest(dataFolder: string, kept: number): Promise<void> {
  for (const { file } of listBackups(dataFolder).slice(kept)) await rm(file, { force: true })
}

/**
 * Makes room for one more backup of `databaseBytes` at `target`. The oldest of `backups` go ahead of it where they must, never the newest one
 * that is good. @throws PermanentError when all of that would not be enough: nothing has been removed then.
 */
export async function makeRoom(
  target: string,
  freeBytes: number,
  databaseBytes: number,
  backups: readonly KeptBackup[],
  isGood: (file: string) => Promise<boolean>,
): Promise<void> {
  let missingBytes = databaseBytes + leftFreeBytes - freeBytes
  if (missingBytes <= 0) return
  const newestGood = await findNewestGood(backups, isGood)
  const expendable = backups.filter((backup) => backup !== newestGood).toReversed()
  if (sumBytes(expendable) < missingBytes) {
    throw new PermanentError(
      `A backup needs ${megabytes(databaseBytes + leftFreeBytes)} MB of room, and only ${megabytes(freeBytes)} MB are free in ${path.dirname(target)}.`,
      'Free some space, or make one on another disk: "backup FILE" in a terminal. The backups that there are stay.',
    )
  }
  for (const { file, bytes } of expendable) {
    if (missingBytes <= 0) break
    await rm(file, { force: true })
    missingBytes -= bytes
  }
}

/** What these files take up. */
export function sumBytes(files: readonly KeptBackup[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

async function findNewestGood(
  backups: readonly KeptBackup[],
  isGood: (file: string) => Promise<boolean>,
): Promise<KeptBackup | null> {
  for (const backup of backups) if (await isGood(backup.file)) return backup
  return null
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024)
}
