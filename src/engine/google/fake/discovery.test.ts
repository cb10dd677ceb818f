import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDiscovery } from './discovery.ts'
import { createFakeGoogle, everyScope } from './fake-google.ts'
import { operationOf } from './operations.ts'

const folder = join(import.meta.dirname, '../../../../../shared/data/google-discovery')
const anchorMs = Date.UTC(2026, 10, 23, 13)

const isPresent = existsSync(folder)

describe.each(isPresent ? [readDiscovery(folder)] : [])('by Google’s discovery documents', (discovery) => {
  it('a request that Google would refuse is found', () => {
    const problemsOf = (path: string): string[] =>
      discovery.check(operationOf(path.split('?')[0]?.split('/') ?? []), `https://www.googleapis.com/${path}`)
    expect(
      problemsOf(
        'calendar/v3/calendars/primary/events?fields=items(id,start/dateTime,organizer(email,self)),nextPageToken&maxResults=10',
      ),
    ).toEqual([])
    expect(problemsOf('calendar/v3/calendars/primary/events?fields=items(id,begin)&maxresults=10&singleEvents=no')).toEqual([
      'calendar.events.list: no query parameter maxresults',
      'calendar.events.list: singleEvents=no does not fit',
      'calendar.events.list: fields names begin, which the answer does not have',
    ])
    expect(
      problemsOf(
        'gmail/v1/users/me/messages/1?format=everything&fields=payload/headers(name,value),payload/parts(parts/body/data)',
      ),
    ).toEqual(['gmail.users.messages.get: format=everything does not fit'])
  })

  it('an answer with a field or a form that is not Google’s is found', () => {
    const check = (body: unknown): string[] =>
      discovery.check('users.getProfile', 'https://gmail.googleapis.com/gmail/v1/users/me/profile', body)
    expect(check({ emailAddress: 'ada@example.com', messagesTotal: '3', historyId: '-1', mood: 'good' })).toEqual([
      'users.getProfile.messagesTotal is not an integer',
      'users.getProfile.historyId is no uint64: -1',
      "users.getProfile.mood is not Google's",
    ])
  })

  it('cancelled, odd and unknown kinds of events fit too', async () => {
    const fake = createFakeGoogle({ clock: { now: () => anchorMs } })
    const account = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
    account.primary.addEvent({
      id: 'series',
      summary: 'Series',
      start: { date: '2026-11-02' },
      end: { date: '2026-11-03' },
      recurrence: ['RRULE:FREQ=WEEKLY'],
      eventType: 'somethingNew',
    })
    account.primary.cancelOccurrence('series', { date: '2026-11-09' })
    account.primary.moveOccurrence('series', { date: '2026-11-16' }, { date: '2026-11-17' }, { date: '2026-11-18' })
    const token = fake.oauth.issueAccessToken(account.email, everyScope)
    const url = 'https://www.googleapis.com/calendar/v3/calendars/primary/events'
    const answer = fake.handle({ method: 'GET', url, headers: { authorization: `Bearer ${token}` }, body: '' })
    expect(discovery.check('events.list', url, JSON.parse(answer.body))).toEqual([])
  })
})

it.each(isPresent ? [] : [folder])('is not held against Google’s discovery documents: %s is absent', (absent) => {
  expect(existsSync(absent)).toBe(false)
})
