// Keeps the number of ended jobs, so that nobody has to count them.
import type { Transaction } from '../../database.ts'

/** Adds to the number of jobs of a kind that ended so. */
export function addJobTotal(
  tx: Transaction,
  kind: string,
  status: 'completed' | 'failed' | 'cancelled',
  difference: number,
): void {
  tx.prepare(`
    INSERT INTO job_totals (kind, status, count) VALUES (?, ?, max(0, ?))
    ON CONFLICT (kind, status) DO UPDATE SET count = max(0, count + ?)
  `).run(kind, status, difference, difference)
}
