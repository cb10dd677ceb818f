import { expect, test } from 'vitest'
import type { CalendarEvent, CalendarEventDetail } from '../../../shared/views/calendar.ts'
import type { Person } from '../../../shared/views/people.ts'
import { answered, refusal, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createTodayStore, fadingPeople } from './today-store.ts'

const nowMs = new Date(2026, 10, 23, 12).getTime()
const dayMs = 24 * 60 * 60_000

const person = (id: number, change: Partial<Person> = {}): Person => ({
  id,
  name: `Person ${id}`,
  primaryAddress: null,
  organization: null,
  status: 'active',
  hiddenReason: null,
  lastInteractionAtMs: nowMs - 90 * dayMs,
  nextMeetingAtMs: null,
  sentCount: 5,
  receivedCount: 5,
  meetingCount: 0,
  strength: 50,
  ...change,
})

const event = (id: number, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id,
  title: 'Review',
  eventType: 'default',
  status: 'confirmed',
  isAllDay: false,
  startMs: nowMs,
  endMs: nowMs + 60_000,
  startDate: null,
  endDate: null,
  timeZone: null,
  calendarIds: [],
  color: '#4285f4',
  location: null,
  attendeeCount: 1,
  ownResponse: null,
  hasOthers: true,
  isRecurring: false,
  ...change,
})

const detail = (id: number): CalendarEventDetail => ({
  ...event(id),
  description: null,
  conferenceUrl: null,
  sourceUrl: null,
  recurrenceText: null,
  organizer: null,
  attendees: [{ contactId: 4, name: 'Greta', address: 'greta@example.com', isSelf: false, response: 'accepted' }],
  calendarNames: [],
})

test('the day holds its meetings with their people, what one does alone, and nothing else', async () => {
  const { title, phone, notes, firstInteractionAtMs, identities, insights } = {
    title: null,
    phone: null,
    notes: '',
    firstInteractionAtMs: null,
    identities: [],
    insights: [],
  }
  const greta = { ...person(4), title, phone, notes, firstInteractionAtMs, identities, insights }
  const message = { id: 9, title: 'Plan', occurredAtMs: nowMs, isFromMe: false, waitsFor: 'you' } as const
  const client = scriptedClient({
    'calendar.listEvents': () =>
      answered([
        event(1),
        event(2, { eventType: 'birthday', isAllDay: true }),
        event(3, { status: 'cancelled' }),
        event(4, { isAllDay: true }),
        event(5, { ownResponse: 'declined' }),
        event(6, { hasOthers: false }),
      ]),
    'calendar.getEvent': ({ id }) => answered(detail(id)),
    'people.get': () => answered(greta),
    'people.recentTalk': () => answered([{ contactId: 4, messages: [message] }]),
    'timeline.page': () => answered({ items: [], nextCursor: null, total: 0 }),
    'people.page': () => answered({ items: [], nextCursor: null, total: 0 }),
  })
  const store = createTodayStore(client, () => nowMs, 'UTC')
  await store.getState().refresh()
  expect(store.getState().meetings).toEqual({
    kind: 'ready',
    value: [{ event: detail(1), people: new Map([[4, greta]]), talk: new Map([[4, [message]]]) }],
  })
  expect(store.getState().own).toEqual([event(6, { hasOthers: false })])
})

test('one refused part does not take the others with it', async () => {
  const client = scriptedClient({
    'calendar.listEvents': refused,
    'timeline.page': () => answered({ items: [], nextCursor: null, total: 0 }),
    'people.page': () => answered({ items: [], nextCursor: null, total: 0 }),
  })
  const store = createTodayStore(client, () => nowMs, 'UTC')
  await store.getState().refresh()
  expect(store.getState().meetings).toEqual({ kind: 'error', error: refusal, value: null })
  expect(store.getState().recent).toEqual({ kind: 'ready', value: [] })
})

test('losing touch means: once close, silent for long, nothing planned, and you did write', () => {
  const silent = person(1)
  const fresh = person(2, { lastInteractionAtMs: nowMs - dayMs })
  const planned = person(3, { nextMeetingAtMs: nowMs + dayMs })
  const oneWay = person(4, { sentCount: 0 })
  expect(fadingPeople([silent, fresh, planned, oneWay], nowMs)).toEqual([silent])
})
