// Counts ended jobs from scratch; only needed after the program has died with uncounted ones.
import type { Transaction } from '../../database.ts'

/** Replaces the totals by a count of the table. It reads all of it: call it at start after a crash and nowhere else. */
export function recountJobTotals(tx: Transaction): void {
  tx.prepare('DELETE FROM job_totals').run()
  tx.prepare(`
    INSERT INTO job_totals (kind, status, count, dismissed)
    SELECT kind, status, count(*), count(dismissed_at) FROM jobs WHERE status IN ('completed', 'failed', 'cancelled') GROUP BY kind, status
  `).run()
}
