// Where the workspace's own backups are, what they are called, and which of them is good.
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inspectWorkspace } from './inspect-workspace.ts'

const ownName = /^omnicrm-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.db$/
const unfinishedName = /^omnicrm-\d{8}-\d{6}\.db\.unfinished/

/** A backup that the schedule has made. */
export interface Backup {
  readonly file: string
  readonly madeAtMs: number
}

/** The folder of a workspace's own backups. */
export function backupFolderIn(dataFolder: string): string {
  return path.join(dataFolder, 'backups')
}

/** The name of one made at this time: sorts by time. */
export function backupName(atMs: number): string {
  return `omnicrm-${fileStamp(atMs)}.db`
}

/** `20261123-170503`, UTC. */
export function fileStamp(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}

/** The workspace's own backups, the newest first; none where there is no such folder. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = backupFolderIn(dataFolder)
  return readNames(folder)
    .flatMap((name) => {
      const [year, month, day, hour, minute, second] = ownName.exec(name)?.slice(1) ?? []
      if (second === undefined) return []
      const madeAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
      return [{ file: path.join(folder, name), madeAtMs }]
    })
    .toSorted((one, other) => other.madeAtMs - one.madeAtMs)
}

/** Removes what was left of backups that were being made when the program was killed. Only for whoever makes the one backup at a time. */
export function removeUnfinished(dataFolder: string): void {
  const folder = backupFolderIn(dataFolder)
  for (const name of readNames(folder)) if (unfinishedName.test(name)) rmSync(path.join(folder, name), { force: true })
}

/** The newest backup that can be restored, or null. Reads it whole. */
export function findGoodBackup(dataFolder: string): Backup | null {
  return listBackups(dataFolder).find(({ file }) => isGood(file)) ?? null
}

function isGood(file: string): boolean {
  try {
    inspectWorkspace(file)
    return true
  } catch {
    // Damaged, of a newer version, or unreadable: the one before it may do.
    return false
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
