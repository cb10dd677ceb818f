// `omnicrm restore`: puts a backup in the place of the workspace, which is kept beside it.
import path from 'node:path'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { restoreWorkspace } from '../../engine/db/care/replace-workspace.ts'
import { lockDataFolder } from '../../engine/db/lock-data-folder.ts'
import { countRows } from '../../engine/db/queries/status/count-rows.ts'
import { type Answer, formatTable } from '../output.ts'
import { withDatabase } from '../with-reader.ts'

/** Restores from `file`. A file that is damaged, of a newer version or something else is refused, and nothing is changed. */
export function restore(hooks: Hooks, file: string): Answer {
  const from = path.resolve(file)
  const lock = lockDataFolder(hooks.dataFolder, 'command line')
  try {
    const { keptAs } = restoreWorkspace(hooks.dataFolder, from, Date.now())
    const counts = withDatabase(hooks, countRows)
    return {
      json: { restored: from, keptAs, counts },
      lines: [
        `Restored ${from}.`,
        ...(keptAs === null ? [] : [`What was there before is kept as ${keptAs}.`]),
        ...formatTable(Object.entries(counts)),
      ],
    }
  } finally {
    lock.release()
  }
}
