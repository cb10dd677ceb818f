// Marks items that their source no longer has. Their content stays.
import type { Transaction } from '../../database.ts'

/** Marks these items as gone and gives them back to their stage; answers how many were not gone before. */
export function markRawEventsGone(tx: Transaction, ids: readonly number[], goneAt: number): number {
  return tx
    .prepare<[number, string]>(`
      UPDATE raw_events SET gone_at = ?, status = 'pending'
      WHERE id IN (SELECT value FROM json_each(?)) AND gone_at IS NULL`)
    .run(goneAt, JSON.stringify(ids)).changes
}
