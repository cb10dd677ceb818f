// Marks raw events as dealt with, in the transaction that writes what was made of them.
import type { Transaction } from '../../database.ts'

/** Sets the status of these raw events. */
export function markRawEvents(tx: Transaction, ids: readonly number[], status: 'processed' | 'failed'): void {
  tx.prepare<[string, string]>('UPDATE raw_events SET status = ? WHERE id IN (SELECT value FROM json_each(?))').run(
    status,
    JSON.stringify(ids),
  )
}
