import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeFetch } from './fake-fetch.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from './fake-google.ts'
import { serveFakeGoogle, type ServedFakeGoogle } from './serve.ts'

let nowMs = 0
let fake: FakeGoogle
let token: string
let served: ServedFakeGoogle | null = null

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 23, 9)
  fake = createFakeGoogle({ clock: { now: () => nowMs } })
  const account = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada Example' })
  for (let index = 0; index < 20; index++) {
    account.primary.addEvent({
      id: `event${index}`,
      summary: `Event ${index}`,
      start: { date: '2026-11-23' },
      end: { date: '2026-11-24' },
    })
    account.mailbox.addMessage({
      id: `mail${index}`,
      raw: `From: bo@example.org\r\nSubject: Mail ${index}\r\n\r\nHello`,
      internalDateMs: nowMs + index,
    })
  }
  token = fake.oauth.issueAccessToken(account.email, everyScope)
})

afterEach(async () => {
  await served?.close()
  served = null
})

function handle(path: string): { status: number; headers: Readonly<Record<string, string>>; body: Record<string, unknown> } {
  const answer = fake.handle({
    method: 'GET',
    url: `https://www.googleapis.com/${path}`,
    headers: { authorization: `Bearer ${token}` },
    body: '',
  })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) as Record<string, unknown> }
}

describe('a fault', () => {
  it('strikes the operation it names, so many times, after so many calm ones', () => {
    fake.faults.add({ on: 'messages.get', skip: 1, times: 2, fault: { kind: 'status', reason: 'backendError', status: 503 } })
    expect(handle('gmail/v1/users/me/profile').status).toBe(200)
    expect([1, 2, 3, 4].map((index) => handle(`gmail/v1/users/me/messages/mail${index}`).status)).toEqual([200, 503, 503, 200])
    expect(fake.log.map((entry) => entry.fault)).toEqual([null, null, 'status', 'status', null])
  })

  it('strikes only where the URL says so', () => {
    fake.faults.add({ urlIncludes: 'mail3', times: Number.POSITIVE_INFINITY, fault: { kind: 'status', reason: 'backendError' } })
    expect([2, 3, 4, 3].map((index) => handle(`gmail/v1/users/me/messages/mail${index}`).status)).toEqual([200, 500, 200, 500])
  })

  it('strikes by chance, but by the same chance every time', () => {
    const run = (): number[] => {
      const google = createFakeGoogle({
        clock: { now: () => nowMs },
        accounts: fake.accounts,
        seed: 7,
        faults: [{ probability: 0.3, times: Number.POSITIVE_INFINITY, fault: { kind: 'html', status: 502 } }],
      })
      return Array.from(
        { length: 50 },
        () =>
          google.handle({ method: 'GET', url: 'http://127.0.0.1/.well-known/openid-configuration', headers: {}, body: '' })
            .status,
      )
    }
    expect(run()).toEqual(run())
    const struck = run().filter((status) => status === 502).length
    expect(struck).toBeGreaterThan(5)
    expect(struck).toBeLessThan(30)
  })
})

describe('rate limits', () => {
  it('speak as Google does', () => {
    fake.faults.add(
      { fault: { kind: 'status', reason: 'rateLimitExceeded', retryAfterSeconds: 7 } },
      { fault: { kind: 'status', reason: 'userRateLimitExceeded', status: 429 } },
      { fault: { kind: 'retry_after_in_message', status: 429, afterMs: 60_000 } },
    )
    expect(handle('calendar/v3/users/me/calendarList')).toMatchObject({
      status: 403,
      headers: { 'retry-after': '7' },
      body: {
        error: {
          code: 403,
          message: 'Rate Limit Exceeded',
          errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded' }],
        },
      },
    })
    expect(handle('calendar/v3/users/me/calendarList')).toMatchObject({
      status: 429,
      body: { error: { errors: [{ reason: 'userRateLimitExceeded' }] } },
    })
    expect(handle('gmail/v1/users/me/profile')).toMatchObject({
      status: 429,
      body: {
        error: { message: 'User-rate limit exceeded.  Retry after 2026-11-23T09:01:00.000Z', status: 'RESOURCE_EXHAUSTED' },
      },
    })
  })

  it('come by themselves when a quota is set, and go after a minute', () => {
    fake = createFakeGoogle({
      clock: { now: () => nowMs },
      accounts: fake.accounts,
      quota: { gmailUnitsPerMinute: 12, calendarRequestsPerMinute: 2 },
    })
    token = fake.oauth.issueAccessToken('ada@example.com', everyScope)
    const read = (): number => handle('gmail/v1/users/me/messages/mail1').status
    expect([read(), read(), read()]).toEqual([200, 200, 429])
    expect([1, 2, 3].map(() => handle('calendar/v3/users/me/calendarList').status)).toEqual([200, 200, 403])
    nowMs += 60_000
    expect(read()).toBe(200)
  })
})

describe('lists', () => {
  it('may come as an empty page that leads to what was asked for', () => {
    fake.faults.add({ on: 'events.list', times: 2, fault: { kind: 'empty_page' } })
    const path = 'calendar/v3/calendars/primary/events'
    const first = handle(path).body
    expect(first['items']).toEqual([])
    expect(first).not.toHaveProperty('nextSyncToken')
    const second = handle(`${path}?pageToken=${String(first['nextPageToken'])}`).body
    expect(second['items']).toEqual([])
    const third = handle(`${path}?pageToken=${String(second['nextPageToken'])}`).body
    expect(third['items']).toHaveLength(20)
    expect(third).toHaveProperty('nextSyncToken')
  })

  it('may hold everything twice', () => {
    fake.faults.add({ on: 'messages.list', fault: { kind: 'duplicate_items' } })
    expect(handle('gmail/v1/users/me/messages').body['messages']).toHaveLength(40)
    expect(handle('gmail/v1/users/me/messages').body['messages']).toHaveLength(20)
  })

  it('may call a cursor too old; requests without one are spared', () => {
    fake.faults.add({ fault: { kind: 'expired_cursor' }, times: 2 })
    const { nextSyncToken } = handle('calendar/v3/calendars/primary/events').body
    expect(handle(`calendar/v3/calendars/primary/events?syncToken=${String(nextSyncToken)}`).status).toBe(410)
    expect(handle(`gmail/v1/users/me/history?startHistoryId=${fake.accounts[0]?.mailbox.historyId}`).status).toBe(404)
  })
})

it('may tell a time that is off', () => {
  fake.faults.add({ fault: { kind: 'clock_skew', skewMs: 3_600_000 } })
  expect(handle('gmail/v1/users/me/profile').headers['date']).toBe('Mon, 23 Nov 2026 10:00:00 GMT')
})

it('may find the refresh token dead', () => {
  fake.faults.add({ on: 'oauth.token', fault: { kind: 'invalid_grant' } })
  const answer = fake.handle({
    method: 'POST',
    url: 'https://oauth2.googleapis.com/token',
    headers: {},
    body: 'grant_type=refresh_token',
  })
  expect(JSON.parse(answer.body)).toEqual({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' })
})

describe.each(['over HTTP', 'in process'] as const)('connections %s', (way) => {
  const path = '/calendar/v3/calendars/primary/events'

  async function open(): Promise<{ fetch: typeof fetch; url: string }> {
    if (way === 'in process') return { fetch: createFakeFetch(fake), url: `https://www.googleapis.com${path}` }
    served = await serveFakeGoogle(fake)
    return { fetch, url: served.origin + path }
  }

  const init = (): RequestInit => ({ headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' } })

  it('carry answers', async () => {
    const client = await open()
    const response = await client.fetch(client.url, init())
    expect(response.status).toBe(200)
    expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(20)
  })

  it('break before the answer', async () => {
    fake.faults.add({ fault: { kind: 'connection_reset' } })
    const client = await open()
    await expect(client.fetch(client.url, init())).rejects.toThrow(TypeError)
  })

  it('break in the middle of the answer', async () => {
    fake.faults.add({ fault: { kind: 'truncated_body', keepBytes: 200 } })
    const client = await open()
    const read = async (): Promise<string> => (await client.fetch(client.url, init())).text()
    await expect(read()).rejects.toThrow(/terminated/)
    expect(JSON.parse(await read())).toHaveProperty('items')
  })

  it('deliver half a body', async () => {
    fake.faults.add({ fault: { kind: 'half_json' } })
    const client = await open()
    const response = await client.fetch(client.url, init())
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  it('are slow, and can be given up', async () => {
    fake.faults.add({ fault: { kind: 'latency', delayMs: 40 } }, { fault: { kind: 'latency', delayMs: 60_000 } })
    const client = await open()
    const startedAt = performance.now()
    expect((await client.fetch(client.url, init())).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(35)
    await expect(client.fetch(client.url, { ...init(), signal: AbortSignal.timeout(30) })).rejects.toThrow(/abort|timeout/i)
  })
})
