// Turns imported vCards into cards from which contacts are made.
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { reopenUnparkedItems } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { writeCard } from '../../db/queries/people/write-card.ts'
import { keepCurrentRawEvents } from '../../db/queries/raw-events/keep-current.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { markRawEvents } from '../../db/queries/raw-events/mark-raw-events.ts'
import type { Transaction } from '../../db/database.ts'
import { toItemError, tryEach } from '../../db/savepoint.ts'
import { type Card, readCard } from '../../normalize/card/read-card.ts'
import { Pace } from '../pace.ts'
import { type ClaimedJob, completed, type Processor } from '../types.ts'

interface ReadCard {
  readonly raw: RawEvent
  readonly card: Card
}
type Prepared = ReadCard | { readonly raw: RawEvent; readonly error: Error }

/** Cards of one transaction. */
const batchSizes = { first: 20, least: 5, most: 100 }

/** Works through the account's pending cards. One that cannot be read or written is listed as failed and stops nobody. */
export const normalizeFileContact: Processor<'normalize_file_contact'> = async (job, context) => {
  const { accountId } = job.payload
  context.commit({}, (tx) => reopenUnparkedItems(tx, job.kind, accountId))
  const total = countPendingRawEvents(context.db, 'file_contact', accountId)
  const counts = { items: 0, failedItems: 0 }
  const pace = new Pace(context, batchSizes)
  for (;;) {
    const batch = listPendingRawEvents(context.db, 'file_contact', accountId, pace.size)
    if (batch.length === 0) break
    const cards: Prepared[] = []
    for (const raw of batch) {
      cards.push(tryToRead(raw))
      await pace.pause()
    }
    const done = counts.items + batch.length
    counts.failedItems += pace.commit(batch.length, { progress: { done, total: Math.max(total, done), what: 'cards' } }, (tx) =>
      store(tx, job, cards, context.clock.now()),
    )
    counts.items = done
    await pace.rest()
  }
  return completed(counts, [{ kind: 'extract_contacts', payload: { accountId } }])
}

function tryToRead(raw: RawEvent): Prepared {
  try {
    return { raw, card: readCard(raw.payload.toString('utf8')) }
  } catch (error) {
    return { raw, error: toItemError(error) }
  }
}

/** Writes the cards, and why some could not be; answers how many these are. One of which a newer version has come is left to the next batch. */
function store(tx: Transaction, job: ClaimedJob<'normalize_file_contact'>, prepared: readonly Prepared[], nowMs: number): number {
  const { accountId } = job.payload
  const currentRows = new Set(
    keepCurrentRawEvents(
      tx,
      prepared.map(({ raw }) => raw),
    ),
  )
  const current = prepared.filter(({ raw }) => currentRows.has(raw))
  const cards = current.filter((entry): entry is ReadCard => 'card' in entry)
  const errors: Map<Prepared, Error> = tryEach(tx, cards, ({ raw, card }) => writeCard(tx, accountId, raw.id, card, nowMs))
  const processed: number[] = []
  for (const entry of current) {
    const { raw } = entry
    const subject = { stage: job.kind, accountId, subjectType: 'raw_event', subjectKey: String(raw.id) } as const
    const error = 'error' in entry ? entry.error : errors.get(entry)
    if (error === undefined) {
      processed.push(raw.id)
      resolveItemFailure(tx, subject)
      continue
    }
    recordItemFailure(tx, {
      ...subject,
      label: `A card in ${raw.container}`,
      reason: error.message.slice(0, 300),
      hint: 'Export the address book again; the other cards were imported.',
      jobId: job.id,
      now: nowMs,
    })
  }
  markRawEvents(tx, processed, 'processed')
  return current.length - processed.length
}
