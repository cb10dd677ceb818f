// Backs the workspace up into one file, while everybody works on.
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { copyDatabase } from '../../db/queries/jobs/copy-database.ts'
import { completed, type Processor } from '../types.ts'

/** So many backups are kept in the data folder; one that a person named a place for is theirs. */
export const backupsKept = 7

const ownName = /^omnicrm-\d{8}-\d{6}\.db$/

/** Copies the database to `toPath`, or into the folder "backups" beside it, where the oldest ones make room. */
export const backup: Processor<'backup'> = async ({ payload }, context) => {
  const folder = path.join(path.dirname(context.db.path), 'backups')
  const target = payload.toPath ?? path.join(folder, `omnicrm-${stamp(context.clock.now())}.db`)
  const unfinished = `${target}.unfinished`
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  await rm(unfinished, { force: true })
  try {
    await copyDatabase(context.db, unfinished, (done, total) => {
      context.signal.throwIfAborted()
      context.progress(done, total, 'pages')
    })
    await chmod(unfinished, 0o600)
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  if (payload.toPath === undefined) await removeOldest(folder)
  const { size } = await stat(target)
  return completed({ path: target, bytes: size })
}

async function removeOldest(folder: string): Promise<void> {
  const own = (await readdir(folder)).filter((name) => ownName.test(name)).toSorted()
  for (const name of own.slice(0, -backupsKept)) await rm(path.join(folder, name), { force: true })
}

/** `20261123-170503`, UTC: sorts by time. */
function stamp(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}
