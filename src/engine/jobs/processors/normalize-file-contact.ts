// Turns imported vCards into cards from which contacts are made.
import { reopenUnparkedItems } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { writeCard } from '../../db/queries/people/write-card.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { toItemError } from '../../db/savepoint.ts'
import { type Card, readCard } from '../../normalize/card/read-card.ts'
import { Pace } from '../pace.ts'
import { completed, type Processor } from '../types.ts'
import { type FailureWords, type Prepared, storeRawEvents } from './settle-raw-events.ts'

const words: FailureWords = {
  label: (raw) => `A card in ${raw.container}`,
  hint: 'Export the address book again; the other cards were imported.',
}
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
    const cards: Prepared<Card>[] = []
    for (const raw of batch) {
      cards.push(tryToRead(raw))
      await pace.pause()
    }
    const done = counts.items + batch.length
    counts.failedItems += pace.commit(batch.length, { progress: { done, total: Math.max(total, done), what: 'cards' } }, (tx) => {
      const nowMs = context.clock.now()
      return storeRawEvents(tx, { job, words, nowMs }, cards, (raw, card) => writeCard(tx, accountId, raw.id, card, nowMs))
    })
    counts.items = done
    await pace.rest()
  }
  return completed(counts, [{ kind: 'extract_contacts', payload: { accountId } }])
}

function tryToRead(raw: RawEvent): Prepared<Card> {
  try {
    return { raw, value: readCard(raw.payload.toString('utf8')) }
  } catch (error) {
    return { raw, error: toItemError(error) }
  }
}
