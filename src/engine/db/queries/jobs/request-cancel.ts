// Asks running jobs to stop, in a way that outlives the program.
import type { Database, Transaction } from '../../database.ts'

/** Marks a running job as to be cancelled; answers whether it was running. */
export function requestCancel(tx: Transaction, id: number, now: number): boolean {
  return (
    tx
      .prepare("UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, ?) WHERE id = ? AND status = 'processing'")
      .run(now, id).changes > 0
  )
}

/** Whether a running job is to be cancelled. */
export function isCancelRequested(db: Database, id: number): boolean {
  const row = db.prepare<[number], { at: number | null }>('SELECT cancel_requested_at AS at FROM jobs WHERE id = ?').get(id)
  return row !== undefined && row.at !== null
}
