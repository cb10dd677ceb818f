// Backs the workspace up into one file, while everybody works on.
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { backupFolderIn, backupName, listBackups } from '../../db/care/backups.ts'
import { explainUnwritable } from '../../db/care/explain-unwritable.ts'
import { copyDatabase } from '../../db/queries/jobs/copy-database.ts'
import { completed, PermanentError, type Processor } from '../types.ts'

/** So many backups are kept in the data folder; one that a person named a place for is theirs. */
export const backupsKept = 7

/** Copies the database to `toPath`, or into the folder "backups" beside it, where the oldest ones make room. */
export const backup: Processor<'backup'> = async ({ payload }, context) => {
  const dataFolder = path.dirname(context.db.path)
  const target = payload.toPath ?? path.join(backupFolderIn(dataFolder), backupName(context.clock.now()))
  const unfinished = `${target}.unfinished`
  refuseOwnFiles(target, context.db.path)
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    if ((await stat(target).catch(() => null))?.isDirectory()) throw cannotWrite(target, 'there is a folder of this name')
    await rm(unfinished, { force: true })
    await copyDatabase(context.db, unfinished, (done, total) => {
      context.signal.throwIfAborted()
      context.progress(done, total, 'pages')
    })
    await chmod(unfinished, 0o600)
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw explain(error, target)
  }
  if (payload.toPath === undefined) await removeOldest(dataFolder)
  const { size } = await stat(target)
  return completed({ path: target, bytes: size })
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

async function removeOldest(dataFolder: string): Promise<void> {
  for (const { file } of listBackups(dataFolder).slice(backupsKept)) await rm(file, { force: true })
}
