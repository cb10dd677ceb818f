// Removes what came from an account, a slice at a time.
import type { Database, Transaction } from '../../database.ts'
import { reopenCopiesElsewhere } from '../calendar-events/leading-copy.ts'
import { listCopyKeys, settleCopies } from '../interactions/settle-copies.ts'

/** Tables that are emptied in slices, in the order in which it has to be done. Everything else goes with the account's own row. */
export const slicedTables = ['interactions', 'contact_cards', 'calendar_events', 'raw_events'] as const
/** @see slicedTables */
export type SlicedTable = (typeof slicedTables)[number]

/** Ids of at most `limit` rows of an account. */
export function listAccountRows(db: Database, table: SlicedTable, accountId: string, limit: number): number[] {
  return db
    .prepare<[string, number], { id: number }>(`SELECT id FROM ${table} WHERE account_id = ? LIMIT ?`)
    .all(accountId, limit)
    .map((row) => row.id)
}

/** How many rows of an account there are in all sliced tables. */
export function countAccountRows(db: Database, accountId: string): number {
  return slicedTables
    .map(
      (table) =>
        db.prepare<[string], { total: number }>(`SELECT count(*) AS total FROM ${table} WHERE account_id = ?`).get(accountId)
          ?.total ?? 0,
    )
    .reduce((sum, total) => sum + total, 0)
}

/**
 * Deletes rows by id. A meeting that is on another account's calendar, too, goes through its stage there once more, and a mail that reached
 * another account through the people stages; the caller lets them follow.
 */
export function deleteRows(tx: Transaction, table: SlicedTable, ids: readonly number[], nowMs: number): void {
  const copyKeys = table === 'interactions' ? listCopyKeys(tx, ids) : []
  if (table === 'interactions') reopenCopiesElsewhere(tx, ids)
  tx.prepare<[string]>(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(ids))
  settleCopies(tx, copyKeys, nowMs)
}

/** Contacts that are linked to these interactions or cards. */
export function listLinkedContacts(db: Database, table: 'interactions' | 'contact_cards', ids: readonly number[]): number[] {
  const sql =
    table === 'interactions'
      ? `SELECT DISTINCT contact_id AS id FROM interaction_participants
         WHERE interaction_id IN (SELECT value FROM json_each(?)) AND contact_id IS NOT NULL ORDER BY id`
      : `SELECT DISTINCT contact_id AS id FROM contact_cards WHERE id IN (SELECT value FROM json_each(?)) AND contact_id IS NOT NULL ORDER BY id`
  return db
    .prepare<[string], { id: number }>(sql)
    .all(JSON.stringify(ids))
    .map((row) => row.id)
}

/** Forgets what was only read in the signatures of these interactions. */
export function deleteSignatureIdentities(tx: Transaction, interactionIds: readonly number[]): void {
  tx.prepare<[string]>(
    "DELETE FROM contact_identities WHERE source = 'signature' AND found_in_interaction_id IN (SELECT value FROM json_each(?))",
  ).run(JSON.stringify(interactionIds))
}

/** Whether anything in the workspace still speaks of a contact. */
export function isContactUsed(db: Database, contactId: number): boolean {
  const row = db
    .prepare<[number, number], { isUsed: number }>(
      `SELECT EXISTS (SELECT 1 FROM interaction_participants WHERE contact_id = ?) OR EXISTS (SELECT 1 FROM contact_cards WHERE contact_id = ?) AS isUsed`,
    )
    .get(contactId, contactId)
  return row?.isUsed === 1
}

/** Removes a contact and those that were merged into it. */
export function deleteContactAndMerged(tx: Transaction, contactId: number): void {
  const merged = tx.prepare<[number], { id: number }>('SELECT id FROM contacts WHERE merged_into_id = ?').all(contactId)
  for (const row of merged) deleteContactAndMerged(tx, row.id)
  tx.prepare<[number]>('DELETE FROM contacts WHERE id = ?').run(contactId)
}

/** How many rows go together with the account's own: that one, its calendars, cursors, failures and imports. */
export function countAccountRest(db: Database, accountId: string): number {
  return ['calendars', 'sync_cursors', 'item_failures', 'imports', 'import_previews']
    .map(
      (table) =>
        db.prepare<[string], { total: number }>(`SELECT count(*) AS total FROM ${table} WHERE account_id = ?`).get(accountId)
          ?.total ?? 0,
    )
    .reduce((sum, total) => sum + total, 1)
}

/** Removes the account itself. */
export function deleteAccount(tx: Transaction, accountId: string): void {
  tx.prepare<[string]>('DELETE FROM accounts WHERE id = ?').run(accountId)
}
