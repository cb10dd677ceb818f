// Brings back what was to come at a time that the clock, set back since, will reach much later than was meant.
import type { Transaction } from '../../database.ts'
import { readyRankSql } from './ready-rank.ts'

/** When a job was put off: at the end of its last attempt or, before its first, when it was made. */
const putOffAtSql = `coalesce(
  (SELECT finished_at FROM job_attempts WHERE job_id = jobs.id ORDER BY id DESC LIMIT 1), created_at
)`

/**
 * Lets queued jobs that were put off at a time that is yet to come wait for as long as was meant, from now on, and `longestMs` at most;
 * and lets ready ones have become ready now, so that they do not stand behind everybody who comes until then.
 */
export function bringBackJobs(tx: Transaction, now: number, longestMs: number): void {
  const waiting = tx
    .prepare<unknown[], { id: number }>(`
      UPDATE jobs SET run_at = ? + min(max(run_at - ${putOffAtSql}, 0), ?), created_at = min(created_at, ?)
      WHERE status = 'queued' AND ready_rank IS NULL AND waits_for = 0 AND run_at > ? AND ${putOffAtSql} > ?
      RETURNING id
    `)
    .all(now, longestMs, now, now, now)
  // What has happened has happened by now: the next look finds nothing more to bring back.
  const end = tx.prepare(
    'UPDATE job_attempts SET started_at = min(started_at, ?), finished_at = ? WHERE job_id = ? AND finished_at > ?',
  )
  for (const { id } of waiting) end.run(now, now, id, now)
  const rank = readyRankSql.replace('run_at', '?')
  tx.prepare(`
    UPDATE jobs SET run_at = ?, created_at = min(created_at, ?), ready_rank = ${rank}
    WHERE status = 'queued' AND ready_rank > ? AND run_at > ?
  `).run(now, now, now, now, now)
}

/** {@link bringBackJobs} for pauses that end by themselves. */
export function bringBackPauses(tx: Transaction, now: number, longestMs: number): void {
  tx.prepare(`
    UPDATE job_pauses SET until_at = ? + min(max(until_at - created_at, 0), ?), created_at = ? WHERE created_at > ? AND until_at > ?
  `).run(now, longestMs, now, now, now)
}
