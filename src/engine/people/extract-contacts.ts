// Runs one batch of the stage that makes contacts of the people in interactions and cards, each item on its own.
import type { Transaction } from '../db/database.ts'
import type { PendingCard } from '../db/queries/people/list-pending-cards.ts'
import type { PendingInteraction } from '../db/queries/people/list-pending-interactions.ts'
import { setInteractionContactsState } from '../db/queries/people/set-contacts-state.ts'
import { eachOnItsOwn, type FailedItem } from './each-on-its-own.ts'
import { PeopleMemory } from './people-memory.ts'
import { relateCard } from './relate-card.ts'
import { relateInteraction } from './relate-interaction.ts'
import { suggestMerges } from './suggest-merges.ts'
import { summarizeTouched } from './summarize-contact.ts'
import { addTouched, touchContact, type TouchedContacts } from './touched-contacts.ts'

/** Processes the interactions and sums up the contacts they touched. A bad item does not stop the others. */
export function extractFromInteractions(
  tx: Transaction,
  batch: readonly PendingInteraction[],
  nowMs: number,
): FailedItem<PendingInteraction>[] {
  const memory = new PeopleMemory()
  const relate = (interaction: PendingInteraction, touched: TouchedContacts): void => {
    try {
      relateInteraction(tx, interaction, touched, memory, nowMs)
      setInteractionContactsState(tx, interaction.id, 'done')
    } catch (error) {
      memory.forgetAll()
      throw error
    }
  }
  return extractEach(tx, batch, nowMs, relate, () => memory.forgetAll())
}

/** Does the same for cards. `region` (ISO 3166) is whose numbers are meant when a card tells no country. */
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
