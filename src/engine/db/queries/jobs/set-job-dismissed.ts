// Puts a failed job away, or takes it back out.
import type { Transaction } from '../../database.ts'
import { addDismissedTotal } from './add-dismissed-total.ts'

/** Marks a failed job as put away since `dismissedAt`; null takes it back. Answers its kind, or null when there was nothing to change. */
export function setJobDismissed(tx: Transaction, id: number, dismissedAt: number | null): string | null {
  const changed = tx
    .prepare<[number | null, number, number | null], { kind: string }>(`
      UPDATE jobs SET dismissed_at = ? WHERE id = ? AND status = 'failed' AND (dismissed_at IS NULL) = (? IS NOT NULL) RETURNING kind
    `)
    .get(dismissedAt, id, dismissedAt)
  if (!changed) return null
  addDismissedTotal(tx, changed.kind, dismissedAt === null ? -1 : 1)
  return changed.kind
}
