// Reads what a command needs to know of a job.
import type { JobStatus } from '../../../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../../database.ts'

/** State of a job. */
export interface JobStateRow {
  readonly id: number
  readonly kind: string
  readonly status: JobStatus
  readonly lane: string
  readonly priority: number
  readonly runAt: number
  readonly createdAt: number
  readonly readyRank: number | null
  readonly flowId: number | null
  readonly causeId: number | null
  readonly error: string | null
  /** When a person put it away, ms since the epoch; only of failed ones. */
  readonly dismissedAt: number | null
}

const columns =
  'id, kind, status, lane, priority, run_at AS runAt, created_at AS createdAt, ready_rank AS readyRank, flow_id AS flowId, cause_id AS causeId, error, dismissed_at AS dismissedAt'

/** The state of a job; undefined when there is none. */
export function findJobState(tx: Transaction, id: number): JobStateRow | undefined {
  return tx.prepare<[number], JobStateRow>(`SELECT ${columns} FROM jobs WHERE id = ?`).get(id)
}

/** The other jobs of the flow that began with this job. */
export function listFlowMembers(tx: Transaction, flowId: number): JobStateRow[] {
  return tx.prepare<[number], JobStateRow>(`SELECT ${columns} FROM jobs WHERE flow_id = ? ORDER BY id`).all(flowId)
}

/**
 * Jobs that ended because of this one, below it or with its whole flow, in the order in which they were made: parents before children. One
 * that was asked to stop and still runs is none of them.
 */
export function listDraggedBy(tx: Transaction, causeId: number): JobStateRow[] {
  return tx
    .prepare<[number, number, number], JobStateRow>(`
      WITH RECURSIVE below (id) AS (
        SELECT child_id FROM job_dependencies WHERE parent_id = ?
        UNION SELECT child_id FROM job_dependencies JOIN below ON parent_id = below.id
      )
      SELECT ${columns} FROM jobs
      WHERE id IN (SELECT id FROM below UNION SELECT id FROM jobs WHERE flow_id = ?) AND cause_id = +?
        AND status IN ('failed', 'cancelled')
      ORDER BY id
    `)
    .all(causeId, causeId, causeId)
}

/** Failed jobs of a kind, also those that were put away. */
export function listFailedOfKind(tx: Transaction, kind: string): JobStateRow[] {
  return tx
    .prepare<[string], JobStateRow>(`SELECT ${columns} FROM jobs WHERE status = 'failed' AND kind = +? ORDER BY id`)
    .all(kind)
}
