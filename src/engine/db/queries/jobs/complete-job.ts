// Ends a job as completed.
import type { Transaction } from '../../database.ts'

/** Marks a running job as completed. `result` is JSON text. */
export function completeJob(tx: Transaction, id: number, now: number, result: string): void {
  tx.prepare(
    "UPDATE jobs SET status = 'completed', ready_rank = NULL, finished_at = ?, result = ?, error = NULL, hint = NULL WHERE id = ?",
  ).run(now, result, id)
}
