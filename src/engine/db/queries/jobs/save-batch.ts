// Keeps how far a running job is, in the transaction of the batch that brought it there.
import type { JobProgress } from '../../../../shared/views/jobs.ts'
import type { Transaction } from '../../database.ts'

/** What is saved of a batch. What is left out stays as it is. */
export interface SavedBatch {
  readonly progress?: JobProgress
  readonly checkpoint?: unknown
}

/** Saves progress and checkpoint where given, and how many deaths of the program are held against the job from now on. */
export function saveBatch(tx: Transaction, id: number, batch: SavedBatch, deaths: number): void {
  tx.prepare(
    'UPDATE jobs SET progress = coalesce(?, progress), checkpoint = coalesce(?, checkpoint), deaths = ? WHERE id = ?',
  ).run(
    batch.progress ? JSON.stringify(batch.progress) : null,
    batch.checkpoint === undefined ? null : JSON.stringify(batch.checkpoint),
    deaths,
    id,
  )
}
