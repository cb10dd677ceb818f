// Reads one batch.
import type { Database } from '../../database.ts'
import { type ImportRow, selectImports, type StoredImportRow, toImportRow } from './import-row.ts'

/** The batch, or null when there is none (its account was removed). */
export function getImport(db: Database, batchId: number): ImportRow | null {
  const row = db.prepare<[number], StoredImportRow>(`${selectImports} WHERE id = ?`).get(batchId)
  return row ? toImportRow(row) : null
}
