// A calendar event as any source tells it, before recurrences are expanded.
import type { EventType } from '../../../shared/views/calendar.ts'
import type { Zone } from './zone.ts'

/** A date, or a wall-clock time (`YYYY-MM-DDTHH:mm:ss`) in a zone. */
export type EventTime =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'time'; readonly wall: string; readonly zone: Zone }

/** Someone invited. The address is empty for attendees without one. */
export interface EventPerson {
  readonly address: string
  readonly name: string
  readonly isSelf: boolean
  readonly response: string | null
}

/** One event, series master or exception. */
export interface SourceEvent {
  /** RFC 5545 UID: the same on every calendar that has the event, and for all occurrences of a series. */
  readonly uid: string
  readonly title: string
  readonly description: string | null
  readonly location: string | null
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly eventType: EventType
  readonly start: EventTime
  /** Exclusive. */
  readonly end: EventTime
  /** RRULE, EXDATE and RDATE lines of a master; empty for anything else. */
  readonly recurrence: readonly string[]
  readonly organizer: EventPerson | null
  readonly attendees: readonly EventPerson[]
  readonly conferenceUrl: string | null
  readonly sourceUrl: string | null
}

/** An edited, moved or cancelled occurrence of a series. A cancelled one guarantees nothing but its original start. */
export interface SeriesException {
  readonly originalStart: EventTime
  /** Null when the occurrence is cancelled. */
  readonly event: SourceEvent | null
}

/** A single event (no recurrence, no exceptions) or a series. The master may be missing when only single occurrences were shared. */
export interface Series {
  readonly master: SourceEvent | null
  readonly exceptions: readonly SeriesException[]
}
