// Which events of a day are meetings: with other people, and really taking place.
import type { CalendarEvent } from '../../../shared/views/calendar.ts'

/** Birthdays, places of work, what is cancelled or declined, and what one does alone are no meetings. */
export function isMeetingOfDay(
  event: Pick<CalendarEvent, 'eventType' | 'status' | 'isAllDay' | 'ownResponse' | 'hasOthers'>,
): boolean {
  const isOn = event.status !== 'cancelled' && event.ownResponse !== 'declined'
  return (event.eventType === 'default' || event.eventType === 'fromGmail') && event.hasOthers && isOn && !event.isAllDay
}
