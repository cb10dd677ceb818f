// Forgets what failed in a file once all of it has been taken in.
import type { Transaction } from '../../database.ts'

/** Removes the failures about a file of an import as a whole and about places in it. */
export function resolveFailuresOfFile(tx: Transaction, accountId: string, path: string): void {
  tx.prepare(`
    DELETE FROM item_failures WHERE stage = 'file_import' AND subject_type = 'source_item' AND account_id = ?
      AND (subject_key = ? OR source_path = ?)
  `).run(accountId, path, path)
}
