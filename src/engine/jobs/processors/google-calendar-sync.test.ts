import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { sweepsOf } from '../../db/queries/accounts/account-sweeps.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { restoreSwept } from '../../db/queries/accounts/restore-swept.ts'
import { listAccounts } from '../../db/queries/accounts/list-accounts.ts'
import { updateCalendar } from '../../db/queries/calendars/update-calendar.ts'
import { setCalendarFlag } from '../../db/queries/calendar/set-calendar-flag.ts'
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import type { CalendarEvent } from '../../google/fake/calendar-resources.ts'
import { openSyncScene, type SyncScene } from '../../sources/google/testing/sync-scene.ts'

interface StoredEvent {
  readonly container: string
  readonly externalId: string
  readonly isGone: boolean
  readonly event: Partial<CalendarEvent>
}

let scene: SyncScene

beforeEach(async () => {
  scene = await openSyncScene()
})
afterEach(() => scene.close())

function storedEvents(): StoredEvent[] {
  return scene.db
    .prepare<[], { container: string; externalId: string; goneAt: number | null; payload: Buffer }>(
      "SELECT container, external_id AS externalId, gone_at AS goneAt, payload FROM raw_events JOIN raw_payloads ON raw_event_id = id WHERE source = 'google_event' ORDER BY container, external_id",
    )
    .all()
    .map(({ container, externalId, goneAt, payload }) => ({
      container,
      externalId,
      isGone: goneAt !== null,
      event: JSON.parse(payload.toString('utf8')) as Partial<CalendarEvent>,
    }))
}

/** Calendar, id, status and title of everything that is there for people, here and at Google. */
function held(): string[] {
  return storedEvents()
    .filter((stored) => !stored.isGone)
    .map(({ container, event }) => line(container, event))
    .sort()
}
function heldByGoogle(): string[] {
  return scene.google
    .calendarList()
    .filter((record) => !record.deleted)
    .flatMap(({ calendar }) => calendar.liveEvents().map((event) => line(calendar.id, event)))
    .sort()
}
function line(calendarId: string, event: Partial<CalendarEvent>): string {
  // A cancelled occurrence guarantees no more than its ids.
  const details = event.status === 'cancelled' ? [] : [event.summary ?? '', event.start?.dateTime ?? event.start?.date ?? '']
  return [calendarId, event.id, event.status, ...details].join(' | ')
}

function hour(day: number, hours: number): { dateTime: string; timeZone: string } {
  return {
    dateTime: `2026-11-${String(day).padStart(2, '0')}T${String(hours).padStart(2, '0')}:00:00+01:00`,
    timeZone: 'Europe/Berlin',
  }
}
function addMeetings(count: number): void {
  for (let number = 0; number < count; number += 1)
    scene.google.primary.addEvent({
      summary: `Meeting ${number}`,
      start: hour(1 + (number % 28), 9),
      end: hour(1 + (number % 28), 10),
    })
}
function addSeries(): string {
  return scene.google.primary.addEvent({
    summary: 'Weekly',
    start: hour(2, 9),
    end: hour(2, 10),
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=10'],
  })
}
async function sync() {
  const outcome = await scene.run('google_calendar_sync')
  if (outcome.kind !== 'completed') throw new Error(`not completed: ${outcome.kind}`)
  return outcome.result
}
function markAllProcessed(): void {
  scene.db.prepare("UPDATE raw_events SET status = 'processed'").run()
}
function notices(): string[] {
  return listAccounts(scene.db).flatMap((account) => account.notices)
}
function businessRows(): unknown[] {
  return [
    scene.db.prepare('SELECT * FROM raw_events JOIN raw_payloads ON raw_event_id = id ORDER BY id').all(),
    scene.db.prepare('SELECT * FROM calendars ORDER BY id').all(),
    scene.db.prepare('SELECT * FROM sync_cursors ORDER BY scope').all(),
  ]
}
function eventRequests(): string[] {
  return scene.fake.log.filter((entry) => entry.operation === 'events.list').map((entry) => entry.url)
}

describe('a first calendar sync', () => {
  it('stores every event of every calendar and sets off their normalization', async () => {
    addMeetings(3)
    scene.google.addCalendar({
      id: 'team@group.calendar.google.com',
      summary: 'Team',
      backgroundColor: '#123456',
      accessRole: 'reader',
    })
    scene.google
      .calendar('team@group.calendar.google.com')
      .addEvent({ summary: 'Retro', start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
    const result = await sync()
    expect(result).toEqual({ calendars: 2, stored: 4, unchanged: 0, removed: 0, failedItems: 0, requests: 3 })
    expect(held()).toEqual(heldByGoogle())
    expect(scene.followUps).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'normalize_google_event', payload: { accountId: scene.accountId } })),
    )
    expect(listAccountCalendars(scene.db, scene.accountId)).toEqual([
      {
        id: 1,
        externalId: 'ada@example.com',
        name: 'ada@example.com',
        color: '#9fe1e7',
        timeZone: 'Europe/Berlin',
        accessRole: 'owner',
        isPrimary: true,
        isEnabled: true,
        note: null,
      },
      {
        id: 2,
        externalId: 'team@group.calendar.google.com',
        name: 'Team',
        color: '#123456',
        timeZone: 'Europe/Berlin',
        accessRole: 'reader',
        isPrimary: false,
        isEnabled: true,
        note: null,
      },
    ])
  })

  it('keeps series as masters with their changed and cancelled occurrences', async () => {
    const series = addSeries()
    scene.google.primary.moveOccurrence(series, hour(9, 9), hour(10, 14), hour(10, 15))
    scene.google.primary.cancelOccurrence(series, hour(16, 9))
    await sync()
    expect(held()).toEqual(heldByGoogle())
    expect(storedEvents().map((stored) => stored.event.status)).toEqual(['confirmed', 'confirmed', 'cancelled'])
  })

  it('goes on from the page it died at, and stores nothing twice', async () => {
    addMeetings(900)
    await expect(scene.run('google_calendar_sync', { commitsBeforeDeath: 4 })).rejects.toThrow('killed')
    expect(held().length).toBe(500)
    const before = eventRequests().length
    const result = await sync()
    expect(held()).toEqual(heldByGoogle())
    expect(result).toEqual({ calendars: 1, stored: 400, unchanged: 0, removed: 0, failedItems: 0, requests: 4 })
    // Two pages that were left, and one request to catch up.
    expect(eventRequests().length - before).toBe(3)
  })

  it.each([
    ['a calendar of one page', 10, 2],
    ['a calendar of several pages', 600, 3],
  ])(
    'loses no cancellation that happens while the listing waits to be taken up again: %s',
    async (_name, count, commitsBeforeDeath) => {
      addMeetings(count)
      await scene.run('google_calendar_sync', { commitsBeforeDeath: 1 }).catch(() => undefined)
      await expect(scene.run('google_calendar_sync', { commitsBeforeDeath })).rejects.toThrow('killed')
      const [seen] = storedEvents()
      scene.google.primary.cancelEvent(seen?.externalId ?? '')
      await sync()
      expect(held()).toEqual(heldByGoogle())
    },
  )

  it('survives short and empty pages, and items that come twice', async () => {
    addMeetings(600)
    scene.fake.faults.add(
      { fault: { kind: 'empty_page' }, on: 'events.list', times: 2 },
      { fault: { kind: 'duplicate_items' }, on: 'events.list', times: 1 },
    )
    const result = await sync()
    expect(result).toMatchObject({ stored: 600, unchanged: 250, failedItems: 0 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('keeps events of kinds that nobody has heard of', async () => {
    scene.google.primary.addEvent({ summary: 'New', start: hour(3, 9), end: hour(3, 10), eventType: 'telepathy' })
    await sync()
    expect(storedEvents()[0]?.event).toMatchObject({ eventType: 'telepathy' })
  })

  it('leaves calendars that only tell busy from free switched off, with a note', async () => {
    scene.google.addCalendar({ id: 'boss@example.com', summary: 'Boss', accessRole: 'freeBusyReader' })
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    expect(listAccountCalendars(scene.db, scene.accountId)[1]).toMatchObject({
      note: expect.stringContaining('busy'),
    })
  })
})

describe('an incremental calendar sync', () => {
  it('costs one request for the list and one for each calendar when nothing changed, and writes nothing', async () => {
    addMeetings(20)
    scene.google.addCalendar({ id: 'team@group.calendar.google.com', summary: 'Team' })
    await sync()
    const before = businessRows()
    scene.followUps.length = 0
    expect(await sync()).toEqual({ calendars: 2, stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 3 })
    expect(businessRows()).toEqual(before)
    expect(scene.followUps).toEqual([])
  })

  it('brings additions, edits, moves, cancellations and restorations through', async () => {
    addMeetings(5)
    const series = addSeries()
    await sync()
    const { primary } = scene.google
    const [first, second, third] = primary
      .liveEvents()
      .map((event) => event.id)
      .filter((id) => id !== series) as [string, string, string]
    primary.addEvent({ summary: 'Later', start: hour(20, 9), end: hour(20, 10) })
    primary.editEvent(first, { summary: 'Renamed' })
    primary.editEvent(second, { start: hour(21, 9), end: hour(21, 10) })
    primary.cancelEvent(third)
    primary.moveOccurrence(series, hour(9, 9), hour(10, 14), hour(10, 15))
    primary.cancelOccurrence(series, hour(16, 9))
    expect(await sync()).toMatchObject({ stored: 5, removed: 1 })
    expect(held()).toEqual(heldByGoogle())
    primary.restoreEvent(third)
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })

  it('keeps the content of what is gone', async () => {
    addMeetings(1)
    await sync()
    const [event] = scene.google.primary.liveEvents()
    scene.google.primary.cancelEvent(event?.id ?? '')
    await sync()
    expect(storedEvents()).toEqual([
      expect.objectContaining({ isGone: true, event: expect.objectContaining({ summary: 'Meeting 0' }) }),
    ])
  })

  it('keeps what is known of an occurrence that is cancelled, which comes without so much as a start', async () => {
    const series = addSeries()
    const moved = scene.google.primary.moveOccurrence(series, hour(9, 9), hour(10, 14), hour(10, 15))
    await sync()
    scene.google.primary.cancelOccurrence(series, hour(9, 9))
    await sync()
    const stored = storedEvents().find((candidate) => candidate.externalId === moved)
    expect(stored).toMatchObject({
      isGone: false,
      event: { status: 'cancelled', summary: 'Weekly', originalStartTime: hour(9, 9) },
    })
  })

  it('takes the changed occurrences along when a series is cancelled, of which Google tells nothing', async () => {
    const series = addSeries()
    scene.google.primary.moveOccurrence(series, hour(9, 9), hour(10, 14), hour(10, 15))
    await sync()
    scene.google.primary.cancelEvent(series)
    expect(await sync()).toMatchObject({ removed: 2 })
    expect(held()).toEqual([])
  })

  it('knows the changed occurrences of a series that was split, and takes them along when that is cancelled', async () => {
    const { primary } = scene.google
    const series = addSeries()
    primary.moveOccurrence(series, hour(16, 9), hour(17, 14), hour(17, 15))
    await sync()
    const split = primary.splitSeries(series, hour(9, 9), { summary: 'Weekly, elsewhere' })
    primary.cancelOccurrence(split, hour(23, 9))
    expect(await sync()).toMatchObject({ stored: 4 })
    expect(held()).toEqual(heldByGoogle())
    expect(storedEvents().map(({ event }) => [event.id, event.recurringEventId])).toEqual([
      [series, undefined],
      [`${series}_20261116T080000Z`, split],
      [`${series}_20261123T080000Z`, split],
      [`${series}_R20261109T080000`, undefined],
    ])
    primary.cancelEvent(split)
    expect(await sync()).toMatchObject({ removed: 3 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('takes along the changed occurrences of a series that was split and cancelled from there on since the last sync', async () => {
    const { primary } = scene.google
    const series = addSeries()
    primary.moveOccurrence(series, hour(2, 9), hour(3, 14), hour(3, 15))
    primary.moveOccurrence(series, hour(16, 9), hour(17, 14), hour(17, 15))
    await sync()
    primary.cancelEvent(primary.splitSeries(series, hour(9, 9), { summary: 'Weekly, elsewhere' }))
    expect(await sync()).toMatchObject({ removed: 1 })
    expect(held()).toEqual(heldByGoogle())
    expect(storedEvents().map(({ event }) => event.id)).toContain(`${series}_20261102T080000Z`)
  })

  it.each([
    ['is seen cancelled meanwhile', true],
    ['is back before the next sync', false],
  ])('a series that comes back from the bin has its changed occurrences again: it %s', async (_case, isSeenCancelled) => {
    const series = addSeries()
    scene.google.primary.moveOccurrence(series, hour(9, 9), hour(10, 14), hour(10, 15))
    scene.google.primary.cancelOccurrence(series, hour(16, 9))
    await sync()
    const before = held()
    scene.google.primary.cancelEvent(series)
    if (isSeenCancelled) await sync()
    scene.google.primary.restoreEvent(series)
    await sync()
    expect(held()).toEqual(before)
    expect(held()).toEqual(heldByGoogle())
  })

  it('gives only what really changed back to normalization', async () => {
    addMeetings(2)
    await sync()
    markAllProcessed()
    const [first, second] = scene.google.primary.liveEvents()
    scene.google.primary.editEvent(first?.id ?? '', {})
    scene.google.primary.editEvent(second?.id ?? '', { summary: 'Other' })
    expect(await sync()).toMatchObject({ stored: 1, unchanged: 1 })
    const pending = scene.db.prepare("SELECT external_id AS id FROM raw_events WHERE status = 'pending'").all()
    expect(pending).toEqual([{ id: second?.id }])
  })

  it('moves the sync token only with the last page', async () => {
    addMeetings(1)
    await sync()
    const token = (): unknown =>
      scene.db
        .prepare("SELECT cursor, page_token IS NULL AS isWhole FROM sync_cursors WHERE scope = 'calendar:ada@example.com'")
        .get()
    const before = token()
    addMeetings(600)
    await expect(scene.run('google_calendar_sync', { commitsBeforeDeath: 2 })).rejects.toThrow('killed')
    expect(token()).toEqual({ ...(before as object), isWhole: 0 })
    await sync()
    expect(token()).not.toEqual(before)
    expect(held()).toEqual(heldByGoogle())
  })

  it('a calendar in the list without an id switches nothing off, and the others are read', async () => {
    scene.google.addCalendar({ id: 'team@group.calendar.google.com', summary: 'Team' })
    await sync()
    scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on: 'calendarList.list' })
    expect(await sync()).toMatchObject({ calendars: 2, failedItems: 1 })
    await sync()
    expect(scene.db.prepare('SELECT note FROM calendars').all()).toEqual([{ note: null }, { note: null }])
  })

  it('lists events that came without an id, reads the calendar again by the next syncs, and sweeps nothing meanwhile', async () => {
    addMeetings(3)
    await sync()
    const failures = () => scene.db.prepare('SELECT label, attempts, is_parked AS isParked FROM item_failures').all()
    const failure = { label: 'Events of ada@example.com', isParked: 0 }
    scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on: 'events.list', times: 2 })
    scene.google.primary.editEvent(scene.google.primary.liveEvents()[0]?.id ?? '', { summary: 'Renamed' })
    expect(await sync()).toMatchObject({ stored: 0, failedItems: 1, requests: 2 })
    expect(failures()).toEqual([{ ...failure, attempts: 1 }])
    expect(await sync()).toMatchObject({ removed: 0, failedItems: 1 })
    expect(failures()).toEqual([{ ...failure, attempts: 2 }])
    expect(held().length).toBe(3)
    expect(await sync()).toMatchObject({ removed: 0, failedItems: 0 })
    expect(failures()).toEqual([])
    expect(held()).toEqual(heldByGoogle())
  })

  it('leaves a calendar alone whose events come without an id time and again', async () => {
    addMeetings(3)
    scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on: 'events.list', times: Number.POSITIVE_INFINITY })
    for (let run = 0; run < 3; run += 1) expect(await sync()).toMatchObject({ failedItems: 1 })
    const before = businessRows()
    expect(await sync()).toMatchObject({ failedItems: 0, requests: 2 })
    expect(businessRows()).toEqual(before)
    expect(scene.db.prepare('SELECT attempts, is_parked AS isParked FROM item_failures').all()).toEqual([
      { attempts: 3, isParked: 1 },
    ])
  })

  it('asks with the very parameters of the first sync', async () => {
    addMeetings(1)
    await sync()
    await sync()
    const [first, second] = eventRequests().map((url) => new URL(url).searchParams)
    expect(second?.get('syncToken')).toEqual(expect.any(String))
    second?.delete('syncToken')
    expect(second?.toString()).toBe(first?.toString())
  })
})

describe('recovery of a calendar', () => {
  it('410: reads that calendar anew, and marks what has vanished', async () => {
    addMeetings(30)
    scene.google.addCalendar({ id: 'team@group.calendar.google.com', summary: 'Team' })
    await sync()
    markAllProcessed()
    const [first, second] = scene.google.primary.liveEvents()
    scene.google.primary.cancelEvent(first?.id ?? '')
    scene.google.primary.editEvent(second?.id ?? '', { summary: 'Renamed meanwhile' })
    scene.google.primary.expireSyncTokens()
    expect(await sync()).toEqual({ calendars: 2, stored: 1, unchanged: 28, removed: 1, failedItems: 0, requests: 4 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('happens at most once in a run: a second refusal surfaces', async () => {
    addMeetings(1)
    await sync()
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'fullSyncRequired' },
      on: 'events.list',
      times: Number.POSITIVE_INFINITY,
    })
    await expect(scene.run('google_calendar_sync')).rejects.toThrow('Google answered 410')
    expect(eventRequests().length).toBe(3)
    scene.fake.faults.clear()
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })

  it.each([
    ['nothing', 0, 'nothing'],
    ['a fraction', 5, 'only 5'],
  ])(
    'does not believe a snapshot that suddenly lists %s of what is known, until a second one an hour later says the same',
    async (_name, left, listed) => {
      addMeetings(30)
      await sync()
      scene.google.primary.expireSyncTokens()
      for (const event of scene.google.primary.liveEvents().slice(left)) scene.google.primary.cancelEvent(event.id)
      const doubt = `Google suddenly listed ${listed} of the 30 items known of the calendar ada@example.com. That may be a fault, so all of them were kept here. A sync in an hour looks once more, and believes it if Google says the same then.`
      expect(await sync()).toMatchObject({ removed: 0 })
      expect([held().length, notices()]).toEqual([30, [doubt]])
      const before = businessRows()
      expect(await sync()).toMatchObject({ removed: 0, requests: 2 })
      expect(businessRows()).toEqual(before)
      scene.google.primary.expireSyncTokens()
      expect(await sync()).toMatchObject({ removed: 0 })
      expect([held().length, notices()]).toEqual([30, [doubt]])
      scene.clock.advance(3_600_000)
      expect(await sync()).toMatchObject({ removed: 30 - left })
      expect([held(), notices()]).toEqual([heldByGoogle(), []])
      expect(await sync()).toMatchObject({ removed: 0, unchanged: 0 })
      const text = `Google no longer lists ${30 - left} of the 30 items known of the calendar ada@example.com. They were taken away here, too, but are kept.`
      expect(listAccounts(scene.db)[0]?.sweeps).toEqual([{ part: 'calendar:ada@example.com', text }])
      const [sweep] = sweepsOf(getAccount(scene.db, scene.accountId) ?? { details: {} })
      if (sweep === undefined) throw new Error('no sweep is kept')
      expect(transaction(scene.db, (tx) => restoreSwept(tx, scene.accountId, sweep))).toBe(30 - left)
      expect(held().length).toBe(30)
      expect(await sync()).toMatchObject({ removed: 0, requests: 2 })
      expect(held().length).toBe(30)
    },
  )

  it('takes its doubt back when the second snapshot lists everything again', async () => {
    addMeetings(30)
    await sync()
    scene.google.primary.expireSyncTokens()
    scene.fake.faults.add({ fault: { kind: 'few_items', keepItems: 3 }, on: 'events.list', skip: 1 })
    await sync()
    expect(notices()).toHaveLength(1)
    scene.clock.advance(3_600_000)
    expect(await sync()).toMatchObject({ unchanged: 30, removed: 0 })
    expect([held(), notices()]).toEqual([heldByGoogle(), []])
    expect(await sync()).toMatchObject({ unchanged: 0, requests: 2 })
  })

  it('does not sweep after a snapshot that was cut short', async () => {
    addMeetings(600)
    await sync()
    scene.google.primary.expireSyncTokens()
    await expect(scene.run('google_calendar_sync', { commitsBeforeDeath: 2 })).rejects.toThrow('killed')
    expect(held()).toEqual(heldByGoogle())
  })

  it('a request that asks for other fields than the first one means a new baseline', async () => {
    addMeetings(3)
    await sync()
    scene.db.prepare("UPDATE sync_cursors SET fingerprint = 'of an earlier version'").run()
    expect(await sync()).toMatchObject({ stored: 0, unchanged: 3, removed: 0, requests: 2 })
    expect(eventRequests().at(-1)).not.toContain('syncToken')
  })
})

describe('calendars that come and go', () => {
  const teamId = 'team@group.calendar.google.com'
  const calendarRow = () => listAccountCalendars(scene.db, scene.accountId)[1]
  beforeEach(() => {
    addMeetings(2)
    scene.google.addCalendar({ id: teamId, summary: 'Team' })
    scene.google.calendar(teamId).addEvent({ summary: 'Retro', start: hour(5, 9), end: hour(5, 10) })
  })

  it('a calendar that vanished is switched off with a note, its events marked as gone, and comes back whole', async () => {
    await sync()
    scene.google.removeCalendar(teamId)
    expect(await sync()).toMatchObject({ calendars: 1, removed: 1 })
    expect(held()).toEqual(heldByGoogle())
    expect(listAccountCalendars(scene.db, scene.accountId)[1]).toMatchObject({
      note: expect.stringContaining('no longer in your Google account'),
    })
    expect(await sync()).toMatchObject({ calendars: 1, removed: 0, requests: 2 })
    scene.google.addCalendar({ id: teamId, summary: 'Team' })
    expect(await sync()).toMatchObject({ calendars: 2, stored: 1 })
    expect(held()).toEqual(heldByGoogle())
    expect(listAccountCalendars(scene.db, scene.accountId)[1]).toMatchObject({ isEnabled: true, note: null })
  })

  it('a calendar that vanishes between two of its pages keeps what is here, and is switched off by the next sync', async () => {
    for (let number = 0; number < 300; number += 1)
      scene.google.calendar(teamId).addEvent({ summary: `${number}`, start: hour(6, 9), end: hour(6, 10) })
    const fault = { kind: 'calendar_vanishes', calendarId: teamId } as const
    scene.fake.faults.add({ fault, on: 'events.list', urlIncludes: 'pageToken' })
    expect(await sync()).toMatchObject({ calendars: 2, stored: 252 })
    expect(calendarRow()).toMatchObject({ note: expect.stringContaining('says that it does not exist') })
    expect(await sync()).toMatchObject({ calendars: 1, removed: 250 })
    expect(calendarRow()).toMatchObject({ note: expect.stringContaining('no longer in your Google account') })
    expect(held()).toEqual(heldByGoogle())
  })

  it('a calendar that Google forbids is switched off with a note and not asked for again', async () => {
    await sync()
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'forbidden' },
      on: 'events.list',
      urlIncludes: teamId,
      times: Number.POSITIVE_INFINITY,
    })
    expect(await sync()).toMatchObject({ calendars: 2, failedItems: 0 })
    expect(listAccountCalendars(scene.db, scene.accountId)[1]).toMatchObject({
      note: expect.stringContaining('no longer lets you read'),
    })
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    scene.fake.faults.clear()
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    transaction(scene.db, (tx) => setCalendarFlag(tx, 2, 'isVisible', false))
    expect(calendarRow()).toMatchObject({ note: expect.stringContaining('no longer lets you read') })
    transaction(scene.db, (tx) => setCalendarFlag(tx, 2, 'isEnabled', true))
    expect(await sync()).toMatchObject({ calendars: 2, requests: 3 })
    expect(calendarRow()).toMatchObject({ isEnabled: true, note: null })
  })

  it('a calendar that is listed but answers 404 is noted once and left alone until the access to it changes', async () => {
    await sync()
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'notFound' },
      on: 'events.list',
      urlIncludes: teamId,
      times: Number.POSITIVE_INFINITY,
    })
    await sync()
    expect(calendarRow()).toMatchObject({ accessRole: 'owner', note: expect.stringContaining('says that it does not exist') })
    expect(held()).toEqual(heldByGoogle())
    const before = businessRows()
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    expect(businessRows()).toEqual(before)
    scene.fake.faults.clear()
    scene.google.editCalendar(teamId, { accessRole: 'reader' })
    expect(await sync()).toMatchObject({ calendars: 2, requests: 3 })
    expect(calendarRow()).toMatchObject({ accessRole: 'reader', note: null })
  })

  it('a calendar that a person switched off stays off, whatever it does at Google meanwhile', async () => {
    await sync()
    transaction(scene.db, (tx) => setCalendarFlag(tx, 2, 'isEnabled', false))
    scene.google.removeCalendar(teamId)
    await sync()
    expect(calendarRow()).toMatchObject({ isEnabled: false, note: expect.stringContaining('no longer in your Google account') })
    scene.google.addCalendar({ id: teamId, summary: 'Team' })
    scene.google.editCalendar(teamId, { accessRole: 'reader' })
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    expect(calendarRow()).toMatchObject({ isEnabled: false, note: null })
  })

  it('a calendar that is hidden at Google is still there, and a new one that is hidden waits to be asked for', async () => {
    await sync()
    scene.google.editCalendar(teamId, { hidden: true, selected: false })
    scene.google.addCalendar({ id: 'z@group.calendar.google.com', summary: 'Z', hidden: true })
    expect(await sync()).toMatchObject({ calendars: 2, removed: 0 })
    expect(listAccountCalendars(scene.db, scene.accountId)).toMatchObject([
      { isEnabled: true, note: null },
      { isEnabled: true, note: null },
      { name: 'Z', isEnabled: false, note: null },
    ])
  })

  it('a vanished calendar of which a person asks for another try is noted again', async () => {
    await sync()
    scene.google.removeCalendar(teamId)
    await sync()
    transaction(scene.db, (tx) => setCalendarFlag(tx, 2, 'isEnabled', true))
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    expect(calendarRow()).toMatchObject({ note: expect.stringContaining('no longer in your Google account') })
  })

  it("one calendar's failure does not stop the others, and is tried again", async () => {
    scene.google.addCalendar({ id: 'z@group.calendar.google.com', summary: 'Z' })
    scene.google.calendar('z@group.calendar.google.com').addEvent({ summary: 'Last', start: hour(6, 9), end: hour(6, 10) })
    scene.fake.faults.add({ fault: { kind: 'status', reason: 'backendError' }, on: 'events.list', urlIncludes: teamId, times: 5 })
    await expect(scene.run('google_calendar_sync')).rejects.toThrow('1 of 3 calendars could not be read')
    expect(held().length).toBe(3)
    expect(await sync()).toMatchObject({ stored: 1 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('a calendar that a person switched off is not read', async () => {
    await sync()
    transaction(scene.db, (tx) => updateCalendar(tx, 2, { isEnabled: false }))
    scene.google.editCalendar(teamId, { summary: 'Team of teams' })
    expect(await sync()).toMatchObject({ calendars: 1, requests: 2 })
    expect(listAccountCalendars(scene.db, scene.accountId)[1]).toMatchObject({
      isEnabled: false,
      name: 'Team of teams',
      note: null,
    })
  })

  it('an empty list of calendars is not believed', async () => {
    await sync()
    const before = held()
    scene.google.removeCalendar(teamId)
    scene.google.removeCalendar(scene.google.email)
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'backendError' },
      on: 'events.list',
      times: Number.POSITIVE_INFINITY,
    })
    await expect(scene.run('google_calendar_sync')).rejects.toThrow('2 of 2 calendars')
    expect(held()).toEqual(before)
    expect(listAccountCalendars(scene.db, scene.accountId).map((calendar) => calendar.isEnabled)).toEqual([true, true])
  })
})
