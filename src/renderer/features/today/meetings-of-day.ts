// Which events of a day are meetings, and which are a person's own.
import type { CalendarEvent } from '../../../shared/views/calendar.ts'

type DayEvent = Pick<CalendarEvent, 'eventType' | 'status' | 'isAllDay' | 'ownResponse' | 'hasOthers'>

/** With other people, and really taking place. */
export function isMeetingOfDay(event: DayEvent): boolean {
  return isAppointment(event) && event.hasOthers
}

/** What one does alone at a time of the day. */
export function isOwnOfDay(event: DayEvent): boolean {
  return isAppointment(event) && !event.hasOthers
}

/** Birthdays, places of work, whole days, and what is cancelled or declined are no appointments. */
function isAppointment({ eventType, status, isAllDay, ownResponse }: DayEvent): boolean {
  const isOn = status !== 'cancelled' && ownResponse !== 'declined'
  return (eventType === 'default' || eventType === 'fromGmail') && isOn && !isAllDay
}
