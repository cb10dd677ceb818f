// Notes that a source still lists items, without looking at what is in them.
import type { Transaction } from '../../database.ts'

/** Moves `seen_at` of these items on. */
export function markRawEventsSeen(tx: Transaction, ids: readonly number[], seenAt: number): void {
  tx.prepare<[number, string, number]>(
    'UPDATE raw_events SET seen_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND seen_at < ?',
  ).run(seenAt, JSON.stringify(ids), seenAt)
}
