// Forgets how far a source has been read.
import type { Transaction } from '../../database.ts'

/** The next sync of this scope starts with a full one. */
export function deleteSyncCursor(tx: Transaction, accountId: string, scope: string): void {
  tx.prepare('DELETE FROM sync_cursors WHERE account_id = ? AND scope = ?').run(accountId, scope)
}
