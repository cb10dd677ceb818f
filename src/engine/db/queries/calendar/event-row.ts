// The columns of an occurrence as the calendar views need them, and how rows of one meeting become one event.
import {
  type AttendeeResponse,
  attendeeResponses,
  type CalendarEvent,
  eventTypes,
  type EventType,
} from '../../../../shared/views/calendar.ts'

/** Columns to select from `calendar_events e JOIN calendars c`. */
export const eventColumns = `
  e.id AS id, e.meeting_key AS meetingKey, e.title, e.event_type AS eventType, e.status, e.is_all_day AS isAllDay,
  e.start_at AS startMs, e.end_at AS endMs, e.start_date AS startDate, e.end_date AS endDate, e.time_zone AS timeZone,
  e.calendar_id AS calendarId, c.color, c.is_primary AS isPrimary, c.account_id AS accountId, e.location, e.attendee_count AS attendeeCount,
  e.own_response AS ownResponse, e.has_others AS hasOthers, e.is_recurring AS isRecurring`

/** A row of {@link eventColumns}. */
export interface EventRow {
  id: number
  meetingKey: string
  title: string
  eventType: string
  status: CalendarEvent['status']
  isAllDay: number
  startMs: number
  endMs: number
  startDate: string | null
  endDate: string | null
  timeZone: string | null
  calendarId: number
  color: string
  isPrimary: number
  accountId: string
  location: string | null
  attendeeCount: number
  ownResponse: string | null
  hasOthers: number
  isRecurring: number
}

/**
 * One event for each meeting: copies on several calendars become one, shown in the colour of the primary calendar, of several
 * accounts that of the first by name (else of the first copy), and naming all calendars. Keeps the order of the rows.
 */
export function mergeCopies(rows: readonly EventRow[]): CalendarEvent[] {
  const byMeeting = new Map<string, EventRow[]>()
  for (const row of rows) {
    const copies = byMeeting.get(row.meetingKey)
    if (copies) copies.push(row)
    else byMeeting.set(row.meetingKey, [row])
  }
  return [...byMeeting.values()].map((copies) => toEvent(copies))
}

function toEvent(copies: readonly EventRow[]): CalendarEvent {
  const [lead] = copies.toSorted(
    (one, other) => other.isPrimary - one.isPrimary || one.isPrimary * one.accountId.localeCompare(other.accountId),
  )
  if (!lead) throw new Error('A meeting without rows cannot be shown')
  return {
    id: lead.id,
    title: lead.title,
    eventType: toEventType(lead.eventType),
    status: lead.status,
    isAllDay: lead.isAllDay === 1,
    startMs: lead.startMs,
    endMs: lead.endMs,
    startDate: lead.startDate,
    endDate: lead.endDate,
    timeZone: lead.timeZone,
    calendarIds: copies.map((copy) => copy.calendarId),
    color: lead.color,
    location: lead.location,
    attendeeCount: Math.max(...copies.map((copy) => copy.attendeeCount)),
    ownResponse: toResponse(ownResponseOf(copies)),
    hasOthers: copies.some((copy) => copy.hasOthers === 1),
    isRecurring: lead.isRecurring === 1,
  }
}

/** Who goes to a meeting with one of their accounts goes to it, whatever they answered with another. */
function ownResponseOf(copies: readonly EventRow[]): string | null {
  const responses = copies.map((copy) => copy.ownResponse).filter((response) => response !== null)
  return responses.find((response) => response === 'accepted') ?? responses[0] ?? null
}

function toEventType(stored: string): EventType {
  return eventTypes.find((known) => known === stored) ?? 'default'
}

/** An answer in a word that the views know; null when nothing is known of it. */
export function toResponse(stored: string | null): AttendeeResponse | null {
  return attendeeResponses.find((known) => known === stored) ?? null
}
