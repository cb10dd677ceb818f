// Keeps which addresses are the person's own.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'

/** Replaces the own addresses of an account (lower case, no duplicates). */
export function setOwnAddresses(tx: Transaction, accountId: string, addresses: readonly string[]): void {
  const ownAddresses = [...new Set(addresses.map((address) => address.toLowerCase()))]
  tx.orm.update(accounts).set({ ownAddresses }).where(eq(accounts.id, accountId)).run()
}
