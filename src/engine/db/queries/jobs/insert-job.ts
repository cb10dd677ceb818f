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

/** A job on its own, for no account: what is not bound costs nothing. */
const sqlOfPlainJob = `
  INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
`
const sqlOfAnyJob = `
  INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, account_id, bucket, payload, waits_for, flow_id, unique_mode, unique_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
`

/** Inserts a job and answers its id; null when its unique key is taken. */
export function insertJob(tx: Transaction, row: NewJobRow): number | null {
  const { kind, priority, lane, readyRank, runAt, maxAttempts, createdAt, accountId, bucket, payload } = row
  const { waitsFor, flowId, uniqueMode, uniqueKey } = row
  if (accountId === null && bucket === null && uniqueMode === null && flowId === null && waitsFor === 0) {
    const inserted = tx.prepare(sqlOfPlainJob).run(kind, priority, lane, readyRank, runAt, maxAttempts, createdAt, payload)
    return Number(inserted.lastInsertRowid)
  }
  const { changes, lastInsertRowid } = tx
    .prepare(sqlOfAnyJob)
    .run(
      kind,
      priority,
      lane,
      readyRank,
      runAt,
      maxAttempts,
      createdAt,
      accountId,
      bucket,
      payload,
      waitsFor,
      flowId,
      uniqueMode,
      uniqueKey,
    )
  return changes === 0 ? null : Number(lastInsertRowid)
}
