// Makes contacts of the people in an account's new interactions and cards.
import { gathering } from '../gather.ts'
import { Pace } from '../pace.ts'
import { completed, type Processor, type ProcessorContext } from '../types.ts'
import { WordMerger } from '../word-merger.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { listContactsWithBegunMeeting, listOtherAccountsWithPending } from '../../db/queries/people/list-due-contacts.ts'
import { countPendingCards, listPendingCards } from '../../db/queries/people/list-pending-cards.ts'
import {
  countPendingInteractions,
  listPendingInteractions,
  type PendingInteraction,
} from '../../db/queries/people/list-pending-interactions.ts'
import { hasPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import { canonicalAddressKey } from '../../people/address-key.ts'
import type { FailedItem } from '../../people/each-on-its-own.ts'
import { extractFromCards, extractFromInteractions, extractSlice, summarizeContacts } from '../../people/extract-contacts.ts'
import { reopenOwnAddress } from '../../people/own-contacts.ts'
import { guessRegion } from '../../people/owner-region.ts'

/** Rows in one transaction at most. */
const batchSize = 40
/** People in one transaction: they are what the work grows with. */
const batchPeople = { first: 30, least: 15, most: 200 }
/** An interaction with more people than this is gone through in slices, before it is settled in a transaction of its own. */
const mostPeopleAtOnce = 60
/** People that are summed up in one transaction, and interactions that are looked at again. */
const sliceSize = 15

/**
 * Works until nothing of the account is pending. Before that it turns meetings that have begun since the last run into history,
 * and looks again at what own addresses that were found meanwhile took part in.
 */
export const extractContacts: Processor<'extract_contacts'> = async (job, context) => {
  const { accountId } = job.payload
  const account = getAccount(context.db, accountId)
  if (!account) return completed({ items: 0, failedItems: 0 })
  await rollMeetingsForward(context)
  for (const address of account.ownAddresses) await reopen(context, canonicalAddressKey(address))

  const region = guessRegion([account.email, ...account.ownAddresses])
  const total = countPendingCards(context.db, accountId) + countPendingInteractions(context.db, accountId)
  const counts = { items: 0, failedItems: 0 }
  const pace = new Pace(context, batchPeople)
  const merger = new WordMerger(pace, 'contact_words')
  for (;;) {
    const cards = listPendingCards(context.db, accountId, Math.min(pace.size, batchSize))
    const interactions =
      cards.length > 0 ? [] : withinBudget(listPendingInteractions(context.db, accountId, batchSize), pace.size)
    const size = cards.length + interactions.length
    if (size === 0) break
    const large = interactions.find(isLarge)
    const isSliced = large !== undefined && (await goThroughSlices(context, pace, large))
    const done = counts.items + size
    const progress = { done, total: Math.max(total, done), what: 'messages and meetings' }
    const people = cards.length + interactions.reduce((sum, { participantCount }) => sum + Math.max(1, participantCount), 0)
    // Settling says nothing about the price of the next batch.
    const failed = pace.commit(isSliced ? 0 : people, { progress }, (tx) => {
      const nowMs = context.clock.now()
      const failedCards = extractFromCards(tx, cards, region, nowMs)
      const failedInteractions = extractFromInteractions(tx, interactions, nowMs, isSliced)
      const settle = (
        subjectType: 'contact_card' | 'interaction',
        items: readonly { id: number }[],
        failures: readonly FailedItem<{ id: number }>[],
      ): void => {
        const reasons = new Map(failures.map(({ item, reason }) => [item.id, reason]))
        for (const { id } of items) {
          const subject = { stage: 'extract_contacts', accountId, subjectType, subjectKey: String(id) } as const
          const reason = reasons.get(id)
          if (reason === undefined) resolveItemFailure(tx, subject)
          else recordItemFailure(tx, { ...subject, ...explain(subjectType), reason, jobId: job.id, now: nowMs })
        }
      }
      settle('contact_card', cards, failedCards)
      settle('interaction', interactions, failedInteractions)
      return failedCards.length + failedInteractions.length
    })
    counts.items = done
    counts.failedItems += failed
    await pace.rest()
    await merger.afterBatch()
  }
  await merger.finish()
  const others = listOtherAccountsWithPending(context.db, accountId)
  const next = { kind: 'extract_identities', payload: { accountId } } as const
  return completed(counts, [
    hasPendingRawEvents(context.db, accountId) ? gathering(next, context.clock.now()) : next,
    ...others.map((other) => ({ kind: 'extract_contacts', payload: { accountId: other } }) as const),
  ])
}

/** As many of the first rows as make a short transaction, but always one; a large one is alone. */
function withinBudget(interactions: readonly PendingInteraction[], mostPeople: number): PendingInteraction[] {
  let people = 0
  return interactions.filter((interaction, index) => {
    people += isLarge(interaction) ? Number.POSITIVE_INFINITY : Math.max(1, interaction.participantCount)
    return index === 0 || people <= mostPeople
  })
}

function isLarge({ participantCount }: PendingInteraction): boolean {
  return participantCount > mostPeopleAtOnce
}

/** Answers false when a slice could not be processed: all of it is then tried at once, which tells why. */
async function goThroughSlices(context: ProcessorContext, pace: Pace, interaction: PendingInteraction): Promise<boolean> {
  for (let from = 0; from < interaction.participantCount;) {
    const to = Math.min(from + pace.size, interaction.participantCount)
    const slice = { from, to }
    if (!pace.commit(to - from, {}, (tx) => extractSlice(tx, interaction.id, slice, context.clock.now()))) return false
    await pace.rest()
    from = to
  }
  return true
}

async function rollMeetingsForward(context: ProcessorContext): Promise<void> {
  for (;;) {
    const nowMs = context.clock.now()
    const due = listContactsWithBegunMeeting(context.db, nowMs, sliceSize)
    if (due.length === 0) return
    context.commit({}, (tx) => summarizeContacts(tx, due, nowMs))
    await context.yield()
  }
}

async function reopen(context: ProcessorContext, addressKey: string): Promise<void> {
  if (addressKey === '') return
  while (context.commit({}, (tx) => reopenOwnAddress(tx, addressKey, sliceSize)) === 'more') await context.yield()
}

function explain(subjectType: 'contact_card' | 'interaction'): { label: string; hint: string } {
  return {
    label: subjectType === 'contact_card' ? 'A card of an address book' : 'The people of a message or meeting',
    hint: 'Retry it; if it fails again, an update of the program may help.',
  }
}
