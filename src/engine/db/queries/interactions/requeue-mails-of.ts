// Gives mails back to their stage when it turns out that somebody in them is the person who owns the program.
import type { Transaction } from '../../database.ts'

const sql = `
  UPDATE raw_events SET status = 'pending' WHERE status = 'processed' AND id IN (
    SELECT interactions.raw_event_id
    FROM interaction_participants
    JOIN interactions ON interactions.id = interaction_participants.interaction_id
    JOIN raw_events AS raw ON raw.id = interactions.raw_event_id
    WHERE interaction_participants.address_key = ? AND interaction_participants.is_self = 0
      AND interactions.account_id = ? AND interactions.kind = 'email' AND raw.status = 'processed')`

/** Requeues the mails with this address among people that are not the owner. */
export function requeueMailsOf(tx: Transaction, accountId: string, addressKey: string): void {
  tx.prepare<[string, string]>(sql).run(addressKey, accountId)
}
