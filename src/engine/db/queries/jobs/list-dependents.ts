// Reads the edges of flows.
import type { Database, Transaction } from '../../database.ts'

/** A job that waits for another one. */
export interface DependentRow {
  readonly id: number
  readonly kind: string
  readonly lane: string
  readonly priority: number
  readonly runAt: number
  readonly createdAt: number
}

/** One job that another one waits for, with how it ended and what that means for the waiting one. */
export interface ParentRow {
  readonly id: number
  readonly status: string
  readonly causeId: number | null
  readonly onFailure: 'fail' | 'skip' | 'continue'
}

/** The jobs that still wait, for this one and perhaps for others. */
export function listWaitingChildren(tx: Transaction, parentId: number): DependentRow[] {
  return tx
    .prepare<[number], DependentRow>(`
      SELECT jobs.id, kind, lane, priority, run_at AS runAt, created_at AS createdAt FROM job_dependencies JOIN jobs ON jobs.id = child_id
      WHERE parent_id = ? AND waits_for > 0
    `)
    .all(parentId)
}

/** Everything a job waits or has waited for. */
export function listParents(tx: Transaction, childId: number): ParentRow[] {
  return tx
    .prepare<[number], ParentRow>(`
      SELECT jobs.id, status, cause_id AS causeId, on_failure AS onFailure FROM job_dependencies JOIN jobs ON jobs.id = parent_id
      WHERE child_id = ? ORDER BY jobs.id
    `)
    .all(childId)
}

/** Whether any job was declared to depend on this one. */
export function hasDependents(tx: Transaction, parentId: number): boolean {
  return tx.prepare<[number]>('SELECT 1 FROM job_dependencies WHERE parent_id = ? LIMIT 1').get(parentId) !== undefined
}

/** Whether there is any dependency at all. */
export function hasDependencies(db: Database): boolean {
  return db.prepare<[]>('SELECT 1 FROM job_dependencies LIMIT 1').get() !== undefined
}
