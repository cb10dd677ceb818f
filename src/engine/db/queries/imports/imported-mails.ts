// The mails that are here because of a batch, for taking them away again.
import type { Database, Transaction } from '../../database.ts'

/** How many mails of a batch are here. */
export function countImportedMails(db: Database, batchId: number): number {
  return (
    db.prepare<[number], { count: number }>('SELECT count(*) AS count FROM raw_events WHERE import_id = ?').get(batchId)?.count ??
    0
  )
}

/** Mails of a batch, and what was made of them. */
export interface ImportedMails {
  readonly rawEventIds: readonly number[]
  readonly interactionIds: readonly number[]
}

/** At most `limit` mails of a batch. */
export function listImportedMails(db: Database, batchId: number, limit: number): ImportedMails {
  const rawEventIds = db
    .prepare<[number, number], { id: number }>('SELECT id FROM raw_events WHERE import_id = ? LIMIT ?')
    .all(batchId, limit)
    .map((row) => row.id)
  const interactionIds = db
    .prepare<[string], { id: number }>('SELECT id FROM interactions WHERE raw_event_id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(rawEventIds))
    .map((row) => row.id)
  return { rawEventIds, interactionIds }
}

/** Nothing of the mailbox is wanted any more: how far it was read is forgotten, and what could not be read of it. */
export function clearUndoneImport(tx: Transaction, accountId: string): void {
  tx.prepare<[string]>("DELETE FROM sync_cursors WHERE account_id = ? AND scope = 'mailbox'").run(accountId)
  tx.prepare<[string]>("DELETE FROM item_failures WHERE account_id = ? AND stage = 'google_gmail_sync'").run(accountId)
}

/** Row ids are given out again: a failure must not outlive what it is about. */
export function forgetFailures(tx: Transaction, accountId: string, { rawEventIds, interactionIds }: ImportedMails): void {
  const forget = tx.prepare<[string, string, string]>(`
    DELETE FROM item_failures
    WHERE account_id = ? AND subject_type = ? AND subject_key IN (SELECT CAST(value AS TEXT) FROM json_each(?))`)
  forget.run(accountId, 'raw_event', JSON.stringify(rawEventIds))
  forget.run(accountId, 'interaction', JSON.stringify(interactionIds))
}
