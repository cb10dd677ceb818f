// Finds the job that holds a unique key.
import type { Database, Transaction } from '../../database.ts'

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

/** When a job holds its key: word for word what the index `jobs_unique` says, which SQLite uses for nothing less. */
const holdsItsKey = `unique_mode IS NOT NULL
  AND (status = 'queued' OR unique_mode = 'ever' OR (unique_mode = 'while_unfinished' AND status = 'processing'))`

/** The job that a kind's unique key stands for now, if any. */
export function findUniqueJob(
  db: Database,
  mode: 'while_queued' | 'while_unfinished' | 'ever',
  kind: string,
  uniqueKey: string,
): UniqueJobRow | undefined {
  return db
    .prepare<[string, string, string], UniqueJobRow>(`
      SELECT id, status, priority, attempt, waits_for AS waitsFor, run_at AS runAt, ready_rank AS readyRank, lane
      FROM jobs WHERE ${holdsItsKey} AND unique_mode = +? AND kind = +? AND unique_key = +?
    `)
    .get(mode, kind, uniqueKey)
}

/** The other job that holds the unique key of this one; undefined when it has no key, or nobody else holds it. */
export function findKeyHolder(tx: Transaction, id: number): UniqueJobRow | undefined {
  const key = tx
    .prepare<[number], { mode: 'while_queued' | 'while_unfinished' | 'ever' | null; kind: string; uniqueKey: string | null }>(
      'SELECT unique_mode AS mode, kind, unique_key AS uniqueKey FROM jobs WHERE id = ?',
    )
    .get(id)
  if (!key || key.mode === null || key.uniqueKey === null) return undefined
  return findUniqueJob(tx, key.mode, key.kind, key.uniqueKey)
}
