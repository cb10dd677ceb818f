// Finds jobs that no living runner works on.
import type { Database } from '../../database.ts'

/** A job that was running when the program died. */
export interface OrphanRow {
  readonly id: number
  readonly kind: string
  readonly lane: string
  readonly priority: number
  readonly attempt: number
  readonly deaths: number
  readonly startedAt: number
  readonly cancelRequestedAt: number | null
  readonly causeId: number | null
}

/** Every job that is marked as running. Called before this runner has claimed any, so all of them are orphans. */
export function listOrphans(db: Database): OrphanRow[] {
  return db
    .prepare<[], OrphanRow>(`
      SELECT id, kind, lane, priority, attempt, deaths, started_at AS startedAt, cancel_requested_at AS cancelRequestedAt,
        cause_id AS causeId
      FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL
    `)
    .all()
}
