// Reads what was counted of an account before its approval.
import { eq } from 'drizzle-orm'
import type { ImportPreview } from '../../../../shared/views/imports.ts'
import type { Database } from '../../database.ts'
import { importPreviews } from '../../schema/imports.ts'

/** The latest preview, and why the last attempt at one failed. */
export function getImportPreview(
  db: Database,
  accountId: string,
): { readonly preview: ImportPreview | null; readonly problem: string | null } {
  const row = db.orm
    .select({ preview: importPreviews.preview, problem: importPreviews.problem })
    .from(importPreviews)
    .where(eq(importPreviews.accountId, accountId))
    .get()
  return row ?? { preview: null, problem: null }
}
