// Puts a running or ended job back into the line.
import type { Transaction } from '../../database.ts'

/** How a job waits for its next attempt. */
export interface Requeue {
  readonly runAt: number
  /** Null when it has to wait for `runAt` or for other jobs. */
  readonly readyRank: number | null
  readonly waitsFor?: number
  /** Attempts used so far. */
  readonly attempt: number
  readonly deaths: number
  readonly error: string | null
  readonly hint?: string | null
}

/** Makes the job queued again; answers whether it could: another job may hold its unique key now. */
export function requeueJob(tx: Transaction, id: number, requeue: Requeue): boolean {
  const { changes } = tx
    .prepare(`
      UPDATE OR IGNORE jobs SET status = 'queued', run_at = ?, ready_rank = ?, waits_for = ?, attempt = ?, deaths = ?, error = ?, hint = ?,
        finished_at = NULL, cancel_requested_at = NULL, cause_id = NULL, dismissed_at = NULL
      WHERE id = ?
    `)
    .run(
      requeue.runAt,
      requeue.readyRank,
      requeue.waitsFor ?? 0,
      requeue.attempt,
      requeue.deaths,
      requeue.error,
      requeue.hint ?? null,
      id,
    )
  return changes === 1
}

/** The queued job of the same unique key, because of which {@link requeueJob} could not. */
export function findSuccessor(tx: Transaction, id: number): { id: number; runAt: number; priority: number } | undefined {
  return tx
    .prepare<[number], { id: number; runAt: number; priority: number }>(`
      SELECT other.id, other.run_at AS runAt, other.priority FROM jobs AS self
      JOIN jobs AS other ON other.kind = self.kind AND other.unique_key = self.unique_key AND other.id <> self.id
      WHERE self.id = ? AND other.unique_mode = 'while_queued' AND other.status = 'queued'
    `)
    .get(id)
}

/** How the job was that somebody takes over from. */
export interface HandOver {
  readonly runAt: number
  readonly attempt: number
  readonly deaths: number
  readonly error: string | null
  readonly hint: string | null
}

/**
 * Lets the successor go on where the job was, not earlier than `runAt`, and lets what waited for the job wait for the successor. It does the
 * same work: the attempts are its own from now on, and what the job is suspected of it is suspected of, too.
 */
export function handOver(tx: Transaction, id: number, successorId: number, from: HandOver): void {
  tx.prepare(`
    UPDATE jobs SET run_at = max(run_at, ?), ready_rank = NULL, attempt = max(attempt, ?), deaths = max(deaths, ?),
      error = coalesce(?, error), hint = coalesce(?, hint), checkpoint = coalesce(checkpoint, (SELECT checkpoint FROM jobs WHERE id = ?))
    WHERE id = ?
  `).run(from.runAt, from.attempt, from.deaths, from.error, from.hint, id, successorId)
  tx.prepare('UPDATE job_attempts SET job_id = ? WHERE job_id = ?').run(successorId, id)
  tx.prepare('UPDATE OR IGNORE job_dependencies SET parent_id = ? WHERE parent_id = ? AND child_id <> ?').run(
    successorId,
    id,
    successorId,
  )
  tx.prepare('DELETE FROM job_dependencies WHERE parent_id = ?').run(id)
}
