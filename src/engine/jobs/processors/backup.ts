// Backs the workspace up into one file, while everybody works on.
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { backupFolderIn, backupName, removeUnfinished } from '../../db/care/backups.ts'
import { explainUnwritable } from '../../db/care/explain-unwritable.ts'
import { findDamage as findDamageHere } from '../../db/care/find-damage.ts'
import { damagedHint } from '../../db/open.ts'
import { copyDatabase } from '../../db/queries/jobs/copy-database.ts'
import { readDatabaseBytes } from '../../db/queries/jobs/read-database-bytes.ts'
import type { ReadFreeBytes } from '../disk-watch.ts'
import { completed, PermanentError, type Processor } from '../types.ts'
import { countKept, type FindDamage, makeRoom, mostBackupsKept, removeOldest, sizeBackups, sumBytes } from './backup-room.ts'

/**
 * Copies the database to the path of the payload, or into the folder "backups" beside it, where the oldest ones make room. Nothing takes the
 * place of what was there before the copy is complete and checked.
 */
export function createBackup(
  readFreeBytes: ReadFreeBytes,
  findDamage: FindDamage = (file) => Promise.resolve(findDamageHere(file)),
): Processor<'backup'> {
  return async ({ payload }, context) => {
    const dataFolder = path.dirname(context.db.path)
    const target = payload.toPath ?? path.join(backupFolderIn(dataFolder), backupName(context.clock.now()))
    const unfinished = `${target}.unfinished`
    const isOwn = payload.toPath === undefined
    let kept = mostBackupsKept
    refuseOwnFiles(target, context.db.path)
    const { signal } = context
    try {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      if ((await stat(target).catch(() => null))?.isDirectory()) throw cannotWrite(target, 'there is a folder of this name')
      await rm(unfinished, { force: true })
      if (isOwn) removeUnfinished(dataFolder)
      const freeBytes = readFreeBytes(path.dirname(target)) ?? Number.POSITIVE_INFINITY
      const databaseBytes = readDatabaseBytes(context.db)
      const backups = isOwn ? await sizeBackups(dataFolder) : []
      kept = countKept(freeBytes, sumBytes(backups), databaseBytes)
      await makeRoom(target, freeBytes, databaseBytes, backups, async (file) => (await findDamage(file, signal)) === null)
      await copyDatabase(context.db, unfinished, (done, total) => {
        signal.throwIfAborted()
        context.progress(done, total, 'pages')
      })
      refuseDamaged(await findDamage(unfinished, signal))
      await chmod(unfinished, 0o600)
      await rename(unfinished, target)
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined)
      throw explain(error, target)
    }
    if (isOwn) await removeOldest(dataFolder, kept)
    const { size } = await stat(target)
    return completed({ path: target, bytes: size })
  }
}

/** A faulty copy must not push a good one out: the workspace itself may be damaged by now. */
function refuseDamaged(damage: string | null): void {
  if (damage === null) return
  throw new PermanentError(
    `The copy is damaged (${damage}), and so may the workspace be.`,
    `The earlier backups stay. ${damagedHint}`,
  )
}

function refuseOwnFiles(target: string, databasePath: string): void {
  if ([databasePath, `${databasePath}-wal`, `${databasePath}-shm`].includes(target))
    throw cannotWrite(target, 'it is the workspace itself')
}

/** A full or slow disk may do better later; a place that cannot be written to will not. */
function explain(error: unknown, target: string): unknown {
  const reason = explainUnwritable(error)
  return reason === null ? error : cannotWrite(target, reason, error)
}

function cannotWrite(target: string, reason: string, cause?: unknown): PermanentError {
  return new PermanentError(`Nothing can be written to ${target}: ${reason}.`, 'Choose another place.', { cause })
}
