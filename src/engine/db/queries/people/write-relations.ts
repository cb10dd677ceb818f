// Keeps the table that says what each interaction means for each contact in it.
import type { Database, Transaction } from '../../database.ts'

/** The words of the column `relation`. */
export type StoredRelation = 'sent' | 'met' | 'received' | 'bulk' | 'invited' | 'copied' | 'crowd'

/** One row of the table, without its interaction. */
export interface RelationRow {
  readonly contactId: number
  readonly relation: StoredRelation
  readonly occurredAtMs: number
}

/** What an interaction means at present. */
export function listRelations(db: Database, interactionId: number): RelationRow[] {
  return db
    .prepare<[number], RelationRow>(
      'SELECT contact_id AS contactId, relation, occurred_at AS occurredAtMs FROM contact_interactions WHERE interaction_id = +?',
    )
    .all(interactionId)
}

/** Adds a row. */
export function insertRelation(tx: Transaction, interactionId: number, row: RelationRow): void {
  tx.prepare<[number, StoredRelation, number, number]>(
    'INSERT INTO contact_interactions (contact_id, relation, occurred_at, interaction_id) VALUES (?, ?, ?, ?)',
  ).run(row.contactId, row.relation, row.occurredAtMs, interactionId)
}

/** Takes a row away. */
export function deleteRelation(tx: Transaction, interactionId: number, row: RelationRow): void {
  tx.prepare<[number, StoredRelation, number, number]>(
    'DELETE FROM contact_interactions WHERE contact_id = ? AND relation = ? AND occurred_at = ? AND interaction_id = ?',
  ).run(row.contactId, row.relation, row.occurredAtMs, interactionId)
}
