// Runs one batch of the stage that makes contacts of the people in interactions and cards, each item on its own.
import type { Transaction } from '../db/database.ts'
import type { PendingCard } from '../db/queries/people/list-pending-cards.ts'
import type { PendingInteraction } from '../db/queries/people/list-pending-interactions.ts'
import { setInteractionContactsState } from '../db/queries/people/set-contacts-state.ts'
import { relateCard } from './relate-card.ts'
import { relateInteraction } from './relate-interaction.ts'
import { summarizeTouched } from './summarize-contact.ts'
import { addTouched, touchContact, type TouchedContacts } from './touched-contacts.ts'

/** An item that could not be processed; nothing of it was written. */
export interface FailedItem<Item> {
  readonly item: Item
  readonly error: unknown
}

/** Processes the interactions and sums up the contacts they touched. A bad item does not stop the others. */
export function extractFromInteractions(tx: Transaction, batch: readonly PendingInteraction[], nowMs: number): FailedItem<PendingInteraction>[] {
  return extractEach(tx, batch, nowMs, (interaction, touched) => {
    relateInteraction(tx, interaction, touched, nowMs)
    setInteractionContactsState(tx, interaction.id, 'done')
  })
}

/** Does the same for cards. `region` (ISO 3166) is whose numbers are meant when a card tells no country. */
export function extractFromCards(tx: Transaction, batch: readonly PendingCard[], region: string | null, nowMs: number): FailedItem<PendingCard>[] {
  return extractEach(tx, batch, nowMs, (card, touched) => relateCard(tx, card, region, touched, nowMs))
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
  extract: (item: Item, touched: TouchedContacts) => void,
): FailedItem<Item>[] {
  const touched: TouchedContacts = new Map()
  const failed = eachOnItsOwn(tx, items, (item) => {
    const touchedByItem: TouchedContacts = new Map()
    extract(item, touchedByItem)
    addTouched(touched, touchedByItem)
  })
  summarizeTouched(tx, touched, nowMs)
  return failed
}

/** Does `work` for each item inside a savepoint of its own and answers those for which it threw. */
export function eachOnItsOwn<Item>(tx: Transaction, items: readonly Item[], work: (item: Item) => void): FailedItem<Item>[] {
  const failed: FailedItem<Item>[] = []
  const inSavepoint = tx.sqlite.transaction(work)
  for (const item of items) {
    try {
      inSavepoint(item)
    } catch (error) {
      // A full disk or a lost file is no fault of the item's: SQLite has then ended the whole transaction.
      if (!tx.sqlite.inTransaction) throw error
      failed.push({ item, error })
    }
  }
  return failed
}
