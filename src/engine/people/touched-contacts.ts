// Collects the contacts whose history a batch has changed, so that each is summed up once at its end.
import type { StoredRelation } from '../db/queries/people/write-relations.ts'

/** How many interactions of each counted sort a contact has gained (or, below zero, lost). */
export interface CountChange {
  sent: number
  received: number
  meeting: number
}

/** Contacts with their changes, by id. */
export type TouchedContacts = Map<number, CountChange>

/** The change of a contact; it is touched from now on. */
export function touchContact(touched: TouchedContacts, contactId: number): CountChange {
  const known = touched.get(contactId)
  if (known) return known
  const change: CountChange = { sent: 0, received: 0, meeting: 0 }
  touched.set(contactId, change)
  return change
}

/** Counts one row of a relation, with `sign` 1 for a new one and -1 for one that went. */
export function countRelationChange(touched: TouchedContacts, contactId: number, relation: StoredRelation, sign: 1 | -1): void {
  const change = touchContact(touched, contactId)
  if (relation === 'sent') change.sent += sign
  else if (relation === 'received' || relation === 'bulk') change.received += sign
  else if (relation === 'met') change.meeting += sign
}

/** Adds the changes of one item to those of its batch, once the item has gone through. */
export function addTouched(touched: TouchedContacts, more: TouchedContacts): void {
  for (const [contactId, change] of more) {
    const sum = touchContact(touched, contactId)
    sum.sent += change.sent
    sum.received += change.received
    sum.meeting += change.meeting
  }
}
