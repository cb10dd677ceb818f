// Turns the participants of one interaction into contacts, and notes what the interaction means for each.
import type { Transaction } from '../db/database.ts'
import { insertContact } from '../db/queries/people/insert-contact.ts'
import { listOwnAddressKeys } from '../db/queries/people/list-own-address-keys.ts'
import { linkParticipant } from '../db/queries/people/link-participant.ts'
import { listParticipants, type StoredParticipant } from '../db/queries/people/list-participants.ts'
import type { PendingInteraction } from '../db/queries/people/list-pending-interactions.ts'
import { insertIdentity } from '../db/queries/people/write-identity.ts'
import { deleteRelation, insertRelation, listRelations, type RelationRow } from '../db/queries/people/write-relations.ts'
import { claimOwnContact } from './own-contacts.ts'
import { PeopleMemory } from './people-memory.ts'
import { improveAddress, recordName, type SeenIdentity } from './record-identity.ts'
import { isStronger, relateParticipants } from './relation.ts'
import { countRelationChange, touchContact, type TouchedContacts } from './touched-contacts.ts'

/** How sure a name is by the place in which it stands: people write their own name best. */
const nameConfidence: Record<StoredParticipant['role'], number> = {
  from: 1,
  organizer: 0.9,
  attendee: 0.9,
  sender: 0.5,
  reply_to: 0.5,
  to: 0.6,
  cc: 0.6,
  bcc: 0.6,
}

/**
 * Finds or makes the contact of every participant, links them, and brings `contact_interactions` in line with what the interaction
 * says now. Doing it again changes nothing. Contacts whose history or names have changed are added to `touched`.
 */
export function relateInteraction(
  tx: Transaction,
  interaction: PendingInteraction,
  touched: TouchedContacts,
  memory: PeopleMemory,
  nowMs: number,
): void {
  applyRelations(
    tx,
    interaction,
    listParticipants(tx, interaction.id).map((participant) => resolve(tx, interaction, participant, touched, memory, nowMs)),
    touched,
  )
}

/**
 * Does the part of {@link relateInteraction} that concerns the participants at `from` up to, not including, `to`: a mail to hundreds of
 * people would hold everybody up. What it writes is right for as long as nothing follows. {@link settleRelations} comes after the last.
 */
export function relateSlice(
  tx: Transaction,
  interaction: PendingInteraction,
  slice: { readonly from: number; readonly to: number },
  touched: TouchedContacts,
  nowMs: number,
): void {
  const memory = new PeopleMemory()
  const participants = listParticipants(tx, interaction.id)
  const resolved = participants
    .slice(slice.from, slice.to)
    .map((participant) => resolve(tx, interaction, participant, touched, memory, nowMs))
  const ownKeys = new Set(listOwnAddressKeys(tx))
  for (const { isSelf, addressKey } of participants) if (isSelf === 1) ownKeys.add(addressKey)
  const contactIds = linkResolved(tx, interaction, resolved)
  const wanted = relationsOf(interaction, participants, ownKeys, contactIds)
  const within = new Set(contactIds.values())
  replaceRelations(tx, interaction.id, wanted, touched, (contactId) => within.has(contactId))
}

/**
 * Ends what {@link relateSlice} began, at little cost. Answers false, having done nothing, when somebody has no contact: the participants
 * were written anew between two slices.
 */
export function settleRelations(tx: Transaction, interaction: PendingInteraction, touched: TouchedContacts): boolean {
  const isLeftOut = listParticipants(tx, interaction.id).some((each) => each.contactId === null && becomesContact(each))
  if (isLeftOut) return false
  renewRelations(tx, interaction, touched)
  return true
}

/** Does what {@link relateInteraction} does for participants whose addresses have moved between contacts, without noting again what they were called. */
export function renewRelations(tx: Transaction, interaction: PendingInteraction, touched: TouchedContacts): void {
  const memory = new PeopleMemory()
  const resolved = listParticipants(tx, interaction.id).map((participant) => {
    const isMarkedSelf = participant.isSelf === 1
    if (participant.contactId === null) return { participant, contactId: null, isSelf: isMarkedSelf }
    const known = memory.findContact(tx, participant.addressKey)
    return { participant, contactId: known?.contactId ?? null, isSelf: isMarkedSelf || known?.isSelf === 1 }
  })
  applyRelations(tx, interaction, resolved, touched)
}

function applyRelations(
  tx: Transaction,
  interaction: PendingInteraction,
  resolved: readonly ResolvedParticipant[],
  touched: TouchedContacts,
): void {
  // An address may be marked as the owner's in one of its roles only.
  const ownKeys = new Set(resolved.filter(({ isSelf }) => isSelf).map(({ participant }) => participant.addressKey))
  const contactIds = linkResolved(tx, interaction, resolved)
  const participants = resolved.map(({ participant }) => participant)
  replaceRelations(tx, interaction.id, relationsOf(interaction, participants, ownKeys, contactIds), touched)
}

/** Links the participants to their contacts; answers these by address key. */
function linkResolved(
  tx: Transaction,
  interaction: PendingInteraction,
  resolved: readonly ResolvedParticipant[],
): ReadonlyMap<string, number> {
  const contactIds = new Map<string, number>()
  for (const { participant, contactId } of resolved) {
    if (participant.contactId !== contactId) linkParticipant(tx, interaction.id, participant.position, contactId)
    if (contactId !== null) contactIds.set(participant.addressKey, contactId)
  }
  return contactIds
}

/** What the interaction means for each of the contacts. */
function relationsOf(
  interaction: PendingInteraction,
  participants: readonly StoredParticipant[],
  ownKeys: ReadonlySet<string>,
  contactIds: ReadonlyMap<string, number>,
): ReadonlyMap<number, RelationRow> {
  const wanted = new Map<number, RelationRow>()
  if (interaction.countsForNothing) return wanted
  const related = relateParticipants({
    kind: interaction.kind,
    isBulk: interaction.isBulk,
    participants: participants.map((participant) => ({ ...participant, isSelf: ownKeys.has(participant.addressKey) })),
  })
  for (const [addressKey, relation] of related) {
    const contactId = contactIds.get(addressKey)
    if (contactId === undefined) continue
    const known = wanted.get(contactId)
    if (known && !isStronger(relation, known.relation)) continue
    wanted.set(contactId, { contactId, relation, occurredAtMs: interaction.occurredAtMs })
  }
  return wanted
}

/** Brings those rows of an interaction that `concerns` lets pass in line with `wanted`, and counts the difference. */
function replaceRelations(
  tx: Transaction,
  interactionId: number,
  wanted: ReadonlyMap<number, RelationRow>,
  touched: TouchedContacts,
  concerns: (contactId: number) => boolean = () => true,
): void {
  const kept = new Set<number>()
  for (const row of listRelations(tx, interactionId)) {
    if (!concerns(row.contactId)) continue
    const now = wanted.get(row.contactId)
    if (now && now.relation === row.relation && now.occurredAtMs === row.occurredAtMs) {
      kept.add(row.contactId)
      continue
    }
    deleteRelation(tx, interactionId, row)
    countRelationChange(touched, row.contactId, row.relation, -1)
  }
  for (const row of wanted.values()) {
    if (kept.has(row.contactId)) continue
    insertRelation(tx, interactionId, row)
    countRelationChange(touched, row.contactId, row.relation, 1)
  }
}

interface ResolvedParticipant {
  readonly participant: StoredParticipant
  readonly contactId: number | null
  readonly isSelf: boolean
}

/** Addresses that only carry answers or bounces are nobody's, but for the owner's own. */
function becomesContact({ addressKey, role, isSelf }: StoredParticipant): boolean {
  return addressKey !== '' && ((role !== 'reply_to' && role !== 'sender') || isSelf === 1)
}

function resolve(
  tx: Transaction,
  interaction: PendingInteraction,
  participant: StoredParticipant,
  touched: TouchedContacts,
  memory: PeopleMemory,
  nowMs: number,
): ResolvedParticipant {
  const isMarkedSelf = participant.isSelf === 1
  if (!becomesContact(participant)) return { participant, contactId: null, isSelf: isMarkedSelf }
  const source = interaction.kind === 'email' ? 'email_header' : 'calendar'
  const seen = { source, interactionId: interaction.id } as const
  const address: SeenIdentity = { ...seen, value: participant.address, confidence: 1 }
  const known = memory.findContact(tx, participant.addressKey)
  const contactId = known?.contactId ?? addContact(tx, participant, address, nowMs)
  if (!known || improveAddress(tx, known, address)) {
    touchContact(touched, contactId)
    memory.forgetContact(contactId, participant.addressKey)
  }
  if (isMarkedSelf && known?.isSelf === 0) {
    claimOwnContact(tx, contactId, participant.addressKey)
    memory.forgetAll()
  }
  const name = memory.cleanName(participant.displayName)
  const confidence = nameConfidence[participant.role]
  if (name !== null && recordName(tx, contactId, memory.listNames(tx, contactId), { ...seen, value: name, confidence }, nowMs)) {
    touchContact(touched, contactId)
    memory.forgetContact(contactId, participant.addressKey)
  }
  return { participant, contactId, isSelf: isMarkedSelf || known?.isSelf === 1 }
}

function addContact(tx: Transaction, participant: StoredParticipant, address: SeenIdentity, nowMs: number): number {
  const contactId = insertContact(
    tx,
    { displayName: address.value, primaryAddress: address.value, isSelf: participant.isSelf === 1 },
    nowMs,
  )
  insertIdentity(
    tx,
    {
      contactId,
      kind: 'email',
      value: address.value,
      valueKey: participant.addressKey,
      source: address.source,
      foundInInteractionId: address.interactionId,
      confidence: 1,
    },
    nowMs,
  )
  return contactId
}
