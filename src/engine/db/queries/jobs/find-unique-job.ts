// Finds the job that holds a unique key.
import type { Transaction } from '../../database.ts'

/** The job in whose favour a new one was not made. */
export interface UniqueJobRow {
  readonly id: number
  readonly status: string
  readonly priority: number
  readonly attempt: number
  readonly waitsFor: number
  readonly runAt: number
  readonly readyRank: number | null
  readonly lane: string
}

const conditions = {
  while_queued: "unique_mode = 'while_queued' AND status = 'queued'",
  while_unfinished: "unique_mode = 'while_unfinished' AND (status = 'queued' OR status = 'processing')",
  ever: "unique_mode = 'ever'",
}

/** The job that a kind's unique key stands for now, if any. */
export function findUniqueJob(
  tx: Transaction,
  mode: keyof typeof conditions,
  kind: string,
  uniqueKey: string,
): UniqueJobRow | undefined {
  return tx
    .prepare<[string, string], UniqueJobRow>(`
      SELECT id, status, priority, attempt, waits_for AS waitsFor, run_at AS runAt, ready_rank AS readyRank, lane
      FROM jobs WHERE ${conditions[mode]} AND kind = +? AND unique_key = +?
    `)
    .get(kind, uniqueKey)
}
