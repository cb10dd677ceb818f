// Says which contact a participant is.
import type { Transaction } from '../../database.ts'

/** Sets or clears the contact of one participant. */
export function linkParticipant(tx: Transaction, interactionId: number, position: number, contactId: number | null): void {
  tx.prepare<[number | null, number, number]>(
    'UPDATE interaction_participants SET contact_id = ? WHERE interaction_id = ? AND position = ?',
  ).run(contactId, interactionId, position)
}
