// Ends a job that did not complete.
import type { Transaction } from '../../database.ts'
import { addJobTotal } from './add-job-total.ts'

/** How a job ended. `causeId` names the job because of which this one ended without having run. */
export interface UnsuccessfulEnd {
  readonly status: 'failed' | 'cancelled'
  readonly error: string
  readonly hint: string | null
  readonly causeId?: number | null
}

/** How a job ends that was cancelled: for itself, or together with `causeId`, the first job of its flow. */
export function cancelledEnd(causeId: number | null): UnsuccessfulEnd {
  const hint = causeId === null ? null : `Retry job ${causeId}; this one follows.`
  return { status: 'cancelled', error: 'Cancelled.', hint, causeId }
}

/** Marks a queued or running job as failed or cancelled. The caller sees to the jobs that depend on it. */
export function endJob(tx: Transaction, id: number, kind: string, now: number, end: UnsuccessfulEnd): void {
  tx.prepare(`
    UPDATE jobs SET status = ?, ready_rank = NULL, waits_for = 0, finished_at = ?, error = ?, hint = ?, cause_id = ?, cancel_requested_at = NULL
    WHERE id = ?
  `).run(end.status, now, end.error, end.hint, end.causeId ?? null, id)
  addJobTotal(tx, kind, end.status, 1)
}
