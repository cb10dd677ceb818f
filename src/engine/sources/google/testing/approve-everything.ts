// The one obvious way in which a test that is not about approvals approves.
import { type MailChoice, wholeMailbox } from '../../../../shared/views/imports.ts'
import { addImport } from '../../../db/queries/imports/add-import.ts'
import { type Database, transaction } from '../../../db/database.ts'

/** Approves the whole mailbox, or what is chosen, as the command does but without enqueueing anything; answers the batch's id. */
export function approveEverything(db: Database, accountId: string, now: number, choice: MailChoice = wholeMailbox): number {
  return transaction(db, (tx) =>
    addImport(tx, { accountId, choice, status: 'running', expected: null, createdAt: now, completedAt: null }),
  )
}
