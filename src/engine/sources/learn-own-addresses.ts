// Learns that addresses are the person's own, whatever was made of mails with them before.
import { addOwnAddresses } from '../db/queries/accounts/add-own-addresses.ts'
import { requeueMailsOf } from '../db/queries/interactions/requeue-mails-of.ts'
import type { Transaction } from '../db/database.ts'
import { canonicalAddressKey } from '../people/address-key.ts'

/**
 * Adds addresses to the account's own. Mails in which one of them was taken for somebody else's go through their stage again; the caller
 * lets that stage follow.
 */
export function learnOwnAddresses(tx: Transaction, accountId: string, addresses: Iterable<string>): void {
  for (const address of addOwnAddresses(tx, accountId, addresses)) requeueMailsOf(tx, accountId, canonicalAddressKey(address))
}
