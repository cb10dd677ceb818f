// Says how many others a queued job still waits for.
import type { Transaction } from '../../database.ts'

/** Sets the count; a job that waits for nothing more becomes ready at `runAt`. */
export function setJobWaiting(
  tx: Transaction,
  id: number,
  waitsFor: number,
  turn: { runAt: number; readyRank: number | null },
): void {
  tx.prepare("UPDATE jobs SET waits_for = ?, run_at = ?, ready_rank = ? WHERE id = ? AND status = 'queued'").run(
    waitsFor,
    turn.runAt,
    turn.readyRank,
    id,
  )
}
