import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeGoogle, everyScope, type FakeGoogle } from './fake-google.ts'
import type { FakeAccount } from './fake-account.ts'

const anchorMs = Date.UTC(2026, 10, 23, 9)

interface Page {
  readonly items: Record<string, unknown>[]
  readonly nextPageToken?: string
  readonly nextSyncToken?: string
  readonly error?: { readonly code: number; readonly errors: { readonly reason: string }[] }
}

let nowMs = anchorMs
let fake: FakeGoogle
let account: FakeAccount
let token: string

function get(path: string, parameters: Record<string, string> = {}): { status: number; page: Page } {
  const url = `https://www.googleapis.com/calendar/v3/${path}?${String(new URLSearchParams(parameters))}`
  const answer = fake.handle({ method: 'GET', url, headers: { authorization: `Bearer ${token}` }, body: '' })
  return { status: answer.status, page: JSON.parse(answer.body) as Page }
}

function listAll(parameters: Record<string, string> = {}): {
  items: Record<string, unknown>[]
  nextSyncToken: string | undefined
  pages: number
} {
  const items: Record<string, unknown>[] = []
  let pageToken: string | undefined
  let pages = 0
  for (;;) {
    const { status, page } = get('calendars/primary/events', pageToken === undefined ? parameters : { ...parameters, pageToken })
    expect(status).toBe(200)
    pages++
    items.push(...page.items)
    if (page.nextPageToken === undefined) return { items, nextSyncToken: page.nextSyncToken, pages }
    expect(page.nextSyncToken).toBeUndefined()
    pageToken = page.nextPageToken
  }
}

function hour(day: number, hours: number): { dateTime: string; timeZone: string } {
  return {
    dateTime: `2026-11-${String(day).padStart(2, '0')}T${String(hours).padStart(2, '0')}:00:00+01:00`,
    timeZone: 'Europe/Berlin',
  }
}

beforeEach(() => {
  nowMs = anchorMs
  fake = createFakeGoogle({ clock: { now: () => nowMs } })
  account = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada Example', timeZone: 'Europe/Berlin' })
  token = fake.oauth.issueAccessToken(account.email, everyScope)
})

describe('events.list', () => {
  it('pages through everything and gives the sync token on the last page only', () => {
    for (let day = 1; day <= 23; day++)
      account.primary.addEvent({ summary: `Day ${day}`, start: hour(day, 9), end: hour(day, 10) })
    const listing = listAll({ maxResults: '5' })
    expect(listing.pages).toBe(5)
    expect(new Set(listing.items.map((item) => item['id'])).size).toBe(23)
    expect(listing.nextSyncToken).toEqual(expect.any(String))
  })

  it('tells after a sync token only what changed, each event once in its latest state', () => {
    const kept = account.primary.addEvent({ summary: 'Kept', start: hour(1, 9), end: hour(1, 10) })
    const edited = account.primary.addEvent({ summary: 'Old', start: hour(2, 9), end: hour(2, 10) })
    const deleted = account.primary.addEvent({ summary: 'Gone', start: hour(3, 9), end: hour(3, 10) })
    const { nextSyncToken = '' } = listAll()
    account.primary.editEvent(edited, { summary: 'Newer' })
    account.primary.editEvent(edited, { summary: 'Newest' })
    account.primary.cancelEvent(deleted)
    const changes = listAll({ syncToken: nextSyncToken })
    expect(changes.items.map((item) => [item['id'], item['status'], item['summary']])).toEqual([
      [edited, 'confirmed', 'Newest'],
      [deleted, 'cancelled', undefined],
    ])
    expect(changes.items.map((item) => item['id'])).not.toContain(kept)
    expect(listAll({ syncToken: changes.nextSyncToken ?? '' }).items).toEqual([])
  })

  it('does not lose a change made between two pages', () => {
    for (let day = 1; day <= 9; day++)
      account.primary.addEvent({ id: `e${day}`, summary: 'Before', start: hour(day, 9), end: hour(day, 10) })
    const first = get('calendars/primary/events', { maxResults: '4' }).page
    for (let day = 1; day <= 9; day++) account.primary.editEvent(`e${day}`, { summary: 'After' })
    let page = get('calendars/primary/events', { maxResults: '4', pageToken: first.nextPageToken ?? '' }).page
    while (page.nextPageToken !== undefined)
      page = get('calendars/primary/events', { maxResults: '4', pageToken: page.nextPageToken }).page
    const changes = listAll({ syncToken: page.nextSyncToken ?? '' })
    expect(changes.items.map((item) => item['summary'])).toEqual(Array<string>(9).fill('After'))
  })

  it('guarantees only id, series and original start for a cancelled occurrence', () => {
    const series = account.primary.addEvent({
      id: 'standup',
      summary: 'Stand-up',
      start: hour(2, 9),
      end: hour(2, 10),
      recurrence: ['RRULE:FREQ=DAILY'],
    })
    account.primary.cancelOccurrence(series, hour(4, 9))
    account.primary.moveOccurrence(series, hour(5, 9), hour(5, 15), hour(5, 16))
    const items = listAll().items
    expect(items.find((item) => item['id'] === 'standup_20261104T080000Z')).toEqual({
      kind: 'calendar#event',
      etag: expect.any(String) as string,
      id: 'standup_20261104T080000Z',
      status: 'cancelled',
      recurringEventId: 'standup',
      originalStartTime: hour(4, 9),
    })
    expect(items.find((item) => item['id'] === 'standup_20261105T080000Z')).toMatchObject({
      summary: 'Stand-up',
      iCalUID: 'standup@google.com',
      recurringEventId: 'standup',
      originalStartTime: hour(5, 9),
      start: hour(5, 15),
    })
    expect(items.find((item) => item['id'] === 'standup_20261105T080000Z')).not.toHaveProperty('recurrence')
  })

  it('leaves cancelled events out of a full listing, unless showDeleted asks for them', () => {
    const id = account.primary.addEvent({ summary: 'Gone', start: hour(3, 9), end: hour(3, 10) })
    account.primary.cancelEvent(id)
    expect(listAll().items).toEqual([])
    expect(listAll({ showDeleted: 'true' }).items).toMatchObject([{ id, status: 'cancelled', summary: 'Gone' }])
  })

  it('cuts pages before it filters, so that a page may be empty and still lead on', () => {
    for (let day = 1; day <= 8; day++)
      account.primary.cancelEvent(account.primary.addEvent({ summary: 'Gone', start: hour(day, 9), end: hour(day, 10) }))
    const first = get('calendars/primary/events', { maxResults: '3' }).page
    expect(first.items).toEqual([])
    expect(first.nextPageToken).toEqual(expect.any(String))
  })

  it('answers an expired or garbled sync token with 410 fullSyncRequired', () => {
    account.primary.addEvent({ summary: 'One', start: hour(1, 9), end: hour(1, 10) })
    const { nextSyncToken = '' } = listAll()
    account.primary.expireSyncTokens()
    for (const syncToken of [nextSyncToken, 'garbled']) {
      const { status, page } = get('calendars/primary/events', { syncToken })
      expect(status).toBe(410)
      expect(page.error).toEqual({
        code: 410,
        message: 'Sync token is no longer valid, a full sync is required.',
        errors: [
          {
            domain: 'calendar',
            reason: 'fullSyncRequired',
            message: 'Sync token is no longer valid, a full sync is required.',
            location: 'syncToken',
            locationType: 'parameter',
          },
        ],
      })
    }
    expect(listAll({ syncToken: listAll().nextSyncToken ?? '' }).items).toEqual([])
  })

  it.each(['timeMin', 'timeMax', 'updatedMin', 'orderBy', 'q', 'iCalUID'])('refuses %s beside a sync token', (name) => {
    const { nextSyncToken = '' } = listAll()
    const value = name === 'orderBy' ? 'updated' : name.startsWith('time') || name === 'updatedMin' ? '2026-01-01T00:00:00Z' : 'x'
    expect(get('calendars/primary/events', { syncToken: nextSyncToken, [name]: value }).status).toBe(400)
  })

  it('refuses a sync token when another parameter changed since it was made', () => {
    const { nextSyncToken = '' } = listAll({ timeZone: 'UTC' })
    expect(get('calendars/primary/events', { syncToken: nextSyncToken }).status).toBe(400)
    expect(get('calendars/primary/events', { syncToken: nextSyncToken, timeZone: 'UTC', maxResults: '10' }).status).toBe(200)
  })

  it('keeps the window of the first sync', () => {
    const { nextSyncToken = '' } = listAll({ timeMin: '2026-11-10T00:00:00Z' })
    account.primary.addEvent({ summary: 'Too early', start: hour(2, 9), end: hour(2, 10) })
    account.primary.addEvent({ summary: 'In time', start: hour(12, 9), end: hour(12, 10) })
    expect(listAll({ syncToken: nextSyncToken }).items.map((item) => item['summary'])).toEqual(['In time'])
  })

  it('gives only the fields that were asked for', () => {
    account.primary.addEvent({
      id: 'one',
      summary: 'One',
      start: hour(1, 9),
      end: hour(1, 10),
      attendees: [{ email: 'bo@example.org', responseStatus: 'accepted' }],
    })
    const { page } = get('calendars/primary/events', {
      fields: 'items(id,start/dateTime,attendees(email)),nextPageToken,nextSyncToken',
    })
    expect(page).toEqual({
      nextSyncToken: expect.any(String) as string,
      items: [{ id: 'one', start: { dateTime: '2026-11-01T09:00:00+01:00' }, attendees: [{ email: 'bo@example.org' }] }],
    })
    expect(get('calendars/primary/events', { fields: 'items(id' }).status).toBe(400)
  })

  it('takes the exceptions of a cancelled series away with it', () => {
    account.primary.addEvent({
      id: 'series',
      summary: 'Series',
      start: hour(2, 9),
      end: hour(2, 10),
      recurrence: ['RRULE:FREQ=DAILY'],
    })
    account.primary.moveOccurrence('series', hour(5, 9), hour(5, 15), hour(5, 16))
    account.primary.cancelEvent('series')
    expect(listAll().items).toEqual([])
  })

  it('gives an event that moved to another calendar the same id there and cancels it here', () => {
    const team = account.addCalendar({ id: 'team@group.calendar.example.com', summary: 'Team' })
    const id = account.primary.addEvent({ summary: 'Wandering', start: hour(2, 9), end: hour(2, 10) })
    account.primary.moveEventTo(id, team)
    expect(account.primary.event(id).status).toBe('cancelled')
    expect(team.event(id)).toMatchObject({ id, iCalUID: `${id}@google.com`, summary: 'Wandering', status: 'confirmed' })
  })
})

describe('calendarList.list', () => {
  it('pages, and tells later of added, changed and removed calendars', () => {
    for (const name of ['a', 'b', 'c']) account.addCalendar({ id: `${name}@group.calendar.example.com`, summary: name })
    const first = get('users/me/calendarList', { maxResults: '3' }).page
    expect(first.items.map((item) => item['id'])).toEqual([
      'ada@example.com',
      'a@group.calendar.example.com',
      'b@group.calendar.example.com',
    ])
    const second = get('users/me/calendarList', { maxResults: '3', pageToken: first.nextPageToken ?? '' }).page
    expect(second.items).toHaveLength(1)
    account.removeCalendar('a@group.calendar.example.com')
    account.editCalendar('c@group.calendar.example.com', { summary: 'renamed' })
    const changes = get('users/me/calendarList', { syncToken: second.nextSyncToken ?? '' }).page
    expect(changes.items).toMatchObject([
      { id: 'a@group.calendar.example.com', deleted: true },
      { id: 'c@group.calendar.example.com', summary: 'renamed' },
    ])
    expect(get('calendars/a@group.calendar.example.com/events').status).toBe(404)
  })

  it('answers an expired sync token with 410', () => {
    const { nextSyncToken = '' } = get('users/me/calendarList').page
    account.expireListSyncTokens()
    expect(get('users/me/calendarList', { syncToken: nextSyncToken }).status).toBe(410)
  })
})

describe('access', () => {
  it('asks for a token, and for the scope', () => {
    token = 'unknown'
    expect(get('users/me/calendarList')).toMatchObject({
      status: 401,
      page: { error: { code: 401, errors: [{ reason: 'authError' }] } },
    })
    token = fake.oauth.issueAccessToken(account.email, ['https://www.googleapis.com/auth/gmail.readonly'])
    expect(get('users/me/calendarList')).toMatchObject({
      status: 403,
      page: { error: { errors: [{ reason: 'insufficientPermissions' }] } },
    })
  })

  it('lets a token die after an hour', () => {
    nowMs += 3_600_000
    expect(get('users/me/calendarList').status).toBe(401)
  })
})
