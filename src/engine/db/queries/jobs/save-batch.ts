// Keeps how far a running job is, in the transaction of the batch that brought it there.
import type { JobProgress } from '../../../../shared/views/jobs.ts'
import type { Transaction } from '../../database.ts'

/** Saves progress and checkpoint where given. A job that gets on is no suspect: the deaths of the program under it are forgotten. */
export function saveBatch(tx: Transaction, id: number, batch: { progress?: JobProgress; checkpoint?: unknown }): void {
  tx.prepare(
    'UPDATE jobs SET progress = coalesce(?, progress), checkpoint = coalesce(?, checkpoint), deaths = 0 WHERE id = ?',
  ).run(
    batch.progress ? JSON.stringify(batch.progress) : null,
    batch.checkpoint === undefined ? null : JSON.stringify(batch.checkpoint),
    id,
  )
}
