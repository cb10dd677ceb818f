// Notes that a sync of an account got to its end.
import type { Transaction } from '../../database.ts'

/**
 * Sets the time of the last sync and ends `waiting` and `failed`. `needs_reconnect` stays: the other sync of the account may be
 * what needs it, and connecting ends it. `paused` stays as well.
 */
export function noteSync(tx: Transaction, accountId: string, syncedAt: number): void {
  tx.prepare<[number, string]>(`
    UPDATE accounts SET
      last_sync_at = ?,
      status_reason = CASE WHEN status IN ('waiting', 'failed') THEN NULL ELSE status_reason END,
      waiting_until_at = NULL,
      status = CASE WHEN status IN ('waiting', 'failed') THEN 'ok' ELSE status END
    WHERE id = ?`).run(syncedAt, accountId)
}
