import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { type CalendarEventValues, writeOccurrence } from '../calendar-events/write-occurrence.ts'
import { listEvents } from './list-events.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0);
    INSERT INTO calendars (id, account_id, external_id, name, color, is_primary) VALUES (1, 'a', 'own', 'Own', '#112233', 1), (2, 'a', 'team', 'Team', '#445566', 0);
    INSERT INTO raw_events (id, account_id, source, container, external_id, content_hash, seen_at, fetched_at) VALUES (1, 'a', 'file_event', 'own', 'x', '', 0, 0)`)
})
afterEach(() => test.dispose())

const blank: CalendarEventValues = {
  occurrenceKey: '',
  meetingKey: 'm',
  eventType: 'default',
  status: 'confirmed',
  title: 'Talk',
  description: null,
  location: null,
  isAllDay: false,
  startDate: null,
  endDate: null,
  startAt: 0,
  endAt: 0,
  timeZone: 'UTC',
  isRecurring: false,
  recurrence: null,
  organizerAddress: null,
  attendeeCount: 0,
  ownResponse: null,
  hasOthers: false,
  people: [],
  conferenceUrl: null,
  sourceUrl: null,
}

function add(values: Partial<CalendarEventValues>, calendarId = 1): void {
  const externalId = `${values.meetingKey ?? 'm'}-${calendarId}`
  transaction(test.db, (tx) =>
    writeOccurrence(tx, { accountId: 'a', calendarId, externalId, rawEventId: 1 }, { ...blank, ...values }, null, 0),
  )
}

function titles(from: string, until: string, timeZone = 'UTC'): string[] {
  return listEvents(test.db, { fromMs: Date.parse(from), untilMs: Date.parse(until), timeZone }).map((event) => event.title)
}

function timed(title: string, start: string, end: string): Partial<CalendarEventValues> {
  return { meetingKey: title, title, startAt: Date.parse(start), endAt: Date.parse(end) }
}

function allDay(title: string, startDate: string, endDate: string): Partial<CalendarEventValues> {
  return {
    meetingKey: title,
    title,
    isAllDay: true,
    startDate,
    endDate,
    startAt: Date.parse(startDate),
    endAt: Date.parse(endDate),
    timeZone: null,
  }
}

it('lists what touches the range, and not what only borders on it', () => {
  add(timed('before', '2026-03-01T08:00Z', '2026-03-01T09:00Z'))
  add(timed('across', '2026-03-01T08:30Z', '2026-03-01T09:30Z'))
  add(timed('within', '2026-03-01T09:00Z', '2026-03-01T09:15Z'))
  add(timed('moment', '2026-03-01T09:00Z', '2026-03-01T09:00Z'))
  add(timed('after', '2026-03-01T10:00Z', '2026-03-01T11:00Z'))
  expect(titles('2026-03-01T09:00Z', '2026-03-01T10:00Z')).toEqual(['across', 'within', 'moment'])
})

it('finds events that began months ago', () => {
  add(timed('sabbatical', '2026-01-01T00:00Z', '2026-12-01T00:00Z'))
  expect(titles('2026-09-01T00:00Z', '2026-09-02T00:00Z')).toEqual(['sabbatical'])
})

it('keeps an all-day event on its date, west and east of UTC', () => {
  add(allDay('holiday', '2026-03-04', '2026-03-05'))
  const dayIn = (timeZone: string, offset: string, day: string): string[] =>
    titles(`${day}T00:00${offset}`, `${day}T23:59:59${offset}`, timeZone)
  expect([
    dayIn('Pacific/Honolulu', '-10:00', '2026-03-03'),
    dayIn('Pacific/Honolulu', '-10:00', '2026-03-04'),
    dayIn('Pacific/Honolulu', '-10:00', '2026-03-05'),
  ]).toEqual([[], ['holiday'], []])
  expect([
    dayIn('Asia/Tokyo', '+09:00', '2026-03-03'),
    dayIn('Asia/Tokyo', '+09:00', '2026-03-04'),
    dayIn('Asia/Tokyo', '+09:00', '2026-03-05'),
  ]).toEqual([[], ['holiday'], []])
})

it('shows a meeting that is on two calendars once, in the colour of the primary one', () => {
  add(timed('talk', '2026-03-01T09:00Z', '2026-03-01T10:00Z'), 2)
  add(timed('talk', '2026-03-01T09:00Z', '2026-03-01T10:00Z'), 1)
  const events = listEvents(test.db, {
    fromMs: Date.parse('2026-03-01T00:00Z'),
    untilMs: Date.parse('2026-03-02T00:00Z'),
    timeZone: 'UTC',
  })
  expect(events).toEqual([expect.objectContaining({ title: 'talk', color: '#112233', calendarIds: [2, 1] })])
})

it('leaves out cancelled events and those of calendars that are hidden or no longer synced', () => {
  add({ ...timed('cancelled', '2026-03-01T09:00Z', '2026-03-01T10:00Z'), status: 'cancelled' })
  add(timed('hidden', '2026-03-01T09:00Z', '2026-03-01T10:00Z'), 2)
  test.db.sqlite.exec('UPDATE calendars SET is_visible = 0 WHERE id = 2')
  expect(titles('2026-03-01T00:00Z', '2026-03-02T00:00Z')).toEqual([])
  test.db.sqlite.exec('UPDATE calendars SET is_visible = 1')
  expect(titles('2026-03-01T00:00Z', '2026-03-02T00:00Z')).toEqual(['hidden'])
  test.db.sqlite.exec('UPDATE calendars SET is_enabled = 0 WHERE id = 2')
  expect(titles('2026-03-01T00:00Z', '2026-03-02T00:00Z')).toEqual([])
})
