// Stores one page of a calendar's events.
import { z } from 'zod'
import { getRawEvent, type RawItemName } from '../../../db/queries/raw-events/get-raw-event.ts'
import { listLeftBySplit } from '../../../db/queries/raw-events/list-left-by-split.ts'
import { listSeries } from '../../../db/queries/raw-events/list-series.ts'
import { markRawEventsGone } from '../../../db/queries/raw-events/mark-gone.ts'
import { storeRawEvent } from '../../../db/queries/raw-events/store-raw-event.ts'
import type { Transaction } from '../../../db/database.ts'
import type { GoogleEventItem } from '../../../google/calendar-requests.ts'
import type { SyncCounts } from '../sync-run.ts'
import { type EventChange, prepareEvent } from './event-item.ts'

/** Where the page belongs, and when it was seen. */
export interface EventsPlace {
  readonly accountId: string
  readonly calendarId: string
  readonly seenAt: number
}

const storedEventSchema = z.looseObject({})

/** Stores a page; answers what that did. Storing it again changes nothing. */
export function storeEvents(
  tx: Transaction,
  place: EventsPlace,
  changes: readonly EventChange[],
): Omit<SyncCounts, 'failedItems'> {
  const counts = { stored: 0, unchanged: 0, removed: 0 }
  for (const change of changes) {
    if (change.kind === 'gone') {
      const removed = markGone(tx, place, change.externalId)
      counts.removed += removed
      if (removed === 0) counts.unchanged += 1
      continue
    }
    const event = change.kind === 'present' ? change.event : prepareEvent(withKnownContent(tx, place, change.item))
    const result = storeRawEvent(tx, { ...nameOf(place, event.externalId), ...event, goneAt: null, seenAt: place.seenAt })
    counts[result] += 1
  }
  return counts
}

function nameOf(place: EventsPlace, externalId: string): RawItemName {
  return { accountId: place.accountId, source: 'google_event', container: place.calendarId, externalId }
}

/** A cancelled occurrence comes bare. What is known of it stays, so that it can still be shown what was cancelled. */
function withKnownContent(tx: Transaction, place: EventsPlace, item: GoogleEventItem): GoogleEventItem {
  const known = getRawEvent(tx, nameOf(place, item.id))
  if (known === null || known.goneAt !== null) return item
  return { ...storedEventSchema.parse(JSON.parse(known.payload.toString('utf8'))), ...item }
}

/**
 * Marks an event as gone, and with the master of a series its changed occurrences: Google tells of the master only, and of none that were a
 * part of another series when it told of them last.
 */
function markGone(tx: Transaction, { accountId, calendarId, seenAt }: EventsPlace, externalId: string): number {
  const known = listSeries(tx, accountId, calendarId, externalId).map((row) => row.id)
  const ids = known.length > 0 ? known : listLeftBySplit(tx, accountId, calendarId, externalId)
  return ids.length === 0 ? 0 : markRawEventsGone(tx, ids, seenAt)
}
