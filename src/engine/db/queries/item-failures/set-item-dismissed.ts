// Puts a failed item away, or takes it back out.
import type { Transaction } from '../../database.ts'

/** Marks an item failure as put away since `dismissedAt`; null takes it back. Answers whether there was anything to change. */
export function setItemDismissed(tx: Transaction, id: number, dismissedAt: number | null): boolean {
  const { changes } = tx
    .prepare('UPDATE item_failures SET dismissed_at = ? WHERE id = ? AND (dismissed_at IS NULL) = (? IS NOT NULL)')
    .run(dismissedAt, id, dismissedAt)
  return changes === 1
}
