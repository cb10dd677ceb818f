// Runs one batch of the stage that makes contacts of the people in interactions and cards, each item on its own.
import type { Transaction } from '../db/database.ts'
import type { PendingCard } from '../db/queries/people/list-pending-cards.ts'
import { getInteractionForContacts, type PendingInteraction } from '../db/queries/people/list-pending-interactions.ts'
import { setInteractionContactsState } from '../db/queries/people/set-contacts-state.ts'
import { trySavepoint } from '../db/savepoint.ts'
import { eachOnItsOwn, type FailedItem } from './each-on-its-own.ts'
import { PeopleMemory } from './people-memory.ts'
import { relateCard } from './relate-card.ts'
import { relateInteraction, relateSlice, settleRelations } from './relate-interaction.ts'
import { suggestMerges } from './suggest-merges.ts'
import { summarizeTouched } from './summarize-contact.ts'
import { addTouched, touchContact, type TouchedContacts } from './touched-contacts.ts'

/**
 * Processes the interactions and sums up the contacts they touched. A bad item does not stop the others. For those that `isSliced`, every
 * slice has gone through {@link extractSlice} before.
 */
export function extractFromInteractions(
  tx: Transaction,
  batch: readonly PendingInteraction[],
  nowMs: number,
  isSliced = false,
): FailedItem<PendingInteraction>[] {
  const memory = new PeopleMemory()
  const relate = (listed: PendingInteraction, touched: TouchedContacts): void => {
    // Between two slices a newer version may have been written.
    const interaction = (isSliced ? getInteractionForContacts(tx, listed.id) : null) ?? listed
    try {
      if (!isSliced || !settleRelations(tx, interaction, touched)) relateInteraction(tx, interaction, touched, memory, nowMs)
      setInteractionContactsState(tx, interaction.id, 'done')
    } catch (error) {
      memory.forgetAll()
      throw error
    }
  }
  return extractEach(tx, batch, nowMs, relate, () => memory.forgetAll())
}

/**
 * Makes contacts of the participants at `from` up to, not including, `to` of one interaction, and sums them up; the interaction stays
 * pending, and doing a slice again changes nothing. Answers false when the slice cannot be processed, or the interaction is no more.
 */
export function extractSlice(
  tx: Transaction,
  interactionId: number,
  slice: { readonly from: number; readonly to: number },
  nowMs: number,
): boolean {
  const interaction = getInteractionForContacts(tx, interactionId)
  if (interaction === null) return false
  const touched: TouchedContacts = new Map()
  const error = trySavepoint(tx, () => {
    relateSlice(tx, interaction, slice, touched, nowMs)
    summarizeTouched(tx, touched, nowMs)
  })
  return error === null
}

/** Does what {@link extractFromInteractions} does, for cards. `region` (ISO 3166) is whose numbers are meant when a card tells no country. */
export function extractFromCards(
  tx: Transaction,
  batch: readonly PendingCard[],
  region: string | null,
  nowMs: number,
): FailedItem<PendingCard>[] {
  const contactIds = new Set<number>()
  const relate = (card: PendingCard, touched: TouchedContacts): unknown =>
    contactIds.add(relateCard(tx, card, region, touched, nowMs))
  const failed = extractEach(tx, batch, nowMs, relate, () => contactIds.clear())
  for (const contactId of contactIds) suggestMerges(tx, contactId, nowMs)
  return failed
}

/** Sums up contacts for whom nothing but the time has changed. */
export function summarizeContacts(tx: Transaction, contactIds: readonly number[], nowMs: number): void {
  const touched: TouchedContacts = new Map()
  for (const contactId of contactIds) touchContact(touched, contactId)
  summarizeTouched(tx, touched, nowMs)
}

function extractEach<Item>(
  tx: Transaction,
  items: readonly Item[],
  nowMs: number,
  extract: (item: Item, touched: TouchedContacts) => unknown,
  startOver: () => void,
): FailedItem<Item>[] {
  const touched: TouchedContacts = new Map()
  const extractOne = (item: Item): void => {
    const touchedByItem: TouchedContacts = new Map()
    extract(item, touchedByItem)
    addTouched(touched, touchedByItem)
  }
  const failed = eachOnItsOwn(tx, items, extractOne, () => {
    touched.clear()
    startOver()
  })
  summarizeTouched(tx, touched, nowMs)
  return failed
}
