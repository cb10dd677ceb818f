import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import type { CalendarEvent } from '../../../shared/views/calendar.ts'
import { getEvent } from '../../db/queries/calendar/get-event.ts'
import { listEvents } from '../../db/queries/calendar/list-events.ts'
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { learnOwnAddresses } from '../../sources/learn-own-addresses.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createTestClock } from '../../testing/test-clock.ts'
import { interruptOnce, runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { readGoogleSeries } from '../../normalize/calendar/read-google-series.ts'
import { type CalendarStage, requireCalendar, runCalendarStage } from './normalize-events.ts'
import { normalizeGoogleEvent } from './normalize-google-event.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, own_addresses, created_at) VALUES ('a', 'google', 'me@example.com', 'Me', '["me@example.com"]', 0);
    INSERT INTO calendars (id, account_id, external_id, name, color, access_role, is_primary)
      VALUES (1, 'a', 'own', 'Own', '#112233', 'owner', 1), (2, 'a', 'team', 'Team', '#445566', 'reader', 0)`)
})
afterEach(() => test.dispose())

const guests = {
  organizer: { email: 'me@example.com', self: true },
  attendees: [
    { email: 'me@example.com', self: true, responseStatus: 'accepted' },
    { email: 'ada@example.org', displayName: 'Ada' },
  ],
}
const talk = {
  id: 'talk',
  iCalUID: 'talk@google.com',
  summary: 'Talk',
  start: { dateTime: '2026-03-03T10:00:00Z' },
  end: { dateTime: '2026-03-03T11:00:00Z' },
  ...guests,
}

function store(
  resource: { readonly id: string; readonly [field: string]: unknown },
  container = 'own',
  goneAt: number | null = null,
): void {
  const payload = Buffer.from(JSON.stringify(resource))
  transaction(test.db, (tx) => {
    storeRawEvent(tx, {
      accountId: 'a',
      source: 'google_event',
      container,
      externalId: resource.id,
      contentHash: `${payload.toString('base64')}${goneAt ?? ''}`,
      goneAt,
      seenAt: 0,
      payload,
      seriesId: (resource['recurringEventId'] as string | undefined) ?? null,
    })
  })
}

async function normalize(process = normalizeGoogleEvent): Promise<unknown> {
  const report = await runJob(
    test.db,
    testDefinition<'normalize_google_event'>(process),
    'normalize_google_event',
    { accountId: 'a' },
    { clock: createTestClock() },
  )
  expect(report.status).toBe('completed')
  return report.result
}

function failures(): unknown[] {
  return test.db.sqlite
    .prepare(
      `SELECT external_id AS id, reason, attempts FROM item_failures JOIN raw_events ON raw_events.id = subject_key
       WHERE stage = 'normalize_google_event' ORDER BY item_failures.id`,
    )
    .all()
}

function pending(): number {
  return (test.db.sqlite.prepare(`SELECT count(*) AS count FROM raw_events WHERE status = 'pending'`).get() as { count: number })
    .count
}

function shown(): CalendarEvent[] {
  return listEvents(test.db, { fromMs: 0, untilMs: Date.UTC(2027, 0), timeZone: 'UTC' })
}

function rows(): unknown {
  return {
    events: test.db.sqlite
      .prepare(
        'SELECT calendar_id AS calendar, title, start_at AS startAt, interaction_id IS NOT NULL AS isMeeting FROM calendar_events WHERE gone_at IS NULL ORDER BY start_at, calendar_id',
      )
      .all(),
    meetings: test.db.sqlite
      .prepare(
        `SELECT title, direction, (SELECT count(*) FROM interaction_participants p WHERE p.interaction_id = i.id) AS people FROM interactions i WHERE gone_at IS NULL ORDER BY occurred_at`,
      )
      .all(),
  }
}

describe('normalize_google_event', () => {
  it('puts a meeting on the calendar and on the timeline, once however often it runs', async () => {
    store(talk)
    await normalize()
    const once = rows()
    expect(once).toEqual({
      events: [{ calendar: 1, title: 'Talk', startAt: Date.UTC(2026, 2, 3, 10), isMeeting: 1 }],
      meetings: [{ title: 'Talk', direction: 'outbound', people: 3 }],
    })
    test.db.sqlite.exec(`UPDATE raw_events SET status = 'pending'`)
    await normalize()
    expect(rows()).toEqual(once)
  })

  it('makes one meeting of the copies on two calendars, and keeps it while one of them is there', async () => {
    store(talk)
    store(talk, 'team')
    await normalize()
    expect(rows()).toMatchObject({ events: [{ calendar: 1 }, { calendar: 2 }], meetings: [{ title: 'Talk' }] })
    store({ ...talk, id: 'talk' }, 'team', 5)
    await normalize()
    expect(rows()).toMatchObject({ events: [{ calendar: 1 }], meetings: [{ title: 'Talk' }] })
    store(talk, 'own', 6)
    await normalize()
    expect(rows()).toEqual({ events: [], meetings: [] })
  })

  it('tells a meeting as the own calendar does, whichever copy was written last', async () => {
    const meeting = (): unknown => test.db.sqlite.prepare('SELECT title FROM interactions WHERE gone_at IS NULL').all()
    const copy = { ...talk, summary: 'Talk, as the team calls it' }
    store(copy, 'team')
    await normalize()
    expect(meeting()).toEqual([{ title: copy.summary }])
    store(talk)
    await normalize()
    expect(meeting()).toEqual([{ title: 'Talk' }])
    store({ ...copy, location: 'Room 2' }, 'team')
    await normalize()
    expect(meeting()).toEqual([{ title: 'Talk' }])
  })

  it('tells a meeting as the remaining copy does once the own one is gone or declined', async () => {
    const meeting = (): unknown => test.db.sqlite.prepare('SELECT title FROM interactions WHERE gone_at IS NULL').all()
    const copy = { ...talk, summary: 'Talk, as the team calls it' }
    store(copy, 'team')
    store(talk)
    await normalize()
    store(talk, 'own', 6)
    await normalize()
    expect(meeting()).toEqual([{ title: copy.summary }])
    store(talk)
    await normalize()
    expect(meeting()).toEqual([{ title: 'Talk' }])
    store({
      ...talk,
      attendees: [{ email: 'me@example.com', self: true, responseStatus: 'declined' }, { email: 'ada@example.org' }],
    })
    await normalize()
    expect(meeting()).toEqual([{ title: copy.summary }])
  })

  it('writes a series whole, whichever piece comes first, and follows its changes', async () => {
    const series = { ...talk, id: 's', iCalUID: 's@google.com', summary: 'Weekly', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }
    const moved = {
      ...series,
      id: 's_20260310T100000Z',
      recurrence: [] as string[],
      recurringEventId: 's',
      summary: 'Moved',
      originalStartTime: { dateTime: '2026-03-10T10:00:00Z' },
      start: { dateTime: '2026-03-11T10:00:00Z' },
      end: { dateTime: '2026-03-11T11:00:00Z' },
    }
    store(moved)
    await normalize()
    store(series)
    await normalize()
    const titles = (): unknown =>
      test.db.sqlite.prepare('SELECT title, start_at AS at FROM calendar_events WHERE gone_at IS NULL ORDER BY start_at').all()
    expect(titles()).toEqual([
      { title: 'Weekly', at: Date.UTC(2026, 2, 3, 10) },
      { title: 'Moved', at: Date.UTC(2026, 2, 11, 10) },
      { title: 'Weekly', at: Date.UTC(2026, 2, 17, 10) },
    ])
    store({ id: moved.id, recurringEventId: 's', status: 'cancelled', originalStartTime: moved.originalStartTime })
    store({ ...series, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] })
    await normalize()
    expect(titles()).toEqual([{ title: 'Weekly', at: Date.UTC(2026, 2, 3, 10) }])
  })

  it('writes a series once more when a change of it comes in while it is written', async () => {
    const series = { ...talk, id: 's', iCalUID: 's@google.com', recurrence: ['RRULE:FREQ=DAILY;COUNT=60'] }
    const second = '2026-03-04T10:00:00Z'
    const [cancelled, unreadable] = [
      { id: 's_20260304T100000Z', recurringEventId: 's', status: 'cancelled', originalStartTime: { dateTime: second } },
      { id: 'bad', start: { dateTime: 'tomorrow' } },
    ]
    store(series)
    store({ ...cancelled, status: 'confirmed', start: { dateTime: second }, end: { dateTime: '2026-03-04T11:00:00Z' } })
    store(unreadable)
    const syncMeanwhile = interruptOnce(normalizeGoogleEvent, () => {
      store(cancelled)
      store({ ...series, recurrence: ['RRULE:FREQ=DAILY;COUNT=59'] })
      store({ ...talk, id: 'bad', iCalUID: 'good' })
    })
    await normalize(syncMeanwhile)
    const { events } = rows() as { events: { startAt: number }[] }
    expect(events).toHaveLength(59)
    expect(events).not.toContainEqual(expect.objectContaining({ startAt: Date.parse(second) }))
    expect(test.db.sqlite.prepare(`SELECT count(*) AS count FROM raw_events WHERE status <> 'processed'`).get()).toEqual({
      count: 0,
    })
  })

  it('writes a series once more when an own address in it is learnt while it is written', async () => {
    const attendees = [{ email: 'me@old-job.example.com', responseStatus: 'accepted' }, { email: 'ada@example.org' }]
    const organizer = { email: 'ada@example.org' }
    store({ ...talk, id: 's', organizer, attendees, recurrence: ['RRULE:FREQ=DAILY;COUNT=60'] })
    const learnMeanwhile = interruptOnce(normalizeGoogleEvent, () =>
      transaction(test.db, (tx) => learnOwnAddresses(tx, 'a', ['me@old-job.example.com'])),
    )
    await normalize(learnMeanwhile)
    expect(test.db.sqlite.prepare('SELECT direction, count(*) AS count FROM interactions GROUP BY direction').all()).toEqual([
      { direction: 'inbound', count: 60 },
    ])
    expect(pending()).toBe(0)
  })

  it('finds the changed occurrences of a series that was split, whose ids are not named after it', async () => {
    const split = {
      ...talk,
      id: 's_R20260310T100000',
      iCalUID: 's_R20260310T100000@google.com',
      start: { dateTime: '2026-03-10T10:00:00Z' },
      end: { dateTime: '2026-03-10T11:00:00Z' },
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
    }
    const moved = {
      ...talk,
      id: 's_20260317T100000Z',
      recurringEventId: split.id,
      summary: 'Moved',
      originalStartTime: { dateTime: '2026-03-17T10:00:00Z' },
      start: { dateTime: '2026-03-18T10:00:00Z' },
      end: { dateTime: '2026-03-18T11:00:00Z' },
    }
    const cancelled = {
      id: 's_20260324T100000Z',
      status: 'cancelled',
      recurringEventId: split.id,
      originalStartTime: { dateTime: '2026-03-24T10:00:00Z' },
    }
    for (const piece of [moved, cancelled, split]) store(piece)
    expect(await normalize()).toEqual({ items: 3, failedItems: 0 })
    expect(rows()).toMatchObject({
      events: [{ startAt: Date.UTC(2026, 2, 10, 10) }, { title: 'Moved', startAt: Date.UTC(2026, 2, 18, 10) }],
    })
  })

  it('fails an event that is not among the pieces it leads to, and goes on with the others', async () => {
    store({ ...talk, id: 'lost', iCalUID: 'lost' })
    store(talk)
    const forgetful: CalendarStage = {
      source: 'google_event',
      listPieces: (_context, _accountId, raw) => (raw.externalId === 'lost' ? [] : [raw]),
      readGroup: (context, accountId, raw, pieces) => ({
        externalId: raw.externalId,
        calendar: requireCalendar(listAccountCalendars(context.db, accountId), raw.container),
        ...readGoogleSeries(raw.externalId, pieces, null),
      }),
    }
    expect(await normalize((job, context) => runCalendarStage(job, context, forgetful))).toEqual({ items: 2, failedItems: 1 })
    expect(failures()).toEqual([{ id: 'lost', reason: 'The series of this event was not found by it', attempts: 1 }])
    expect(rows()).toMatchObject({ meetings: [{ title: 'Talk' }] })
  })

  it('keeps birthdays, focus time, declined meetings and holidays off the timeline', async () => {
    store({ ...talk, id: 'b', iCalUID: 'b', eventType: 'birthday' })
    store({ ...talk, id: 'f', iCalUID: 'f', eventType: 'focusTime' })
    store({
      ...talk,
      id: 'd',
      iCalUID: 'd',
      attendees: [{ email: 'me@example.com', self: true, responseStatus: 'declined' }],
    })
    store({ id: 'h', summary: 'Holiday', start: { date: '2026-03-04' }, end: { date: '2026-03-05' } }, 'team')
    store({ ...talk, id: 'u', iCalUID: 'u', eventType: 'somethingNew' })
    await normalize()
    expect(rows()).toMatchObject({ events: [{}, {}, {}, {}, { title: 'Holiday' }], meetings: [{ title: 'Talk' }] })
  })

  it('tells the answer and the people of a declined meeting, named as the contacts are', async () => {
    test.db.sqlite.exec(`
      INSERT INTO contacts (id, display_name, status, created_at, updated_at) VALUES (7, 'Ada Lovelace', 'active', 0, 0);
      INSERT INTO contact_identities (contact_id, kind, value, value_key, source, created_at)
        VALUES (7, 'email', 'ada@example.org', 'ada@example.org', 'card', 0)`)
    store({
      ...talk,
      organizer: { email: 'ada@example.org', displayName: 'A.' },
      attendees: [
        { email: 'me@example.com', self: true, responseStatus: 'declined' },
        { email: 'ada@example.org', responseStatus: 'accepted' },
      ],
    })
    await normalize()
    const [event] = shown()
    expect(event).toMatchObject({ title: 'Talk', ownResponse: 'declined', hasOthers: true, attendeeCount: 2 })
    const ada = { contactId: 7, name: 'Ada Lovelace', address: 'ada@example.org', isSelf: false }
    expect(getEvent(test.db, event?.id ?? 0)).toMatchObject({
      organizer: ada,
      attendees: [
        { address: 'me@example.com', isSelf: true, response: 'declined' },
        { ...ada, response: 'accepted' },
      ],
    })
  })

  it('takes "self" on a calendar that somebody else shares for that person, not for oneself', async () => {
    const attendees = [{ email: 'boss@example.org', self: true, responseStatus: 'declined' }, { email: 'ada@example.org' }]
    store({ ...talk, organizer: { email: 'boss@example.org', self: true }, attendees }, 'team')
    await normalize()
    expect(shown()).toMatchObject([{ ownResponse: null, hasOthers: true }])
    expect(rows()).toMatchObject({ meetings: [{ direction: 'none' }] })
  })

  it('knows an occurrence of a series that is on two calendars by its UID and original start', async () => {
    const series = { ...talk, id: 's', iCalUID: 's@google.com', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }
    const moved = {
      ...talk,
      id: 's_20260310T100000Z',
      iCalUID: 's@google.com',
      recurringEventId: 's',
      summary: 'Moved',
      originalStartTime: { dateTime: '2026-03-10T10:00:00Z' },
      start: { dateTime: '2026-03-17T08:00:00Z' },
      end: { dateTime: '2026-03-17T09:00:00Z' },
    }
    for (const container of ['team', 'own']) for (const piece of [series, moved]) store(piece, container)
    await normalize()
    const meetings = test.db.sqlite
      .prepare(`SELECT source_key AS key, title FROM interactions WHERE gone_at IS NULL ORDER BY source_key`)
      .all()
    expect(meetings).toEqual([
      { key: 's@google.com/2026-03-03T10:00:00Z', title: 'Talk' },
      { key: 's@google.com/2026-03-10T10:00:00Z', title: 'Moved' },
      { key: 's@google.com/2026-03-17T10:00:00Z', title: 'Talk' },
    ])
    const events = shown().map(({ title, startMs, calendarIds }) => ({ title, startMs, calendars: calendarIds.length }))
    expect(events).toEqual([
      { title: 'Talk', startMs: Date.UTC(2026, 2, 3, 10), calendars: 2 },
      { title: 'Moved', startMs: Date.UTC(2026, 2, 17, 8), calendars: 2 },
      { title: 'Talk', startMs: Date.UTC(2026, 2, 17, 10), calendars: 2 },
    ])
  })

  it('keeps no trace of an organizer who disappears', async () => {
    store({ ...talk, organizer: { email: 'boss@example.org', displayName: 'Boss' } })
    await normalize()
    const { organizer: _, ...orphan } = talk
    store(orphan)
    await normalize()
    const people = test.db.sqlite.prepare('SELECT role, address FROM interaction_participants ORDER BY position').all()
    expect(people).toEqual([
      { role: 'attendee', address: 'me@example.com' },
      { role: 'attendee', address: 'ada@example.org' },
    ])
    expect(test.db.sqlite.prepare('SELECT organizer_address AS organizer FROM calendar_events').all()).toEqual([
      { organizer: null },
    ])
    expect(getEvent(test.db, shown()[0]?.id ?? 0)).toMatchObject({ organizer: null, attendees: [{}, {}] })
  })

  it('lists an event that cannot be read and goes on with the others', async () => {
    store({ id: 'bad', start: { dateTime: 'tomorrow' } })
    store(talk)
    expect(await normalize()).toEqual({ items: 2, failedItems: 1 })
    expect(failures()).toEqual([{ id: 'bad', reason: 'The event has neither a date nor a time', attempts: 1 }])
    expect(rows()).toMatchObject({ meetings: [{ title: 'Talk' }] })
  })

  it('lists an event that cannot be written, with whatever error, and goes on with the others', async () => {
    store({ ...talk, id: 'odd', iCalUID: 'odd', start: { date: '2026-03-02' }, end: { date: '+275761-01-01' } })
    store(talk)
    test.db.sqlite.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON calendar_events WHEN new.title = 'Refused' BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    )
    store({ ...talk, id: 'refused', iCalUID: 'refused', summary: 'Refused' })
    store({ ...talk, id: 'last', iCalUID: 'last', summary: 'Last' })
    expect(await normalize()).toEqual({ items: 4, failedItems: 2 })
    expect(failures()).toEqual([
      { id: 'odd', reason: 'The event has neither a date nor a time', attempts: 1 },
      { id: 'refused', reason: 'refused', attempts: 1 },
    ])
    expect(rows()).toMatchObject({ meetings: [{ title: 'Talk' }, { title: 'Last' }] })
    expect(pending()).toBe(0)
  })

  it('shows the rest of a series of which one changed occurrence cannot be read', async () => {
    store({ ...talk, id: 's', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] })
    store({ id: 's_1', recurringEventId: 's', originalStartTime: { dateTime: 'never' } })
    store({
      id: 's_20260317T100000Z',
      status: 'cancelled',
      recurringEventId: 's',
      originalStartTime: { dateTime: '2026-03-17T10:00:00Z' },
    })
    expect(await normalize()).toEqual({ items: 3, failedItems: 1 })
    expect(rows()).toMatchObject({ events: [{ startAt: Date.UTC(2026, 2, 3, 10) }, { startAt: Date.UTC(2026, 2, 10, 10) }] })
    expect(failures()).toEqual([{ id: 's_1', reason: 'The event has neither a date nor a time', attempts: 1 }])
  })

  it('tries a bad event again in later runs, parks it after three, and forgets the failure once it is mended', async () => {
    store({ id: 'bad', start: { dateTime: 'tomorrow' } })
    for (const expected of [1, 1, 1]) expect(await normalize()).toEqual({ items: expected, failedItems: 1 })
    expect(failures()).toMatchObject([{ id: 'bad', attempts: 3 }])
    expect(await normalize()).toEqual({ items: 0, failedItems: 0 })
    store({ ...talk, id: 'bad', iCalUID: 'good' })
    expect(await normalize()).toEqual({ items: 1, failedItems: 0 })
    expect(failures()).toEqual([])
  })

  it('takes an attendee twice for one, and one without an address by name', async () => {
    store({
      ...talk,
      attendees: [{ email: 'ada@example.org' }, { email: 'ADA@example.org', displayName: 'Ada' }, { displayName: 'Room guest' }],
    })
    await normalize()
    expect(
      test.db.sqlite.prepare('SELECT role, address, display_name AS name FROM interaction_participants ORDER BY position').all(),
    ).toEqual([
      { role: 'organizer', address: 'me@example.com', name: '' },
      { role: 'attendee', address: 'ada@example.org', name: 'Ada' },
      { role: 'attendee', address: '', name: 'Room guest' },
    ])
  })
})
