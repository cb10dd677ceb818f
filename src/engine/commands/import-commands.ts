// What a person decides about the import of a Google account: see, approve, pause, undo. Each command only enqueues.
import { AppError } from '../../shared/app-error.ts'
import { estimateImport, type MailChoice } from '../../shared/views/imports.ts'
import { type Transaction, transaction } from '../db/database.ts'
import { type AccountRow, getAccount } from '../db/queries/accounts/get-account.ts'
import { listPendingEventStages } from '../db/queries/calendar/list-pending-event-stages.ts'
import { setCalendarFlag } from '../db/queries/calendar/set-calendar-flag.ts'
import { listAccountCalendars } from '../db/queries/calendars/list-account-calendars.ts'
import { addImport } from '../db/queries/imports/add-import.ts'
import { getImport } from '../db/queries/imports/get-import.ts'
import { getImportPreview } from '../db/queries/imports/get-import-preview.ts'
import type { ImportRow } from '../db/queries/imports/import-row.ts'
import { listImports } from '../db/queries/imports/list-imports.ts'
import { putImportPreview } from '../db/queries/imports/put-import-preview.ts'
import { readImportState } from '../db/queries/imports/read-import-state.ts'
import { updateImport } from '../db/queries/imports/update-import.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { isWithinChoice } from '../../shared/mail-choice.ts'
import type { CommandHandlers, CommandTools } from './command-handlers.ts'
import { syncAccounts } from './sync-accounts.ts'

type ImportCommands = Pick<
  CommandHandlers,
  'imports.preview' | 'imports.approve' | 'imports.pause' | 'imports.resume' | 'imports.undo'
>

/** The commands about imports. */
export function importCommands({ db, clock }: Pick<CommandTools, 'db' | 'clock'>): ImportCommands {
  return {
    'imports.preview': ({ accountId }) =>
      transaction(db, (tx) => {
        const account = requireAccount(tx, accountId)
        if (account.kind !== 'google')
          throw new AppError(
            'invalid_input',
            'Only a Google account can be previewed.',
            'Everything else is on this computer already.',
          )
        putImportPreview(tx, accountId, { problem: null }, clock.now())
        return { jobId: enqueue(tx, 'google_preview', { accountId, reason: 'person' }, { priority: 'urgent' }) }
      }),

    'imports.approve': ({ accountId, choice, enabledCalendarIds }) =>
      transaction(db, (tx) => {
        const batchId = approve(tx, accountId, choice, clock.now())
        if (enabledCalendarIds) switchCalendars(tx, accountId, new Set(enabledCalendarIds))
        syncAccounts(tx, 'person', accountId)
        return { batchId }
      }),

    'imports.pause': ({ batchId }) =>
      transaction(db, (tx) => {
        // One that has just ended has nothing left to pause.
        if (requireBatch(tx, batchId).status === 'running') updateImport(tx, batchId, { status: 'paused' })
        return {}
      }),

    'imports.resume': ({ batchId }) =>
      transaction(db, (tx) => {
        const batch = requireBatch(tx, batchId)
        if (batch.status !== 'paused') return {}
        updateImport(tx, batchId, { status: 'running' })
        syncAccounts(tx, 'person', batch.accountId)
        return {}
      }),

    'imports.undo': ({ batchId }) =>
      transaction(db, (tx) => {
        const batch = requireBatch(tx, batchId)
        const newest = listImports(tx, batch.accountId).find((each) => each.status !== 'undone')
        if (newest?.id !== batchId)
          throw new AppError('conflict', 'Only the newest import can be undone.', 'Undo the later ones first.')
        updateImport(tx, batchId, { status: 'undoing' })
        return { jobId: enqueue(tx, 'undo_import', { accountId: batch.accountId, batchId }) }
      }),
  }
}

/** A batch that is not finished ends here: what it has not brought yet is the new one's to bring, as far as that one wants it. */
function approve(tx: Transaction, accountId: string, choice: MailChoice, now: number): number {
  const account = requireAccount(tx, accountId)
  if (readImportState(tx, account) === 'not_needed')
    throw new AppError('invalid_input', 'Nothing of this account has to be approved.', 'It is synced as it is.')
  const batches = listImports(tx, accountId)
  if (batches.some((batch) => batch.status === 'undoing'))
    throw new AppError('conflict', 'An import of this account is still being undone.', 'Try again in a moment.')
  const current = batches.find((batch) => batch.status !== 'undone')
  if (current?.status === 'running' || current?.status === 'paused') updateImport(tx, current.id, { status: 'completed' })
  const isHereAlready = current !== undefined && current.completedAt !== null && isWithinChoice(choice, current.choice)
  const { preview } = getImportPreview(tx, accountId)
  return addImport(tx, {
    accountId,
    choice: { sinceMs: choice.sinceMs, excludedLabelIds: [...new Set(choice.excludedLabelIds)].sort() },
    status: isHereAlready ? 'completed' : 'running',
    expected: preview === null ? null : estimateImport(preview, choice).mails,
    createdAt: now,
    completedAt: isHereAlready ? now : null,
  })
}

/** One that cannot be read was not there to be chosen. */
function switchCalendars(tx: Transaction, accountId: string, enabledIds: ReadonlySet<number>): void {
  for (const calendar of listAccountCalendars(tx, accountId)) {
    if (calendar.note !== null) continue
    const isEnabled = enabledIds.has(calendar.id)
    if (calendar.isEnabled !== isEnabled) setCalendarFlag(tx, calendar.id, 'isEnabled', isEnabled)
  }
  for (const { kind, payload } of listPendingEventStages(tx)) enqueue(tx, kind, payload)
}

function requireAccount(tx: Transaction, accountId: string): AccountRow {
  const account = getAccount(tx, accountId)
  if (account === null) throw new AppError('not_found', 'This account is no longer connected.', 'Connect it again.')
  return account
}

function requireBatch(tx: Transaction, batchId: number): ImportRow {
  const batch = getImport(tx, batchId)
  if (batch === null) throw new AppError('not_found', 'This import is no longer there.', 'Look at the list again.')
  return batch
}
