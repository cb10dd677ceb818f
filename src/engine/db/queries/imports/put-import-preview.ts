// Keeps what was counted of an account, or why it could not be.
import type { ImportPreview } from '../../../../shared/views/imports.ts'
import type { Transaction } from '../../database.ts'
import { importPreviews } from '../../schema/imports.ts'

/** A new preview ends the problem of an earlier one; a problem leaves the earlier preview in place. */
export function putImportPreview(
  tx: Transaction,
  accountId: string,
  result: { readonly preview: ImportPreview } | { readonly problem: string | null },
  updatedAt: number,
): void {
  const change = { problem: null, ...result, updatedAt }
  tx.orm
    .insert(importPreviews)
    .values({ accountId, ...change })
    .onConflictDoUpdate({ target: importPreviews.accountId, set: change })
    .run()
}
