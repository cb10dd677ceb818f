// Asks running jobs to stop, in a way that outlives the program.
import type { Database, Transaction } from '../../database.ts'

/** Marks a running job as to be cancelled; answers whether it was running. `causeId` names the job together with which it is. */
export function requestCancel(tx: Transaction, id: number, now: number, causeId: number | null): boolean {
  return (
    tx
      .prepare(
        "UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, ?), cause_id = ? WHERE id = ? AND status = 'processing'",
      )
      .run(now, causeId, id).changes > 0
  )
}

/** The wish to cancel a running job, and together with which other one; null when there is none. */
export function findCancelRequest(db: Database, id: number): { causeId: number | null } | null {
  const row = db
    .prepare<[number], { causeId: number | null }>(
      'SELECT cause_id AS causeId FROM jobs WHERE id = ? AND cancel_requested_at IS NOT NULL',
    )
    .get(id)
  return row ?? null
}
