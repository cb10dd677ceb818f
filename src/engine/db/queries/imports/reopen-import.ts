// Makes a batch list the mailbox once more: mail may be there that it did not come by.
import type { Transaction } from '../../database.ts'

/** A completed batch runs again; a paused one stays paused. Mail that is here costs nothing but being listed. */
export function reopenImport(tx: Transaction, batchId: number): void {
  tx.prepare<[number]>(`
    UPDATE imports SET page_token = NULL, listed = 0, completed_at = NULL, status = iif(status = 'completed', 'running', status)
    WHERE id = ? AND status IN ('running', 'paused', 'completed')`).run(batchId)
}
