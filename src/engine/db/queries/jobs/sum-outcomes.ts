// Adds up how the jobs of a kind ended lately.
import type { Database } from '../../database.ts'

/** Completed and failed jobs of a kind since a time, and the last one that failed: `isAccountsFault` when its account has to be reconnected. */
export function sumOutcomes(
  db: Database,
  kind: string,
  sinceMs: number,
): { completed: number; failures: number; lastFailed: { id: number; isAccountsFault: boolean } | null } {
  const sums = db
    .prepare<[number, string], { completed: number; failures: number }>(`
      SELECT coalesce(sum(completed), 0) AS completed, coalesce(sum(failed), 0) AS failures FROM job_metrics WHERE minute_at >= ? AND kind = +?
    `)
    .get(sinceMs, kind)
  const last = db
    .prepare<[string], { id: number; isAccountsFault: number }>(`
      SELECT id, EXISTS (SELECT 1 FROM accounts WHERE accounts.id = jobs.account_id AND accounts.status = 'needs_reconnect') AS isAccountsFault
      FROM jobs WHERE status = 'failed' AND kind = +? ORDER BY id DESC LIMIT 1`)
    .get(kind)
  return {
    completed: sums?.completed ?? 0,
    failures: sums?.failures ?? 0,
    lastFailed: last ? { id: last.id, isAccountsFault: last.isAccountsFault === 1 } : null,
  }
}
