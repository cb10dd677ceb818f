import { expect, test } from 'vitest'
import type { Result } from '../../../shared/app-error.ts'
import type { Calendar, CalendarEvent } from '../../../shared/views/calendar.ts'
import { answered, deferred, refusal, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createCalendarStore } from './calendar-store.ts'

const calendar: Calendar = {
  id: 1,
  accountId: 'a',
  name: 'Team',
  color: '#4285f4',
  timeZone: null,
  isPrimary: true,
  isEnabled: true,
  isVisible: true,
  note: null,
  eventCount: 1,
}

test('an answer for a range that was left behind is dropped', async () => {
  const slow = deferred<Result<CalendarEvent[]>>()
  const client = scriptedClient({ 'calendar.listEvents': ({ fromMs }) => (fromMs === 1 ? slow.promise : answered([])) })
  const store = createCalendarStore(client, 'Europe/Berlin')
  const first = store.getState().showRange({ fromMs: 1, untilMs: 2 })
  await store.getState().showRange({ fromMs: 2, untilMs: 3 })
  slow.resolve(refused())
  await first
  expect(store.getState().events).toEqual({ kind: 'ready', value: [] })
  expect(client.calls.at(-1)).toEqual({
    channel: 'calendar.listEvents',
    input: { fromMs: 2, untilMs: 3, timeZone: 'Europe/Berlin' },
  })
})

test('the same range is not asked for twice, except by a refresh', async () => {
  const client = scriptedClient({
    'calendar.listEvents': () => answered([]),
    'calendar.listCalendars': () => answered([calendar]),
  })
  const store = createCalendarStore(client, 'UTC')
  await store.getState().showRange({ fromMs: 1, untilMs: 2 })
  await store.getState().showRange({ fromMs: 1, untilMs: 2 })
  await store.getState().refresh()
  expect(client.calls.map((call) => call.channel)).toEqual([
    'calendar.listEvents',
    'calendar.listEvents',
    'calendar.listCalendars',
  ])
})

test('a calendar is hidden at once, and shown again when the app refuses', async () => {
  const client = scriptedClient({ 'calendar.listCalendars': () => answered([calendar]), 'calendar.setVisible': refused })
  const store = createCalendarStore(client, 'UTC')
  await store.getState().refresh()
  const hiding = store.getState().setVisible(1, false)
  expect(store.getState().calendars).toEqual({ kind: 'ready', value: [{ ...calendar, isVisible: false }] })
  await hiding
  expect(store.getState().calendars).toEqual({ kind: 'ready', value: [calendar] })
})

test('a range that cannot be read says why', async () => {
  const store = createCalendarStore(scriptedClient({ 'calendar.listEvents': refused }), 'UTC')
  await store.getState().showRange({ fromMs: 1, untilMs: 2 })
  expect(store.getState().events).toEqual({ kind: 'error', error: refusal, value: null })
})

test('a calendar that cannot be read is tried again, and has its note back when the app refuses', async () => {
  const noted = { ...calendar, note: 'Google no longer lets you read this calendar.' }
  const client = scriptedClient({ 'calendar.listCalendars': () => answered([noted]), 'calendar.setEnabled': refused })
  const store = createCalendarStore(client, 'UTC')
  await store.getState().refresh()
  const trying = store.getState().setEnabled(1, true)
  expect(store.getState().calendars).toEqual({ kind: 'ready', value: [calendar] })
  await trying
  expect(store.getState().calendars).toEqual({ kind: 'ready', value: [noted] })
  expect(client.calls.at(-1)).toEqual({ channel: 'calendar.setEnabled', input: { id: 1, isEnabled: true } })
})
