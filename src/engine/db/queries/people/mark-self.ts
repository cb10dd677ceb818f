// Marks a contact as the owner of the workspace.
import type { Transaction } from '../../database.ts'

/** Makes a contact the owner's own; it is never listed or suggested from now on. */
export function markSelf(tx: Transaction, contactId: number): void {
  tx.prepare<[number]>(
    "UPDATE contacts SET is_self = 1, status = 'hidden', hidden_reason = 'This is you.', next_meeting_at = NULL WHERE id = ?",
  ).run(contactId)
  tx.prepare<[number]>("DELETE FROM suggestions WHERE contact_id = ? AND status = 'open'").run(contactId)
  tx.prepare<[number]>("DELETE FROM suggestions WHERE other_contact_id = ? AND status = 'open'").run(contactId)
}

/** Gives at most `limit` interactions of an address back to the stage that finds contacts; answers how many. */
export function reopenInteractionsOf(tx: Transaction, addressKey: string, limit: number): number {
  return tx
    .prepare<[string, number]>(
      `UPDATE interactions SET contacts_state = 'pending' WHERE id IN (
         SELECT interaction.id FROM interaction_participants participant CROSS JOIN interactions interaction ON interaction.id = participant.interaction_id
         WHERE participant.address_key = ? AND interaction.contacts_state = 'done' LIMIT ?)`,
    )
    .run(addressKey, limit).changes
}
