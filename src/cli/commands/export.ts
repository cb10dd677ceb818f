// `omnicrm export`: everything in files that other programs read.
import path from 'node:path'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { exportWorkspace } from '../../engine/export/export-workspace.ts'
import { type Answer, formatTable } from '../output.ts'
import { withDatabase } from '../with-reader.ts'

/** Exports into a new or empty folder. */
export function exportFiles(hooks: Hooks, folder: string): Answer {
  const target = path.resolve(folder)
  const counts = withDatabase(hooks, (db) => exportWorkspace(db, target, Date.now()))
  return {
    json: { folder: target, ...counts },
    lines: [
      `Exported to ${target}.`,
      ...formatTable([
        ['people', counts.people],
        ['mails', counts.mails],
        ['calendars', counts.calendars],
        ['calendar entries', counts.calendarEntries],
        ['interactions', counts.interactions],
      ]),
      ...(counts.unreadable > 0
        ? [`${counts.unreadable} items cannot be read and were left out: see "jobs --failed-items".`]
        : []),
    ],
  }
}
