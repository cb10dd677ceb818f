// Runs one batch of the stage that learns from signatures how people can be reached, and who is the same person.
import type { Transaction } from '../db/database.ts'
import { listParticipants } from '../db/queries/people/list-participants.ts'
import { type PendingSignature, setIdentitiesDone } from '../db/queries/people/list-pending-identities.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import { guessRegion } from './owner-region.ts'
import { eachOnItsOwn, type FailedItem } from './each-on-its-own.ts'
import { readSignature } from './read-signature.ts'
import { recordDetail } from './record-identity.ts'
import { crowdSize } from './relation.ts'
import { suggestMerges } from './suggest-merges.ts'
import { summarizeTouched } from './summarize-contact.ts'
import { addTouched, touchContact, type TouchedContacts } from './touched-contacts.ts'

/** What a run of the stage carries from batch to batch. */
export interface IdentityRun {
  /** The owner's own addresses: their country is the last guess for a number without one. */
  readonly ownAddresses: readonly string[]
  /** Contacts that were compared with others already, and about whom nothing new was found since. */
  readonly compared: Set<number>
}

/** Processes the interactions; a bad one does not stop the others. */
export function extractIdentities(
  tx: Transaction,
  batch: readonly PendingSignature[],
  run: IdentityRun,
  nowMs: number,
): FailedItem<PendingSignature>[] {
  const touched: TouchedContacts = new Map()
  const seen = new Set<number>()
  const readOne = (interaction: PendingSignature): void => {
    const touchedByItem: TouchedContacts = new Map()
    const contactIds = readInteraction(tx, interaction, run, touchedByItem, nowMs)
    setIdentitiesDone(tx, interaction.id)
    addTouched(touched, touchedByItem)
    for (const contactId of contactIds) seen.add(contactId)
  }
  const failed = eachOnItsOwn(tx, batch, readOne, () => {
    touched.clear()
    seen.clear()
  })
  summarizeTouched(tx, touched, nowMs)
  for (const contactId of seen) {
    if (run.compared.has(contactId) && !touched.has(contactId)) continue
    suggestMerges(tx, contactId, nowMs)
    run.compared.add(contactId)
  }
  return failed
}

/** Notes what the sender's signature says; answers everybody in the interaction. */
function readInteraction(
  tx: Transaction,
  interaction: PendingSignature,
  run: IdentityRun,
  touched: TouchedContacts,
  nowMs: number,
): readonly number[] {
  if (interaction.goneAt !== null) return []
  const people = listParticipants(tx, interaction.id).filter(
    (participant) => participant.contactId !== null && participant.isSelf === 0,
  )
  const contactIds = [...new Set(people.map((participant) => participant.contactId))].filter((contactId) => contactId !== null)
  const sender =
    interaction.kind === 'email' && !interaction.isBulk ? people.find((participant) => participant.role === 'from') : undefined
  if (interaction.signatureText && sender && sender.contactId !== null) {
    const contact = getContact(tx, sender.contactId)
    if (contact && !contact.isSelf) {
      const region = guessRegion([sender.addressKey, ...run.ownAddresses])
      const facts = readSignature(interaction.signatureText, {
        displayName: contact.displayName,
        addressKey: sender.addressKey,
        region,
      })
      const groups = [
        ['phone', facts.phones],
        ['url', facts.urls],
        ['title', facts.title ? [facts.title] : []],
        ['organization', facts.organization ? [facts.organization] : []],
      ] as const
      const found = { source: 'signature', interactionId: interaction.id, foundAtMs: interaction.occurredAtMs } as const
      for (const [kind, all] of groups) {
        for (const { value, key, confidence } of all) {
          if (recordDetail(tx, contact.id, kind, key, { ...found, value, confidence }, nowMs)) touchContact(touched, contact.id)
        }
      }
    }
  }
  return contactIds.length > crowdSize ? [] : contactIds
}
