// Lets jobs into the line whose time has come.
import type { Database, Transaction } from '../../database.ts'
import { readyRankSql } from './ready-rank.ts'

const slice = 500

/** Makes due jobs ready, the longest waiting first and a bounded number at a time; answers their lanes (with repetitions). */
export function promoteDueJobs(tx: Transaction, now: number): string[] {
  return tx
    .prepare<[number], { lane: string }>(`
      UPDATE jobs SET ready_rank = ${readyRankSql}
      WHERE id IN (
        SELECT id FROM jobs WHERE status = 'queued' AND ready_rank IS NULL AND waits_for = 0 AND run_at <= ? ORDER BY run_at LIMIT ${slice}
      )
      RETURNING lane
    `)
    .all(now)
    .map((row) => row.lane)
}

/** When the next job becomes ready by the clock alone; null when none waits for a time. */
export function nextDueAt(db: Database): number | null {
  const row = db
    .prepare<[], { runAt: number }>(`
      SELECT run_at AS runAt FROM jobs WHERE status = 'queued' AND ready_rank IS NULL AND waits_for = 0 ORDER BY run_at LIMIT 1
    `)
    .get()
  return row?.runAt ?? null
}
