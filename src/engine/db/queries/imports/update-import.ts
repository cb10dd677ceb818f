// Moves a batch on.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { imports } from '../../schema/imports.ts'

/** What may change about a batch. */
export type ImportChange = Partial<
  Pick<typeof imports.$inferInsert, 'status' | 'pageToken' | 'listed' | 'expected' | 'completedAt'>
>

/** Changes the named columns of one batch. */
export function updateImport(tx: Transaction, batchId: number, change: ImportChange): void {
  tx.orm.update(imports).set(change).where(eq(imports.id, batchId)).run()
}
