// Decides what an event from Google means for the stored copy, and makes its stored form.
import type { GoogleEventItem } from '../../../google/calendar-requests.ts'
import { canonicalJson, hashText } from '../canonical-json.ts'

/** An event, ready to be stored. */
export interface PreparedEvent {
  readonly externalId: string
  readonly seriesId: string | null
  readonly payload: Buffer
  readonly contentHash: string
}

/**
 * `present`: it is on the calendar. `hole`: an occurrence of a live series that was cancelled; only ids and the original start are certain.
 * `gone`: it is no longer on the calendar; nothing but its id is certain.
 */
export type EventChange =
  | { readonly kind: 'present'; readonly event: PreparedEvent }
  | { readonly kind: 'hole'; readonly item: GoogleEventItem }
  | { readonly kind: 'gone'; readonly externalId: string }

/** Fields that change without the event changing. */
const volatileFields: ReadonlySet<string> = new Set(['etag', 'kind', 'updated'])

/** Reads what an item of `events.list` says. */
export function readEventChange(item: GoogleEventItem): EventChange {
  if (item.status !== 'cancelled') return { kind: 'present', event: prepareEvent(item) }
  if (item.recurringEventId !== undefined) return { kind: 'hole', item }
  return { kind: 'gone', externalId: item.id }
}

/** The stored form of an event. */
export function prepareEvent(item: GoogleEventItem): PreparedEvent {
  return {
    externalId: item.id,
    seriesId: item.recurringEventId ?? null,
    payload: Buffer.from(JSON.stringify(item), 'utf8'),
    contentHash: hashText(canonicalJson(item, volatileFields)),
  }
}
