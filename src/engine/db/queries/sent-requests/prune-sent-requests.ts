// Forgets single requests of long ago; their sums stay.
import type { Transaction } from '../../database.ts'

/**
 * Looks at the `limit` oldest rows and removes those that stand before the first one of `before` (ms since the epoch) or later: only from
 * the end, so that the ids keep having no gaps. Answers how many were removed; fewer than `limit` means that no more are old enough.
 */
export function pruneSentRequests(tx: Transaction, before: number, limit: number): number {
  const oldest = tx
    .prepare<[number], { id: number; at: number }>('SELECT id, at FROM sent_requests ORDER BY id LIMIT ?')
    .all(limit)
  const young = oldest.findIndex((row) => row.at >= before)
  const old = young === -1 ? oldest : oldest.slice(0, young)
  const last = old.at(-1)
  if (last !== undefined) tx.prepare<[number]>('DELETE FROM sent_requests WHERE id <= ?').run(last.id)
  return old.length
}
