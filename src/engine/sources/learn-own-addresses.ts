// Learns that addresses are the person's own, whatever was made of mails and events with them before.
import { addOwnAddresses } from '../db/queries/accounts/add-own-addresses.ts'
import { requeueEventsOf } from '../db/queries/calendar-events/requeue-events-of.ts'
import { requeueMailsOf } from '../db/queries/interactions/requeue-mails-of.ts'
import type { Transaction } from '../db/database.ts'
import { canonicalAddressKey } from '../people/address-key.ts'

/**
 * Adds addresses to the account's own. Mails and events in which one of them was taken for somebody else's go through their stage again;
 * the caller lets the stage of mails follow, at the end of which comes that of events.
 */
export function learnOwnAddresses(tx: Transaction, accountId: string, addresses: Iterable<string>): void {
  for (const address of addOwnAddresses(tx, accountId, addresses)) {
    const addressKey = canonicalAddressKey(address)
    if (addressKey === '') continue
    requeueMailsOf(tx, accountId, addressKey)
    requeueEventsOf(tx, accountId, addressKey)
  }
}
