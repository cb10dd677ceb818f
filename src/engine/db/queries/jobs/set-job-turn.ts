// Moves a queued job forwards or backwards in the line.
import type { Transaction } from '../../database.ts'

/** Gives a queued job a new time, priority and rank. A null rank means that it waits for `runAt` or for other jobs. */
export function setJobTurn(
  tx: Transaction,
  id: number,
  turn: { runAt: number; priority: number; readyRank: number | null },
): void {
  tx.prepare("UPDATE jobs SET run_at = ?, priority = ?, ready_rank = ? WHERE id = ? AND status = 'queued'").run(
    turn.runAt,
    turn.priority,
    turn.readyRank,
    id,
  )
}
