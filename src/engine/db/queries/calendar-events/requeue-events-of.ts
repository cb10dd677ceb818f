// Gives events back to their stage when it turns out that somebody in them is the person who owns the program.
import type { Transaction } from '../../database.ts'

/** Meetings by their participants; what is no meeting keeps its people with it. */
const sql = `
  UPDATE raw_events SET status = 'pending' WHERE status = 'processed' AND id IN (
    SELECT e.raw_event_id FROM interaction_participants p CROSS JOIN calendar_events e ON e.interaction_id = p.interaction_id
    WHERE p.address_key = :addressKey AND e.account_id = :accountId
    UNION
    SELECT raw_event_id FROM calendar_events
    WHERE account_id = :accountId AND people IS NOT NULL AND instr(people, json_quote(:addressKey)))`

/** Requeues the events of an account with this address among their people. */
export function requeueEventsOf(tx: Transaction, accountId: string, addressKey: string): void {
  tx.prepare<[object]>(sql).run({ accountId, addressKey })
}
