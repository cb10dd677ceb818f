// Turns a card of an address book into a contact: whoever has one is known, with or without any message.
import type { Transaction } from '../db/database.ts'
import { findContactByAddress } from '../db/queries/people/find-contact.ts'
import { findCardContactByPhone } from '../db/queries/people/find-card-contact.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import { insertContact } from '../db/queries/people/insert-contact.ts'
import { hasCard, linkCard } from '../db/queries/people/link-card.ts'
import { listIdentities, listIdentitiesOfKind } from '../db/queries/people/list-identities.ts'
import type { PendingCard } from '../db/queries/people/list-pending-cards.ts'
import { deleteContact, updateContact } from '../db/queries/people/update-contact.ts'
import { insertIdentity } from '../db/queries/people/write-identity.ts'
import { canonicalAddressKey } from './address-key.ts'
import { moveHistory } from './move-history.ts'
import { cleanPersonName, foldText } from './person-name.ts'
import { phoneKey } from './phone-number.ts'
import { improveAddress, recordDetail, recordName, type SeenIdentity } from './record-identity.ts'
import { touchContact, type TouchedContacts } from './touched-contacts.ts'
import { urlKey } from './web-address.ts'

const fromCard = { source: 'card', interactionId: null, confidence: 1, foundAtMs: null } as const

/**
 * Finds or makes the contact of a card and notes everything the card says. Somebody known by another address of the card becomes part
 * of the same contact, unless they have a card of their own or a person has decided about them: then a merge is only suggested.
 * Answers the contact's id.
 */
export function relateCard(
  tx: Transaction,
  card: PendingCard,
  region: string | null,
  touched: TouchedContacts,
  nowMs: number,
): number {
  const addresses = new Map(
    card.addresses.map((address) => [canonicalAddressKey(address), address]).filter(([key]) => key !== '') as [string, string][],
  )
  const phones = new Map(card.phones.map((phone) => [phoneKey(phone, region), phone]))
  const name = cleanPersonName(card.displayName)
  const contactId =
    findContact(tx, card, [...addresses.keys()], [...phones.keys()], name) ?? addContact(tx, card, addresses, nowMs)
  touchContact(touched, contactId)
  for (const [addressKey, address] of addresses)
    claimAddress(tx, contactId, addressKey, { ...fromCard, value: address }, touched, nowMs)
  if (name !== null) recordName(tx, contactId, listIdentitiesOfKind(tx, contactId, 'name'), { ...fromCard, value: name }, nowMs)
  if (card.organization)
    recordDetail(tx, contactId, 'organization', foldText(card.organization), { ...fromCard, value: card.organization }, nowMs)
  if (card.title) recordDetail(tx, contactId, 'title', foldText(card.title), { ...fromCard, value: card.title }, nowMs)
  for (const [key, phone] of phones) recordDetail(tx, contactId, 'phone', key, { ...fromCard, value: phone }, nowMs)
  for (const url of card.urls) recordDetail(tx, contactId, 'url', urlKey(url), { ...fromCard, value: url }, nowMs)
  const [first] = addresses.values()
  if (first !== undefined && getContact(tx, contactId)?.isDecided === 0) updateContact(tx, contactId, { primaryAddress: first })
  linkCard(tx, card.id, contactId)
  return contactId
}

function findContact(
  tx: Transaction,
  card: PendingCard,
  addressKeys: readonly string[],
  phoneKeys: readonly string[],
  name: string | null,
): number | null {
  const earlier = card.contactId === null ? null : getContact(tx, card.contactId)
  if (earlier && earlier.status !== 'merged') return earlier.id
  for (const addressKey of addressKeys) {
    const known = findContactByAddress(tx, addressKey)
    if (known) return known.contactId
  }
  // Without an address only a number together with the name makes the same person.
  return addressKeys.length > 0 || name === null ? null : findCardContactByPhone(tx, phoneKeys, foldText(name))
}

function addContact(tx: Transaction, card: PendingCard, addresses: ReadonlyMap<string, string>, nowMs: number): number {
  const [first] = addresses.values()
  return insertContact(tx, { displayName: card.displayName, primaryAddress: first ?? null, isSelf: false }, nowMs)
}

function claimAddress(
  tx: Transaction,
  contactId: number,
  addressKey: string,
  seen: SeenIdentity,
  touched: TouchedContacts,
  nowMs: number,
): void {
  const known = findContactByAddress(tx, addressKey)
  if (!known) {
    const { value, source, confidence } = seen
    insertIdentity(
      tx,
      { contactId, kind: 'email', value, valueKey: addressKey, source, foundInInteractionId: null, confidence },
      nowMs,
    )
  } else if (known.contactId === contactId || absorb(tx, known.contactId, contactId, touched)) improveAddress(tx, known, seen)
}

/** Makes one of two, if nobody has a say in the other, and answers whether it did. Nothing of a person's is lost by it, so there is nothing to undo. */
function absorb(tx: Transaction, fromId: number, intoId: number, touched: TouchedContacts): boolean {
  const from = getContact(tx, fromId)
  if (!from || from.isDecided || from.isSelf || from.status === 'merged' || from.notes !== '' || hasCard(tx, fromId)) return false
  const identityIds = listIdentities(tx, fromId).map((identity) => identity.id)
  moveHistory(tx, identityIds, fromId, intoId)
  deleteContact(tx, fromId)
  touched.delete(fromId)
  return true
}
