// Reads the row of a contact with what a person can decide about it.
import type { Database } from '../../database.ts'

/** The columns of a contact that a decision may change. */
export interface ContactRow {
  readonly id: number
  readonly displayName: string
  readonly primaryAddress: string | null
  readonly organization: string | null
  readonly title: string | null
  readonly phone: string | null
  readonly notes: string
  readonly status: 'active' | 'suggested' | 'dismissed' | 'hidden' | 'merged'
  readonly hiddenReason: string | null
  readonly isDecided: 0 | 1
  readonly isSelf: 0 | 1
  readonly mergedIntoId: number | null
  readonly updatedAtMs: number
}

/** The contact, or null. */
export function getContact(db: Database, contactId: number): ContactRow | null {
  const row = db
    .prepare<[number], ContactRow>(
      `SELECT id, display_name AS displayName, primary_address AS primaryAddress, organization, title, phone, notes, status,
         hidden_reason AS hiddenReason, is_decided AS isDecided, is_self AS isSelf, merged_into_id AS mergedIntoId, updated_at AS updatedAtMs
       FROM contacts WHERE id = ?`,
    )
    .get(contactId)
  return row ?? null
}

/** The contact, or whoever it was merged into in the end; null when there is none. */
export function getSurvivor(db: Database, contactId: number): ContactRow | null {
  let contact = getContact(db, contactId)
  while (contact !== null && contact.mergedIntoId !== null) contact = getContact(db, contact.mergedIntoId)
  return contact
}
