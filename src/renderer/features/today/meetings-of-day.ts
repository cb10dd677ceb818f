// Which events of a day are meetings: with other people, and really taking place.
import type { CalendarEvent } from '../../../shared/views/calendar.ts'

/** Birthdays, places of work and cancelled events are no meetings. */
export function isMeetingOfDay(event: Pick<CalendarEvent, 'eventType' | 'status' | 'isAllDay'>): boolean {
  return (event.eventType === 'default' || event.eventType === 'fromGmail') && event.status !== 'cancelled' && !event.isAllDay
}
