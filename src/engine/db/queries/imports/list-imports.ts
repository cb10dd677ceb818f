// Lists the batches of an account.
import type { Database } from '../../database.ts'
import { type ImportRow, selectImports, type StoredImportRow, toImportRow } from './import-row.ts'

/** Every batch, newest first, undone ones too. */
export function listImports(db: Database, accountId: string): ImportRow[] {
  return db
    .prepare<[string], StoredImportRow>(`${selectImports} WHERE account_id = ? ORDER BY id DESC`)
    .all(accountId)
    .map(toImportRow)
}

/** Those that were neither undone nor are being undone, newest first: the first one's choice is in force. */
export function listImportsInForce(db: Database, accountId: string): ImportRow[] {
  return db
    .prepare<[string], StoredImportRow>(
      `${selectImports} WHERE account_id = ? AND status NOT IN ('undoing', 'undone') ORDER BY id DESC`,
    )
    .all(accountId)
    .map(toImportRow)
}
