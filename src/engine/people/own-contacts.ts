// Knows the owner's own addresses as contacts that are never listed, and looks again at what was read before an address was known to be theirs.
import type { Transaction } from '../db/database.ts'
import { findContactByAddress } from '../db/queries/people/find-contact.ts'
import { markSelf, reopenInteractionsOf } from '../db/queries/people/mark-self.ts'

/**
 * Makes a contact the owner's own. Everything its address took part in is looked at again, because who wrote to whom has changed.
 * Meant for the rare address that the account does not know of; {@link reopenOwnAddress} does the same in slices.
 */
export function claimOwnContact(tx: Transaction, contactId: number, addressKey: string): void {
  reopenInteractionsOf(tx, addressKey, Number.MAX_SAFE_INTEGER)
  markSelf(tx, contactId)
}

/**
 * Does one slice of making an own address known as such. Answers whether there is more to do: the contact is marked last,
 * so that a crash in between only repeats a slice.
 */
export function reopenOwnAddress(tx: Transaction, addressKey: string, sliceSize: number): 'more' | 'done' {
  const known = findContactByAddress(tx, addressKey)
  if (!known || known.isSelf === 1) return 'done'
  if (reopenInteractionsOf(tx, addressKey, sliceSize) >= sliceSize) return 'more'
  markSelf(tx, known.contactId)
  return 'done'
}
