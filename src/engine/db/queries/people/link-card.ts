// Says which contact a card has become.
import type { Database, Transaction } from '../../database.ts'

/** Links a card and marks it as done. */
export function linkCard(tx: Transaction, cardId: number, contactId: number): void {
  tx.prepare<[number, number]>("UPDATE contact_cards SET contact_id = ?, contacts_state = 'done' WHERE id = ?").run(
    contactId,
    cardId,
  )
}

/** Whether a contact stands in an address book. */
export function hasCard(db: Database, contactId: number): boolean {
  return db.prepare<[number]>('SELECT 1 FROM contact_cards WHERE contact_id = ? LIMIT 1').get(contactId) !== undefined
}

/** Gives the cards with these ids to another contact. */
export function moveCards(tx: Transaction, cardIds: readonly number[], contactId: number): void {
  tx.prepare<[number, string]>('UPDATE contact_cards SET contact_id = ? WHERE id IN (SELECT value FROM json_each(?))').run(
    contactId,
    JSON.stringify(cardIds),
  )
}

/** Ids of the cards of a contact. */
export function listCardIds(db: Database, contactId: number): number[] {
  return db
    .prepare<[number], { id: number }>('SELECT id FROM contact_cards WHERE contact_id = ? ORDER BY id')
    .all(contactId)
    .map((row) => row.id)
}
