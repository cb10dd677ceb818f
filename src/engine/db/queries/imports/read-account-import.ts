// Reads everything a person may decide about the import of one account.
import { AppError } from '../../../../shared/app-error.ts'
import type { AccountImport } from '../../../../shared/views/imports.ts'
import type { Database } from '../../database.ts'
import { getAccount } from '../accounts/get-account.ts'
import { hasOpenJob } from '../jobs/has-open-job.ts'
import { getImportPreview } from './get-import-preview.ts'
import { listImports } from './list-imports.ts'
import { readImportState } from './read-import-state.ts'

/** @throws AppError `not_found` when the account is no longer there. */
export function readAccountImport(db: Database, accountId: string): AccountImport {
  return db.sqlite.transaction(() => {
    const account = getAccount(db, accountId)
    if (account === null) throw new AppError('not_found', 'This account is no longer connected.', 'Connect it again.')
    const { preview, problem } = getImportPreview(db, accountId)
    const rows = listImports(db, accountId)
    const newest = rows.find((row) => row.status !== 'undone')
    const countMails = db.prepare<[number], { count: number }>('SELECT count(*) AS count FROM raw_events WHERE import_id = ?')
    return {
      accountId,
      state: readImportState(db, account),
      preview: preview && { ...preview, calendars: withCalendarFlags(db, accountId, preview.calendars) },
      previewProblem: problem,
      choice: rows.find((row) => row.status !== 'undone' && row.status !== 'undoing')?.choice ?? null,
      batches: rows.map(({ id, choice, status, createdAt, completedAt }) => ({
        id,
        choice,
        status,
        createdAtMs: createdAt,
        completedAtMs: completedAt,
        mails: countMails.get(id)?.count ?? 0,
        // An undo that was cancelled or has failed can be asked for once more.
        canUndo: id === newest?.id && (status !== 'undoing' || !hasOpenJob(db, accountId, 'undo_import')),
      })),
    }
  })()
}

type PreviewCalendars = NonNullable<AccountImport['preview']>['calendars']

/** Switched on or off since they were counted; one that is no longer there is left out. */
function withCalendarFlags(db: Database, accountId: string, calendars: PreviewCalendars): PreviewCalendars {
  const flags = new Map(
    db
      .prepare<[string], { id: number; isEnabled: number }>(
        'SELECT id, is_enabled AS isEnabled FROM calendars WHERE account_id = ?',
      )
      .all(accountId)
      .map((row) => [row.id, row.isEnabled === 1]),
  )
  return calendars.flatMap((calendar) => {
    const isEnabled = flags.get(calendar.id)
    return isEnabled === undefined ? [] : [{ ...calendar, isEnabled }]
  })
}
