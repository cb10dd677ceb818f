// Keeps the number of failed jobs that a person has put away, beside the number of those that failed.
import type { Transaction } from '../../database.ts'

/** Adds to the number of failed jobs of a kind that were put away. */
export function addDismissedTotal(tx: Transaction, kind: string, difference: number): void {
  tx.prepare("UPDATE job_totals SET dismissed = max(0, dismissed + ?) WHERE kind = +? AND status = 'failed'").run(
    difference,
    kind,
  )
}
