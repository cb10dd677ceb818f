// Turns an occurrence into the rows of the calendar and the timeline.
import type { CalendarEventValues, MeetingParticipant, MeetingValues } from '../../db/queries/calendar-events/write-occurrence.ts'
import { canonicalAddressKey } from '../../people/address-key.ts'
import { toMeetingSnippet, toPlainDescription } from './meeting-text.ts'
import type { EventPerson, EventTime, SourceEvent } from './source-event.ts'
import { toInstantMs, type Occurrence } from './expand-series.ts'

/** What the rows need to know of the calendar and account around an event. */
export interface EventSurroundings {
  /** Canonical keys of the addresses of the person who owns the account. */
  readonly ownAddressKeys: ReadonlySet<string>
  /** Whether the person owns the calendar: then an event without guests is a thing they do, and part of the timeline. */
  readonly isOwnCalendar: boolean
}

/** An occurrence as the calendar and, when it is a meeting, the timeline keep it. */
export interface OccurrenceRows {
  readonly event: CalendarEventValues
  /** Null when the occurrence is no interaction: birthdays, focus time, holidays, declined and cancelled ones. */
  readonly meeting: MeetingValues | null
}

/** What the occurrences of a series have in common, unless one was edited: made once, however many there are. */
interface SharedRows {
  readonly organizerAddress: string | null
  readonly attendeeCount: number
  readonly ownResponse: string | null
  readonly hasOthers: boolean
  readonly people: readonly MeetingParticipant[]
  readonly recurrence: string | null
  readonly meeting: MeetingValues | null
}

/** Gives what makes the rows of each occurrence of one event or series. */
export function occurrenceRows(surroundings: EventSurroundings): (occurrence: Occurrence) => OccurrenceRows {
  const shared = new Map<SourceEvent, SharedRows>()
  return (occurrence) => {
    const known = shared.get(occurrence.event)
    const rows = known ?? toSharedRows(occurrence.event, surroundings)
    if (!known) shared.set(occurrence.event, rows)
    return toRows(occurrence, rows)
  }
}

function toRows({ event, key, start, end, isRecurring }: Occurrence, { meeting, ...shared }: SharedRows): OccurrenceRows {
  return {
    event: {
      occurrenceKey: key,
      meetingKey: key === '' ? event.uid : `${event.uid}/${key}`,
      eventType: event.eventType,
      status: event.status,
      title: event.title,
      description: event.description,
      location: event.location,
      isAllDay: start.kind === 'date',
      startDate: start.kind === 'date' ? start.date : null,
      endDate: end.kind === 'date' ? laterDate(end, start) : null,
      startAt: toInstantMs(start),
      endAt: Math.max(toInstantMs(start), toInstantMs(end)),
      timeZone: start.kind === 'time' ? start.zone.id : null,
      isRecurring,
      conferenceUrl: event.conferenceUrl,
      sourceUrl: event.sourceUrl,
      ...shared,
    },
    meeting,
  }
}

function toSharedRows(event: SourceEvent, surroundings: EventSurroundings): SharedRows {
  const markSelf = (person: EventPerson): EventPerson => ({
    ...person,
    // On a calendar that somebody else shares, "self" is whose calendar it is.
    isSelf: (person.isSelf && surroundings.isOwnCalendar) || surroundings.ownAddressKeys.has(canonicalAddressKey(person.address)),
  })
  const organizer = event.organizer ? markSelf(event.organizer) : null
  const attendees = withoutRepeats(event.attendees.map(markSelf))
  const own = attendees.find((attendee) => attendee.isSelf)
  const hasOthers = attendees.some((attendee) => !attendee.isSelf) || (own !== undefined && isOtherPerson(organizer))
  const direction = directionOf(event, organizer, own, hasOthers, surroundings)
  const people = toParticipants(organizer, attendees)
  return {
    organizerAddress: organizer?.address || null,
    attendeeCount: attendees.length,
    ownResponse: own?.response ?? null,
    hasOthers,
    people: direction === null ? people : [],
    recurrence: event.recurrence.find((line) => line.startsWith('RRULE'))?.replace(/^RRULE:/, '') ?? null,
    meeting: direction === null ? null : toMeeting(event, direction, people),
  }
}

function toParticipants(organizer: EventPerson | null, attendees: readonly EventPerson[]): MeetingParticipant[] {
  const toParticipant = (role: 'organizer' | 'attendee') => (person: EventPerson) => ({
    ...person,
    role,
    addressKey: canonicalAddressKey(person.address),
  })
  return [...(organizer ? [organizer] : []).map(toParticipant('organizer')), ...attendees.map(toParticipant('attendee'))]
}

function toMeeting(
  event: SourceEvent,
  direction: MeetingValues['direction'],
  participants: readonly MeetingParticipant[],
): MeetingValues {
  const writtenText = toPlainDescription(event.description)
  return { direction, snippet: toMeetingSnippet(event.location, writtenText), writtenText, participants }
}

function directionOf(
  event: SourceEvent,
  organizer: EventPerson | null,
  own: EventPerson | undefined,
  hasOthers: boolean,
  surroundings: EventSurroundings,
): MeetingValues['direction'] | null {
  if (event.status === 'cancelled' || (event.eventType !== 'default' && event.eventType !== 'fromGmail')) return null
  if (own?.response === 'declined') return null
  if (!hasOthers) return surroundings.isOwnCalendar && event.start.kind === 'time' ? 'none' : null
  if (organizer?.isSelf) return 'outbound'
  return own ? 'inbound' : 'none'
}

/** Calendars outside of Google need not list the organizer among the attendees; Google names a shared calendar as organizer of its events. */
function isOtherPerson(organizer: EventPerson | null): boolean {
  return organizer !== null && !organizer.isSelf && organizer.address !== '' && !organizer.address.endsWith('calendar.google.com')
}

/** The same attendee twice is one attendee; those without an address are told apart by name. */
function withoutRepeats(people: readonly EventPerson[]): EventPerson[] {
  const byKey = new Map<string, EventPerson>()
  for (const person of people) {
    const key = person.address || `name:${person.name}`
    const known = byKey.get(key)
    byKey.set(key, known ? { ...known, name: known.name || person.name, response: known.response ?? person.response } : person)
  }
  return [...byKey.values()]
}

function laterDate(end: { readonly date: string }, start: EventTime): string {
  return start.kind === 'date' && end.date <= start.date ? nextDate(start.date) : end.date
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
