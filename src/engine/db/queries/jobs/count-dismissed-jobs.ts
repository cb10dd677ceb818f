// Tells how many failed jobs of each kind were put away, without reading them.
import type { Database } from '../../database.ts'

/** Of the failed jobs of each kind, how many a person has put away; kinds without any are absent. */
export function countDismissedJobs(db: Database): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[], { kind: string; dismissed: number }>(
      "SELECT kind, dismissed FROM job_totals WHERE status = 'failed' AND dismissed > 0",
    )
    .all()
  return new Map(rows.map(({ kind, dismissed }) => [kind, dismissed]))
}
