// Turns imported vCards into cards from which contacts are made.
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { writeCard } from '../../db/queries/people/write-card.ts'
import { keepCurrentRawEvents } from '../../db/queries/raw-events/keep-current.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { markRawEvents } from '../../db/queries/raw-events/mark-raw-events.ts'
import type { Transaction } from '../../db/database.ts'
import { type Card, readCard, UnreadableCardError } from '../../normalize/card/read-card.ts'
import { Pace } from '../pace.ts'
import { type ClaimedJob, completed, type Processor } from '../types.ts'

/** Cards of one transaction. */
const batchSizes = { first: 20, least: 5, most: 100 }

/** Works through the account's pending cards. One that cannot be read is listed as failed and stops nobody. */
export const normalizeFileContact: Processor<'normalize_file_contact'> = async (job, context) => {
  const { accountId } = job.payload
  const total = countPendingRawEvents(context.db, 'file_contact', accountId)
  const counts = { items: 0, failedItems: 0 }
  const pace = new Pace(context, batchSizes)
  for (;;) {
    const batch = listPendingRawEvents(context.db, 'file_contact', accountId, pace.size)
    if (batch.length === 0) break
    const cards: { raw: RawEvent; card: Card | UnreadableCardError }[] = []
    for (const raw of batch) {
      cards.push({ raw, card: tryToRead(raw) })
      await pace.pause()
    }
    const done = counts.items + batch.length
    pace.commit(batch.length, { progress: { done, total: Math.max(total, done), what: 'cards' } }, (tx) => {
      const current = new Set(keepCurrentRawEvents(tx, batch))
      for (const { raw, card } of cards) if (current.has(raw)) settle(tx, job, raw, card, context.clock.now())
    })
    counts.items = done
    counts.failedItems += cards.filter(({ card }) => card instanceof UnreadableCardError).length
    await pace.rest()
  }
  return completed(counts, [{ kind: 'extract_contacts', payload: { accountId } }])
}

function tryToRead(raw: RawEvent): Card | UnreadableCardError {
  try {
    return readCard(raw.payload.toString('utf8'))
  } catch (error) {
    if (error instanceof UnreadableCardError) return error
    throw error
  }
}

function settle(
  tx: Transaction,
  job: ClaimedJob<'normalize_file_contact'>,
  raw: RawEvent,
  card: Card | UnreadableCardError,
  nowMs: number,
): void {
  const { accountId } = job.payload
  const subject = { stage: 'normalize_file_contact', accountId, subjectType: 'raw_event', subjectKey: String(raw.id) } as const
  if (card instanceof UnreadableCardError) {
    recordItemFailure(tx, {
      ...subject,
      label: `A card in ${raw.container}`,
      reason: card.message,
      hint: 'Export the address book again; the other cards were imported.',
      jobId: job.id,
      now: nowMs,
    })
    return
  }
  writeCard(tx, accountId, raw.id, card, nowMs)
  markRawEvents(tx, [raw.id], 'processed')
  resolveItemFailure(tx, subject)
}
