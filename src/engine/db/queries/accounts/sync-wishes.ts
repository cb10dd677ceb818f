// Counts how often a person has asked for a sync, so that one that is busy with something long notices.
import type { Database, Transaction } from '../../database.ts'
import { getAccount } from './get-account.ts'
import { setAccountDetails } from './set-account-details.ts'

/** How many times somebody has asked so far: another number than before means that somebody is waiting. */
export function countWishes(db: Database, accountId: string): number {
  const count = getAccount(db, accountId)?.details['syncWishes']
  return typeof count === 'number' ? count : 0
}

/** Somebody asks. */
export function noteWish(tx: Transaction, accountId: string): void {
  const account = getAccount(tx, accountId)
  if (account) setAccountDetails(tx, accountId, { ...account.details, syncWishes: countWishes(tx, accountId) + 1 })
}
