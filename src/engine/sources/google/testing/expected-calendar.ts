// What a calendar must look like here, told from what the fake Google holds by the simplest rules that do: no code is shared with the app.
import type { CalendarEvent, EventDateTime } from '../../../google/fake/calendar-resources.ts'
import type { FakeAccount } from '../../../google/fake/fake-account.ts'

/** An occurrence of a weekly series, or a single event, of which only times without a clock change are expected. */
export interface ExpectedOccurrence {
  readonly calendarId: string
  readonly seriesId: string
  readonly meetingKey: string
  readonly title: string
  readonly startMs: number
}

const weekMs = 7 * 86_400_000

/** Every occurrence on every calendar of the account. */
export function expectedOccurrences(account: FakeAccount): ExpectedOccurrence[] {
  return account
    .calendarList()
    .filter((record) => !record.deleted)
    .flatMap(({ calendar }) => {
      const events = calendar.liveEvents()
      return events
        .filter((event) => event.recurringEventId === undefined)
        .flatMap((event) => {
          const exceptions = events.filter((other) => other.recurringEventId === event.id)
          return occurrencesOf(event, exceptions).map((occurrence) => ({ calendarId: calendar.id, ...occurrence }))
        })
    })
}

/** One meeting for each that is on any calendar, as the person's own calendar tells it. */
export function expectedMeetings(account: FakeAccount): ExpectedOccurrence[] {
  const meetings = new Map<string, ExpectedOccurrence>()
  for (const occurrence of expectedOccurrences(account)) {
    if (!meetings.has(occurrence.meetingKey) || occurrence.calendarId === account.email)
      meetings.set(occurrence.meetingKey, occurrence)
  }
  return [...meetings.values()]
}

/** When the rule of a weekly series has it take place, first to last; the start alone for a single event. */
export function plannedStarts({ start, recurrence }: CalendarEvent): number[] {
  const rule = recurrence?.find((line) => line.startsWith('RRULE'))
  const firstMs = msOf(start)
  if (rule === undefined) return [firstMs]
  const count = Number(/COUNT=(\d+)/.exec(rule)?.[1] ?? 1_000)
  const until = /UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(rule)
  const untilMs = until === null ? Number.POSITIVE_INFINITY : Date.parse(until[0].replace(...isoOfUntil))
  return Array.from({ length: count }, (_, index) => firstMs + index * weekMs).filter((atMs) => atMs <= untilMs)
}

const isoOfUntil = [/UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'] as const

function occurrencesOf(event: CalendarEvent, exceptions: readonly CalendarEvent[]): Omit<ExpectedOccurrence, 'calendarId'>[] {
  const seriesId = event.id
  if (event.recurrence === undefined)
    return [{ seriesId, meetingKey: event.iCalUID ?? '', title: event.summary ?? '', startMs: msOf(event.start) }]
  const byOriginal = new Map<number, CalendarEvent>(plannedStarts(event).map((startMs) => [startMs, event]))
  for (const exception of exceptions) byOriginal.set(msOf(exception.originalStartTime), exception)
  return [...byOriginal].flatMap(([originalMs, { status, iCalUID, summary, start, recurringEventId }]) => {
    if (status === 'cancelled') return []
    const key = new Date(originalMs).toISOString().replace('.000', '')
    const startMs = recurringEventId === undefined ? originalMs : msOf(start)
    return [{ seriesId, meetingKey: `${iCalUID}/${key}`, title: summary ?? '', startMs }]
  })
}

function msOf(when: EventDateTime | undefined): number {
  return Date.parse(when?.dateTime ?? '')
}
