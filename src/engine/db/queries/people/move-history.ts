// Gives what one contact has been through to another, set by set.
import type { Transaction } from '../../database.ts'

/** Moves identities by id; those that the target has as well stay where they are. Answers the ids that moved. */
export function moveIdentities(tx: Transaction, identityIds: readonly number[], fromId: number, intoId: number): number[] {
  return tx
    .prepare<[number, number, string], { id: number }>(
      `UPDATE OR IGNORE contact_identities SET contact_id = ? WHERE contact_id = ? AND id IN (SELECT value FROM json_each(?)) RETURNING id`,
    )
    .all(intoId, fromId, JSON.stringify(identityIds))
    .map((row) => row.id)
}

/** Links the participants whose address belongs to the target now. */
export function relinkParticipants(tx: Transaction, fromId: number, intoId: number): void {
  tx.prepare<[number, number, number]>(
    `UPDATE interaction_participants SET contact_id = ? WHERE contact_id = ?
       AND address_key IN (SELECT value_key FROM contact_identities WHERE contact_id = ? AND kind = 'email')`,
  ).run(intoId, fromId, intoId)
}

/** Interactions in which both contacts take part: what they mean has to be decided again. */
export function listSharedInteractions(tx: Transaction, fromId: number, intoId: number): number[] {
  return tx
    .prepare<[number, number], { interactionId: number }>(
      `SELECT DISTINCT related.interaction_id AS interactionId FROM contact_interactions related
       WHERE related.contact_id = ? AND EXISTS (SELECT 1 FROM interaction_participants participant
         WHERE participant.contact_id = ? AND participant.interaction_id = related.interaction_id)`,
    )
    .all(fromId, intoId)
    .map((row) => row.interactionId)
}

/** Moves the relations of `fromId` in interactions in which only `intoId` takes part (any more). */
export function moveRelations(tx: Transaction, fromId: number, intoId: number): void {
  tx.prepare<[number, number, number, number, number]>(
    `UPDATE contact_interactions SET contact_id = ? WHERE contact_id = ?
       AND EXISTS (SELECT 1 FROM interaction_participants participant
         WHERE participant.contact_id = ? AND participant.interaction_id = contact_interactions.interaction_id)
       AND NOT EXISTS (SELECT 1 FROM interaction_participants participant
         WHERE participant.contact_id = ? AND participant.interaction_id = contact_interactions.interaction_id)
       AND NOT EXISTS (SELECT 1 FROM contact_interactions other
         WHERE other.interaction_id = contact_interactions.interaction_id AND other.contact_id = ?)`,
  ).run(intoId, fromId, intoId, fromId, intoId)
}

/** Counts a contact's history anew. For changes that are too large to be added up. */
export function recountContact(tx: Transaction, contactId: number): void {
  const count = (relation: string): string =>
    `(SELECT count(*) FROM contact_interactions WHERE contact_id = contacts.id AND relation = '${relation}')`
  tx.prepare<[number]>(
    `UPDATE contacts SET sent_count = ${count('sent')}, received_count = ${count('received')} + ${count('bulk')}, meeting_count = ${count('met')} WHERE id = ?`,
  ).run(contactId)
}
