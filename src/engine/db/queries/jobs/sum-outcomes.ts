// Adds up how the jobs of a kind ended lately.
import type { Database } from '../../database.ts'

/** Completed and failed jobs of a kind since a time, and the last one that failed and was not put away. */
export function sumOutcomes(
  db: Database,
  kind: string,
  sinceMs: number,
  now: number,
): { completed: number; failures: number; lastFailedId: number | null } {
  const sums = db
    .prepare<[number, number, string], { completed: number; failures: number }>(`
      SELECT coalesce(sum(completed), 0) AS completed, coalesce(sum(failed), 0) AS failures FROM job_metrics 
      WHERE minute_at BETWEEN ? AND ? AND kind = +?
    `)
    .get(sinceMs, now, kind)
  const last = db
    .prepare<[string], { id: number }>(
      "SELECT id FROM jobs WHERE status = 'failed' AND dismissed_at IS NULL AND kind = +? ORDER BY id DESC LIMIT 1",
    )
    .get(kind)
  return { completed: sums?.completed ?? 0, failures: sums?.failures ?? 0, lastFailedId: last?.id ?? null }
}
