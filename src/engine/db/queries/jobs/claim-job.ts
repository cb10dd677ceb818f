// Takes the first ready job of a lane, with the attempt counted.
import type { Transaction } from '../../database.ts'

/** A job as it was claimed; what it shares with all of its lane (kind, account, bucket) the lane knows. */
export interface ClaimedRow {
  readonly id: number
  readonly flowId: number | null
  readonly priority: number
  /** With the attempt that begins now. */
  readonly attempt: number
  readonly maxAttempts: number
  readonly runAt: number
  /** How many times the program has died under it since it last got anywhere. */
  readonly deaths: number
  readonly payload: string
  readonly checkpoint: string | null
}

// Two statements, and not one `UPDATE … RETURNING`: for that SQLite reads the old row as a whole and keeps the new one in a table of its own,
// which costs more than the second statement. Nobody can come between them: there is one writer, and this is its transaction.
//
// `= +?` and not `= ?`: SQLite's planner makes a statement that compares a bare parameter beside a constant compile anew
// at every run (it peeks at the value), which costs ten times the claim itself.
const sqlOfHead = `
  SELECT id, flow_id AS flowId, priority, attempt + 1 AS attempt, max_attempts AS maxAttempts, run_at AS runAt, deaths, payload, checkpoint
  FROM jobs WHERE status = 'queued' AND lane = +? AND ready_rank IS NOT NULL ORDER BY ready_rank LIMIT 1
`
const sqlOfClaim = "UPDATE jobs SET status = 'processing', attempt = ?, started_at = ?, boot_id = ? WHERE id = ?"

/** The job whose turn it is in this lane, as it will be once it is claimed; undefined when the lane has none. */
export function readHead(tx: Transaction, lane: string): ClaimedRow | undefined {
  return tx.prepare<[string], ClaimedRow>(sqlOfHead).get(lane)
}

/** Claims what {@link readHead} has read in the same transaction. */
export function claimJob(tx: Transaction, row: ClaimedRow, now: number, bootId: number): void {
  tx.prepare<[number, number, number, number]>(sqlOfClaim).run(row.attempt, now, bootId, row.id)
}
