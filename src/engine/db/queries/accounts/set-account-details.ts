// Keeps what only one kind of account needs.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'

/** Replaces the details of an account. */
export function setAccountDetails(tx: Transaction, accountId: string, details: Record<string, unknown>): void {
  tx.orm.update(accounts).set({ details }).where(eq(accounts.id, accountId)).run()
}
