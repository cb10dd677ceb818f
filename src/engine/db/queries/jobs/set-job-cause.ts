// Remembers because of which other job a job has ended.
import type { Transaction } from '../../database.ts'

/** Names another cause for a job that ended without having run. */
export function setJobCause(tx: Transaction, id: number, causeId: number): void {
  tx.prepare('UPDATE jobs SET cause_id = ? WHERE id = ?').run(causeId, id)
}
