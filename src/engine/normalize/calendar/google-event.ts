// Reads a Google Calendar event resource (https://developers.google.com/workspace/calendar/api/v3/reference/events).
import { z } from 'zod'
import { eventTypes } from '../../../shared/views/calendar.ts'
import type { EventPerson, EventTime, SeriesException, SourceEvent } from './source-event.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'
import { ianaZone, utcZone, type Zone } from './zone.ts'

const timeSchema = z.object({ date: z.string().optional(), dateTime: z.string().optional(), timeZone: z.string().optional() })
const personSchema = z.object({
  email: z.string().optional(),
  displayName: z.string().optional(),
  self: z.boolean().optional(),
  resource: z.boolean().optional(),
  responseStatus: z.string().optional(),
})

/** What we depend on of an event; everything else may be missing, new or odd. */
export const googleEventSchema = z.object({
  id: z.string(),
  iCalUID: z.string().optional(),
  status: z.string().optional(),
  eventType: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  htmlLink: z.string().optional(),
  hangoutLink: z.string().optional(),
  conferenceData: z
    .object({ entryPoints: z.array(z.object({ entryPointType: z.string().optional(), uri: z.string().optional() })).optional() })
    .optional(),
  start: timeSchema.optional(),
  end: timeSchema.optional(),
  endTimeUnspecified: z.boolean().optional(),
  recurrence: z.array(z.string()).optional(),
  recurringEventId: z.string().optional(),
  originalStartTime: timeSchema.optional(),
  organizer: personSchema.optional(),
  attendees: z.array(personSchema).optional(),
})
/** @see googleEventSchema */
export type GoogleEvent = z.infer<typeof googleEventSchema>

/** An event resource as a {@link SourceEvent}. Times without a zone of their own are in that of the calendar. */
export function readGoogleEvent(event: GoogleEvent, calendarZone: string | null): SourceEvent {
  if (!event.start) throw new UnreadableEventError('The event has no start')
  const start = readGoogleTime(event.start, calendarZone)
  return {
    uid: event.iCalUID ?? event.id,
    title: event.summary ?? '',
    description: event.description ?? null,
    location: event.location ?? null,
    status: event.status === 'cancelled' || event.status === 'tentative' ? event.status : 'confirmed',
    eventType: eventTypes.find((known) => known === event.eventType) ?? 'default',
    start,
    end: event.end ? readGoogleTime(event.end, calendarZone) : start,
    recurrence: event.recurrence ?? [],
    organizer: event.organizer ? readPerson(event.organizer) : null,
    attendees: (event.attendees ?? []).filter((attendee) => attendee.resource !== true).map(readPerson),
    conferenceUrl:
      event.hangoutLink ?? event.conferenceData?.entryPoints?.find((entry) => entry.entryPointType === 'video')?.uri ?? null,
    sourceUrl: event.htmlLink ?? null,
  }
}

/** An instance of a series as an exception. A cancelled one guarantees no more than its id, series and original start. */
export function readGoogleException(event: GoogleEvent, calendarZone: string | null): SeriesException {
  if (!event.originalStartTime) throw new UnreadableEventError('The changed occurrence does not say which one it is')
  const originalStart = readGoogleTime(event.originalStartTime, calendarZone)
  return { originalStart, event: event.status === 'cancelled' ? null : readGoogleEvent(event, calendarZone) }
}

function readPerson(person: z.infer<typeof personSchema>): EventPerson {
  return {
    address: (person.email ?? '').trim().toLowerCase(),
    name: person.displayName ?? '',
    isSelf: person.self === true,
    response: person.responseStatus ?? null,
  }
}

function readGoogleTime(time: z.infer<typeof timeSchema>, calendarZone: string | null): EventTime {
  if (time.date && !Number.isNaN(Date.parse(`${time.date}T00:00:00Z`))) return { kind: 'date', date: time.date }
  const atMs = Date.parse(time.dateTime ?? '')
  if (Number.isNaN(atMs)) throw new UnreadableEventError('The event has neither a date nor a time')
  const zone = findZone(time.timeZone) ?? findZone(calendarZone) ?? utcZone
  return { kind: 'time', wall: zone.toWall(atMs), zone }
}

function findZone(id: string | null | undefined): Zone | null {
  return id ? ianaZone(id) : null
}
