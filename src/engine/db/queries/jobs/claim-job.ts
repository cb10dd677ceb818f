// Takes the first ready job of a lane: one statement, with the attempt counted.
import type { Transaction } from '../../database.ts'

/** A job as it was claimed. */
export interface ClaimedRow {
  readonly id: number
  readonly kind: string
  readonly accountId: string | null
  readonly bucket: string | null
  readonly flowId: number | null
  readonly priority: number
  readonly attempt: number
  readonly maxAttempts: number
  readonly runAt: number
  readonly deaths: number
  readonly payload: string
  readonly checkpoint: string | null
}

// `= +?` and not `= ?`: SQLite's planner makes a statement that compares a bare parameter beside a constant compile anew
// at every run (it peeks at the value), which costs ten times the claim itself.
const sql = `
  UPDATE jobs SET status = 'processing', attempt = attempt + 1, started_at = ?, boot_id = ?
  WHERE id = (SELECT id FROM jobs WHERE status = 'queued' AND lane = +? AND ready_rank IS NOT NULL ORDER BY ready_rank LIMIT 1)
  RETURNING id, kind, account_id AS accountId, bucket, flow_id AS flowId, priority, attempt, max_attempts AS maxAttempts, run_at AS runAt, deaths, payload, checkpoint
`

/** Claims the job whose turn it is in this lane; undefined when the lane has none. */
export function claimJob(tx: Transaction, lane: string, now: number, bootId: number): ClaimedRow | undefined {
  return tx.prepare<[number, number, string], ClaimedRow>(sql).get(now, bootId, lane)
}
