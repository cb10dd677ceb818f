import { expect, test } from 'vitest'
import type { Calendar, CalendarEvent } from '../../../shared/views/calendar.ts'
import { toEventInput, visibleEvents } from './event-input.ts'

const event: CalendarEvent = {
  id: 1,
  title: 'Review',
  eventType: 'default',
  status: 'confirmed',
  isAllDay: false,
  startMs: 1_000,
  endMs: 2_000,
  startDate: null,
  endDate: null,
  timeZone: 'Europe/Berlin',
  calendarIds: [1],
  color: '#4285f4',
  location: null,
  attendeeCount: 2,
  ownResponse: null,
  hasOthers: true,
  isRecurring: false,
}
const calendar = (id: number, isVisible: boolean): Calendar => ({
  id,
  accountId: 'a',
  name: 'Team',
  color: '#4285f4',
  timeZone: null,
  isPrimary: false,
  isEnabled: true,
  isVisible,
  note: null,
  eventCount: 1,
})

test('a timed event is drawn by its instants', () => {
  expect(toEventInput(event)).toEqual({
    id: '1',
    title: 'Review',
    color: '#4285f4',
    extendedProps: { event, lane: 2 },
    allDay: false,
    start: 1_000,
    end: 2_000,
  })
})

test('an all-day event is drawn by its dates, whatever its instants are', () => {
  const birthday: CalendarEvent = {
    ...event,
    eventType: 'birthday',
    isAllDay: true,
    startDate: '2026-11-23',
    endDate: '2026-11-24',
  }
  expect(toEventInput(birthday)).toEqual({
    id: '1',
    title: 'Review',
    color: '#4285f4',
    extendedProps: { event: birthday, lane: 0 },
    allDay: true,
    start: '2026-11-23',
    end: '2026-11-24',
  })
})

test('an event is hidden only when all of its calendars are', () => {
  const onBoth = { ...event, id: 2, calendarIds: [1, 2] }
  const orphan = { ...event, id: 3, calendarIds: [] }
  expect(visibleEvents([event, onBoth, orphan], [calendar(1, false), calendar(2, true)])).toEqual([onBoth, orphan])
})
