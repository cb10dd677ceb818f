// Puts one job into the table; the only INSERT there is.
import type { Transaction } from '../../database.ts'

/** The columns of a new job. */
export interface NewJobRow {
  readonly kind: string
  readonly priority: number
  readonly lane: string
  readonly readyRank: number | null
  readonly runAt: number
  readonly waitsFor: number
  readonly maxAttempts: number
  readonly createdAt: number
  readonly accountId: string | null
  readonly bucket: string | null
  readonly flowId: number | null
  readonly uniqueMode: 'while_queued' | 'while_unfinished' | 'ever' | null
  readonly uniqueKey: string | null
  readonly payload: string
}

const sql = `
  INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, waits_for, max_attempts, created_at, account_id, bucket, flow_id, unique_mode, unique_key, payload)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
`

/** Inserts a job and answers its id; null when its unique key is taken. */
export function insertJob(tx: Transaction, row: NewJobRow): number | null {
  const statement = tx.prepare(row.uniqueMode === null ? sql : `${sql} ON CONFLICT DO NOTHING`)
  const { changes, lastInsertRowid } = statement.run(
    row.kind,
    row.priority,
    row.lane,
    row.readyRank,
    row.runAt,
    row.waitsFor,
    row.maxAttempts,
    row.createdAt,
    row.accountId,
    row.bucket,
    row.flowId,
    row.uniqueMode,
    row.uniqueKey,
    row.payload,
  )
  return changes === 0 ? null : Number(lastInsertRowid)
}
