// One calendar in memory: its events, and an ordered log of what changed, from which sync tokens are answered.
import type { Clock } from '../../clock.ts'
import {
  instantOf,
  occurrenceId,
  splitSeriesId,
  type CalendarEvent,
  type CalendarSettings,
  type EventDateTime,
  type EventInput,
} from './calendar-resources.ts'
import { shortHash } from './opaque-token.ts'
import { splitRecurrence } from './split-rule.ts'

/** An event with its place in the change log and in listings. */
export interface EventRecord {
  readonly event: CalendarEvent
  /** Counts every change of the calendar; the record carries the number of its latest. */
  readonly changeNumber: number
  /** Listings come in this order, which has nothing to do with time: exceptions may stand before their master. */
  readonly orderKey: string
}

/** A calendar that tests and the sample workspace change the way people change theirs. */
export class FakeCalendar {
  readonly id: string
  settings: CalendarSettings
  readonly #clock: Pick<Clock, 'now'>
  readonly #ownerEmail: string
  readonly #records = new Map<string, EventRecord>()
  /** Exceptions of cancelled series, by the id of the master. */
  readonly #inTheBin = new Map<string, readonly CalendarEvent[]>()
  #changeNumber = 0
  #oldestValidChange = 0
  #nextEventNumber = 1

  constructor(settings: CalendarSettings, ownerEmail: string, clock: Pick<Clock, 'now'>) {
    this.id = settings.id
    this.settings = settings
    this.#ownerEmail = ownerEmail
    this.#clock = clock
  }

  /** The number of the latest change. */
  get changeNumber(): number {
    return this.#changeNumber
  }

  /** Sync tokens from before this change are answered with 410. */
  get oldestValidChange(): number {
    return this.#oldestValidChange
  }

  /** Every record, cancelled ones too, in no particular order. */
  records(): IterableIterator<EventRecord> {
    return this.#records.values()
  }

  /** An event by id. Throws when there is none: a test that names a wrong id should hear of it. */
  event(id: string): CalendarEvent {
    const record = this.#records.get(id)
    if (record === undefined) throw new Error(`Calendar ${this.id} has no event ${id}`)
    return record.event
  }

  /** Whether there is (or was) an event of this id. */
  has(id: string): boolean {
    return this.#records.has(id)
  }

  /** Adds an event, or a series when `recurrence` is given. Needs `start` and `end`. Gives back its id. */
  addEvent(input: EventInput, atMs: number = this.#clock.now()): string {
    if (input.start === undefined || input.end === undefined) throw new Error('An event needs a start and an end')
    const id =
      input.id ??
      `${shortHash(this.id)}${shortHash(`${this.id}/${this.#nextEventNumber}`)}${(this.#nextEventNumber++).toString(32).padStart(6, '0')}`
    const self = { email: this.#ownerEmail, self: true }
    const at = new Date(atMs).toISOString()
    this.#put(
      {
        kind: 'calendar#event',
        status: 'confirmed',
        htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${this.id}`).toString('base64url')}`,
        created: at,
        updated: at,
        creator: self,
        organizer: this.settings.primary === true ? self : { email: this.id, displayName: this.settings.summary, self: true },
        iCalUID: `${id}@google.com`,
        sequence: 0,
        reminders: { useDefault: true },
        eventType: 'default',
        ...input,
        id,
        etag: '',
      },
      atMs,
    )
    return id
  }

  /** Changes fields of an event or of the master of a series. */
  editEvent(id: string, patch: EventInput, atMs: number = this.#clock.now()): void {
    const event = this.event(id)
    const movesTime = patch.start !== undefined || patch.end !== undefined || patch.recurrence !== undefined
    this.#put(
      { ...event, ...patch, id, sequence: (event.sequence ?? 0) + (movesTime ? 1 : 0), updated: new Date(atMs).toISOString() },
      atMs,
    )
  }

  /** Cancels an event, or a series with all its exceptions. Google tells of the master only. */
  cancelEvent(id: string, atMs: number = this.#clock.now()): void {
    this.#put({ ...this.event(id), status: 'cancelled', updated: new Date(atMs).toISOString() }, atMs)
    const exceptions = this.#exceptionsOf(id)
    for (const exception of exceptions) this.#records.delete(exception.id)
    this.#inTheBin.set(id, [...(this.#inTheBin.get(id) ?? []), ...exceptions])
  }

  /** Brings a cancelled event back, as people do from the bin; a series comes back with its exceptions, and all of them are told. */
  restoreEvent(id: string, atMs: number = this.#clock.now()): void {
    const updated = new Date(atMs).toISOString()
    this.#put({ ...this.event(id), status: 'confirmed', updated }, atMs)
    for (const exception of this.#inTheBin.get(id) ?? []) this.#put({ ...exception, updated }, atMs)
    this.#inTheBin.delete(id)
  }

  /** Changes one occurrence of a series, making it an exception. Gives back the exception's id. */
  editOccurrence(masterId: string, originalStart: EventDateTime, patch: EventInput, atMs: number = this.#clock.now()): string {
    const { recurrence: _, ...master } = this.event(masterId)
    const id = occurrenceId(masterId, originalStart)
    const known = this.#records.get(id)?.event
    const { start, end } = this.event(masterId)
    if (start === undefined || end === undefined) throw new Error(`Series ${masterId} has no times`)
    const base: CalendarEvent =
      known !== undefined && known.status !== 'cancelled'
        ? known
        : { ...master, id, start: originalStart, end: shift(originalStart, instantOf(end) - instantOf(start)) }
    this.#put(
      {
        ...base,
        ...patch,
        id,
        status: patch.status ?? 'confirmed',
        recurringEventId: masterId,
        originalStartTime: originalStart,
        updated: new Date(atMs).toISOString(),
      },
      atMs,
    )
    return id
  }

  /** Moves one occurrence of a series to another time. */
  moveOccurrence(
    masterId: string,
    originalStart: EventDateTime,
    start: EventDateTime,
    end: EventDateTime,
    atMs: number = this.#clock.now(),
  ): string {
    return this.editOccurrence(masterId, originalStart, { start, end }, atMs)
  }

  /** Cancels one occurrence of a series. */
  cancelOccurrence(masterId: string, originalStart: EventDateTime, atMs: number = this.#clock.now()): string {
    return this.editOccurrence(masterId, originalStart, { status: 'cancelled' }, atMs)
  }

  /**
   * Changes an occurrence of a series and all that follow it: the series ends before it, and a new one of a kindred id begins with it.
   * Occurrences from there on that were changed before keep their ids and belong to the new series. Gives back its id.
   */
  splitSeries(masterId: string, from: EventDateTime, patch: EventInput, atMs: number = this.#clock.now()): string {
    const { etag: _, sequence: __, ...master } = this.event(masterId)
    const { start, end, recurrence } = master
    if (start === undefined || end === undefined || recurrence === undefined) throw new Error(`${masterId} is no series`)
    const { before, after } = splitRecurrence(recurrence, start, from)
    const id = splitSeriesId(masterId, from)
    const iCalUID = `${id}@google.com`
    this.editEvent(masterId, { recurrence: before }, atMs)
    const times = { start: from, end: shift(from, instantOf(end) - instantOf(start)) }
    this.addEvent({ ...master, ...times, recurrence: after, ...patch, id, iCalUID }, atMs)
    for (const exception of this.#exceptionsOf(masterId)) {
      if (exception.originalStartTime === undefined || instantOf(exception.originalStartTime) < instantOf(from)) continue
      this.#put({ ...exception, recurringEventId: id, iCalUID, updated: new Date(atMs).toISOString() }, atMs)
    }
    return id
  }

  /** Takes an event, or a series with its changed occurrences, away to another calendar: cancelled here, the same ids and iCalUID there. */
  moveEventTo(id: string, target: FakeCalendar, atMs: number = this.#clock.now()): void {
    for (const event of [this.event(id), ...this.#exceptionsOf(id)]) {
      const { organizer: _, etag: __, ...moved } = event
      target.addEvent({ ...moved, start: moved.start ?? {}, end: moved.end ?? {} }, atMs)
    }
    this.cancelEvent(id, atMs)
  }

  /** Makes every sync token given out so far invalid: the next one used is answered with 410 `fullSyncRequired`. */
  expireSyncTokens(): void {
    this.#changeNumber++
    this.#oldestValidChange = this.#changeNumber
  }

  /** What the calendar holds for people: live events, and exceptions of live series, by id. */
  liveEvents(): CalendarEvent[] {
    return [...this.#records.values()]
      .map((record) => record.event)
      .filter((event) => event.status !== 'cancelled' || event.recurringEventId !== undefined)
  }

  #exceptionsOf(masterId: string): CalendarEvent[] {
    return [...this.#records.values()].map(({ event }) => event).filter((event) => event.recurringEventId === masterId)
  }

  #put(event: CalendarEvent, atMs: number): void {
    this.#changeNumber++
    const etag = `"${Math.floor(atMs / 500)}${(this.#changeNumber % 10_000).toString().padStart(4, '0')}"`
    this.#records.set(event.id, {
      event: { ...event, etag },
      changeNumber: this.#changeNumber,
      orderKey: shortHash(event.id) + event.id,
    })
  }
}

function shift(start: EventDateTime, durationMs: number): EventDateTime {
  if (start.date !== undefined) return { date: new Date(instantOf(start) + durationMs).toISOString().slice(0, 10) }
  const offset = /([+-]\d\d:\d\d|Z)$/.exec(start.dateTime ?? '')?.[0] ?? 'Z'
  const offsetMs =
    offset === 'Z'
      ? 0
      : (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * 60_000
  const local = new Date(instantOf(start) + durationMs + offsetMs).toISOString().slice(0, 19)
  return { dateTime: local + offset, ...(start.timeZone === undefined ? {} : { timeZone: start.timeZone }) }
}
