// Adds a batch: somebody has approved something.
import type { Transaction } from '../../database.ts'
import { imports } from '../../schema/imports.ts'

/** What a new batch is made from. */
export type NewImport = Pick<
  typeof imports.$inferInsert,
  'accountId' | 'choice' | 'status' | 'expected' | 'createdAt' | 'completedAt'
>

/** Answers its id. */
export function addImport(tx: Transaction, batch: NewImport): number {
  return tx.orm.insert(imports).values(batch).returning({ id: imports.id }).get().id
}
