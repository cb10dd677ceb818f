// Adds up how the jobs of a kind ended lately.
import type { Database } from '../../database.ts'

/** How often jobs completed and failed. */
export interface Outcomes {
  readonly completed: number
  readonly failures: number
}

/** Completed and failed jobs of a kind since a time. */
export function sumOutcomes(db: Database, kind: string, sinceMs: number, now: number): Outcomes {
  const sums = db
    .prepare<[number, number, string], Outcomes>(`
      SELECT coalesce(sum(completed), 0) AS completed, coalesce(sum(failed), 0) AS failures FROM job_metrics
      WHERE minute_at BETWEEN ? AND ? AND kind = +?
    `)
    .get(sinceMs, now, kind)
  return sums ?? { completed: 0, failures: 0 }
}

/** The newest job of a kind that failed since a time and was neither retried nor put away; null when there is none. */
export function findFailedSince(db: Database, kind: string, sinceMs: number): number | null {
  const row = db
    .prepare<[string, number], { id: number }>(`
      SELECT id FROM jobs WHERE status = 'failed' AND dismissed_at IS NULL AND kind = +? AND finished_at >= +? ORDER BY id DESC LIMIT 1
    `)
    .get(kind, sinceMs)
  return row?.id ?? null
}
