// Keeps which addresses are the person's own.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'
import { getAccount } from './get-account.ts'

/** Adds addresses that turned out to be the person's own; answers those that are new, in lower case. What was theirs once stays theirs. */
export function addOwnAddresses(tx: Transaction, accountId: string, addresses: Iterable<string>): string[] {
  const known = getAccount(tx, accountId)?.ownAddresses ?? []
  const added = [...new Set([...addresses].map((address) => address.toLowerCase()))].filter((address) => !known.includes(address))
  if (added.length === 0) return []
  tx.orm
    .update(accounts)
    .set({ ownAddresses: [...known, ...added] })
    .where(eq(accounts.id, accountId))
    .run()
  return added
}
