// Tells somebody whose database is damaged which backup to restore.
import type { Hooks } from '../engine/data-folder/hooks.ts'
import { findGoodBackup } from '../engine/db/care/backups.ts'
import { databasePathIn } from '../engine/db/open.ts'

/** Lines with the commands to choose from. */
export function describeBackups(hooks: Hooks): string[] {
  const backup = findGoodBackup(hooks.dataFolder)
  const anew = `To start anew, move ${databasePathIn(hooks.dataFolder)} away.`
  if (backup === null) return [`There is no good backup in the data folder. ${anew}`]
  return [`The newest good backup is of ${new Date(backup.madeAtMs).toLocaleString('en-GB')}: restore "${backup.file}"`, anew]
}
