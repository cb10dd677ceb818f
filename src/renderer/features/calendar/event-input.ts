// Turns our events into what the calendar component draws.
import type { EventInput } from '@fullcalendar/react'
import type { Calendar, CalendarEvent } from '../../../shared/views/calendar.ts'

/** Shows an event when any of its calendars is switched on and shown; calendars that are not known (yet) hide nothing. */
export function visibleEvents(events: readonly CalendarEvent[], calendars: readonly Calendar[]): readonly CalendarEvent[] {
  const hidden = new Set(
    calendars.filter((calendar) => !calendar.isVisible || !calendar.isEnabled).map((calendar) => calendar.id),
  )
  return events.filter((event) => event.calendarIds.length === 0 || event.calendarIds.some((id) => !hidden.has(id)))
}

/** All-day events go by their dates, in no zone, so that they never move a day. Birthdays sort first: their own lane. */
export function toEventInput(event: CalendarEvent): EventInput {
  const common = {
    id: String(event.id),
    title: event.title,
    color: event.color,
    extendedProps: { event, lane: event.eventType === 'birthday' ? 0 : event.isAllDay ? 1 : 2 },
  }
  if (event.startDate !== null)
    return { ...common, allDay: true, start: event.startDate, ...(event.endDate === null ? {} : { end: event.endDate }) }
  return { ...common, allDay: false, start: event.startMs, end: event.endMs }
}
