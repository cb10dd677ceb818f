// Notes that Google answers again, without anything having been synced.
import type { Transaction } from '../../database.ts'

/** Ends `waiting` and `failed`. `needs_reconnect` and `paused` stay. */
export function endWaiting(tx: Transaction, accountId: string): void {
  tx.prepare<[string]>(`
    UPDATE accounts SET status = 'ok', status_reason = NULL, waiting_until_at = NULL
    WHERE id = ? AND status IN ('waiting', 'failed')`).run(accountId)
}
