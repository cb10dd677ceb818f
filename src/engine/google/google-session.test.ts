import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/app-error.ts'
import type { SentRequest } from '../../shared/views/ledger.ts'
import type { GoogleAccess } from './access.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from './fake/fake-google.ts'
import { serveFakeGoogle, type ServedFakeGoogle } from './fake/serve.ts'
import { getMailProfile, getMessage } from './gmail-requests.ts'
import type { GoogleSession } from './google-session.ts'
import { createGoogleSessions } from './google-sessions.ts'
import { createLeapingClock, type LeapingClock } from './testing/leaping-clock.ts'

let clock: LeapingClock
let fake: FakeGoogle
let served: ServedFakeGoogle
let getAccessToken: GoogleAccess['getAccessToken']
let tokensAsked: (string | undefined)[]
let sent: SentRequest[]

beforeEach(async () => {
  clock = createLeapingClock(Date.UTC(2026, 10, 23, 9), 1)
  fake = createFakeGoogle({ clock })
  fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  served = await serveFakeGoogle(fake)
  tokensAsked = []
  sent = []
  getAccessToken = async () => fake.oauth.issueAccessToken('ada@example.com', everyScope)
})
afterEach(() => served.close())

function open(signal: AbortSignal = new AbortController().signal): Promise<GoogleSession> {
  const forAccount = async (): Promise<GoogleAccess> => ({
    origin: served.origin,
    unitsPerSecond: null,
    onSent: (request) => sent.push(request),
    getAccessToken: (rejected) => {
      tokensAsked.push(rejected)
      return getAccessToken(rejected)
    },
  })
  return createGoogleSessions({ forAccount }, clock, () => 0.5).open('account', 'google_gmail_sync', signal)
}

describe('a token that cannot be renewed for the time being', () => {
  it('puts everything of the account off to the time that was named', async () => {
    const atMs = clock.now() + 120_000
    getAccessToken = () => Promise.reject(new AppError('rate_limited', 'Google asks to wait.', '', { retryAtMs: atMs }))
    const session = await open()
    for (const _twice of [1, 2])
      await expect(getMailProfile(session)).rejects.toMatchObject({ verdict: { kind: 'retry_at', atMs, isHinted: true } })
    expect(tokensAsked).toHaveLength(1)
  })

  it('is asked for again a few times, as any request is', async () => {
    const { length } = tokensAsked
    getAccessToken = async () => {
      if (tokensAsked.length < 3) throw new AppError('unavailable', 'Google has a problem at the moment.', '')
      return fake.oauth.issueAccessToken('ada@example.com', everyScope)
    }
    expect(await getMailProfile(await open())).toMatchObject({ emailAddress: 'ada@example.com' })
    expect(tokensAsked.length - length).toBe(3)
  })
})

describe('without a network', () => {
  function openWith(fetchOrThrow: typeof fetch): Promise<GoogleSession> {
    const forAccount = async (): Promise<GoogleAccess> => ({
      origin: null,
      fetch: fetchOrThrow,
      getAccessToken: async () => 'a-token',
    })
    return createGoogleSessions({ forAccount }, clock, () => 0.5).open(
      'account',
      'google_gmail_sync',
      new AbortController().signal,
    )
  }
  const failing = (code: string): typeof fetch => {
    const cause = Object.assign(new Error('no way'), { code })
    return () => Promise.reject(new TypeError('fetch failed', { cause }))
  }

  it.each([
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline'],
    ['ECONNRESET', 'transient'],
    ['UND_ERR_SOCKET', 'transient'],
  ])('%s means %s', async (code, kind) => {
    const session = await openWith(failing(code))
    await expect(getMailProfile(session)).rejects.toMatchObject({ verdict: { kind }, status: null })
    expect(session.requests).toBe(5)
  })

  it('a token that cannot be had means the same', async () => {
    getAccessToken = () => Promise.reject(new AppError('offline', 'Google cannot be reached.', ''))
    await expect(getMailProfile(await open())).rejects.toMatchObject({ verdict: { kind: 'offline' } })
  })

  it('a token that could not be had is asked for again, as any request is', async () => {
    let asked = 0
    getAccessToken = async () => {
      asked += 1
      if (asked === 1) throw new AppError('offline', 'Google cannot be reached.', '')
      return fake.oauth.issueAccessToken('ada@example.com', everyScope)
    }
    expect((await getMailProfile(await open())).emailAddress).toBe('ada@example.com')
    expect(asked).toBe(2)
  })
})

describe('one request', () => {
  it('is told to the ledger with host, purpose and size, repeated ones and lost ones too, and with nothing of a person', async () => {
    const session = await open()
    fake.faults.add({ fault: { kind: 'connection_reset' } }, { fault: { kind: 'html', status: 502 } })
    await getMailProfile(session)
    const told = { atMs: expect.any(Number), host: new URL(served.origin).host, purpose: 'opening the mailbox' }
    const bytesUp = `${served.origin}/gmail/v1/users/me/profile?fields=emailAddress%2CmessagesTotal%2ChistoryId`.length
    expect(sent).toEqual([
      { ...told, status: null, bytesUp, bytesDown: 0 },
      { ...told, status: 502, bytesUp, bytesDown: expect.any(Number) },
      { ...told, status: 200, bytesUp, bytesDown: expect.any(Number) },
    ])
    expect(sent[2]?.bytesDown).toBeGreaterThan(30)
    expect(JSON.stringify(sent)).not.toMatch(/ada@|ya29|fields|users/)
  })

  it('is told to the ledger with what came over the line, packed as it was, also of an answer that broke off', async () => {
    const mailbox = fake.accounts[0]?.mailbox
    const id = mailbox?.addMessage({ raw: `Subject: Long\r\n\r\n${'The same once more. '.repeat(5_000)}` }) ?? ''
    fake.faults.add({ fault: { kind: 'truncated_body', keepBytes: 500 }, on: 'messages.get' })
    const session = await open()
    const unpacked = JSON.stringify(await getMessage(session, id)).length
    expect(unpacked).toBeGreaterThan(100_000)
    const [brokenOff, whole] = sent.map(({ bytesDown }) => bytesDown)
    expect(brokenOff).toBeGreaterThan(0)
    expect(brokenOff).toBeLessThan(whole ?? 0)
    expect(whole).toBeLessThan(unpacked / 20)
  })

  it('tells what it brought itself, whatever goes on beside it', async () => {
    const mailbox = fake.accounts[0]?.mailbox
    const ids = [1, 2, 3, 4].map((number) => mailbox?.addMessage({ raw: `Subject: ${number}\r\n\r\nText` }) ?? '')
    const session = await open()
    for (const id of ids) await getMessage(session, id)
    const alone = sent.splice(0).map(({ bytesDown }) => bytesDown)
    await Promise.all(ids.map((id) => getMessage(session, id)))
    const inOrder = (sizes: readonly number[]): number[] => sizes.toSorted((one, other) => one - other)
    expect(inOrder(sent.map(({ bytesDown }) => bytesDown))).toEqual(inOrder(alone))
  })

  it('asks for a compressed answer, and for nothing but the needed fields', async () => {
    const requests: Request[] = []
    const forAccount = async (): Promise<GoogleAccess> => ({
      origin: null,
      fetch: async (input, init) => {
        requests.push(new Request(input, init))
        return Response.json({ emailAddress: 'ada@example.com', messagesTotal: 0, historyId: '1' })
      },
      getAccessToken: async () => 'a-token',
    })
    const session = await createGoogleSessions({ forAccount }, clock).open(
      'account',
      'google_gmail_sync',
      new AbortController().signal,
    )
    await getMailProfile(session)
    const [request] = requests
    expect(request?.url).toBe(
      'https://gmail.googleapis.com/gmail/v1/users/me/profile?fields=emailAddress%2CmessagesTotal%2ChistoryId',
    )
    expect(request?.headers.get('accept-encoding')).toBe('gzip')
    expect(request?.headers.get('user-agent')).toContain('gzip')
    expect(request?.headers.get('authorization')).toBe('Bearer a-token')
  })

  it.each([
    ['a connection that is reset', { kind: 'connection_reset' }],
    ['an answer that breaks off', { kind: 'truncated_body', keepBytes: 10 }],
    ['half an answer that ends well', { kind: 'half_json' }],
    ['a page of a proxy', { kind: 'html', status: 502 }],
    ['a captive portal that says 200', { kind: 'html', status: 200 }],
    ['a captive portal that says 403', { kind: 'html', status: 403 }],
    ['503', { kind: 'status', reason: 'backendError', status: 503 }],
  ] as const)('%s is passing trouble: it is tried again, with growing pauses', async (_name, fault) => {
    fake.faults.add({ fault, on: 'users.getProfile', times: 4 })
    const session = await open()
    expect(await getMailProfile(session)).toMatchObject({ emailAddress: 'ada@example.com' })
    expect(session.requests).toBe(5)
    expect(clock.waitedMs).toBeGreaterThan(125 + 250 + 500 + 1000 - 20)
  })

  it('gives up after five tries, and the error names neither address nor token', async () => {
    fake.faults.add({ fault: { kind: 'connection_reset' }, times: Number.POSITIVE_INFINITY })
    const session = await open()
    const error = await getMailProfile(session).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      verdict: { kind: 'transient' },
      status: null,
      message: expect.stringMatching(/^Google could not be reached while opening the mailbox/),
    })
    expect(session.requests).toBe(5)
    expect(error).not.toHaveProperty('config')
    expect((error as Error).cause).toBeUndefined()
  })

  it('waits out a short limit in place', async () => {
    fake.faults.add({ fault: { kind: 'status', reason: 'rateLimitExceeded', status: 429, retryAfterSeconds: 3 } })
    await getMailProfile(await open())
    expect(clock.waitedMs).toBeGreaterThan(2_900)
    expect(clock.waitedMs).toBeLessThan(3_100)
  })

  it('hands a long limit up, and nobody asks again before its time', async () => {
    fake.faults.add({ fault: { kind: 'retry_after_in_message', status: 403, afterMs: 600_000 } })
    const session = await open()
    const untilMs = clock.now() + 600_000
    const error = await getMailProfile(session).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ verdict: { kind: 'retry_at', isHinted: true } })
    await expect(getMessage(session, 'any')).rejects.toMatchObject({ verdict: { kind: 'retry_at' } })
    expect(session.requests).toBe(1)
    clock.advance(untilMs - clock.now() + 1_000)
    expect(await getMailProfile(session)).toMatchObject({ emailAddress: 'ada@example.com' })
  })

  it('gets another token when Google refuses the one it has, once for all requests in flight', async () => {
    const session = await open()
    await getMailProfile(session)
    fake.oauth.expireAccessTokens()
    tokensAsked.length = 0
    await Promise.all(Array.from({ length: 8 }, () => getMailProfile(session)))
    expect(tokensAsked).toEqual([expect.any(String)])
  })

  it('a 401 now and then is not the end of the sign-in', async () => {
    fake.faults.add({ fault: { kind: 'status', reason: 'authError' }, times: 3 })
    expect(await getMailProfile(await open())).toMatchObject({ emailAddress: 'ada@example.com' })
  })

  it('passes on that the sign-in has ended, in the words of whoever keeps the tokens', async () => {
    getAccessToken = () => Promise.reject(new AppError('needs_reconnect', 'Google ended the sign-in.', 'Connect again.'))
    await expect(getMailProfile(await open())).rejects.toMatchObject({ kind: 'needs_reconnect' })
  })

  it('stops at once when the job is to stop', async () => {
    fake.faults.add({ fault: { kind: 'latency', delayMs: 20_000 } })
    const stopping = new AbortController()
    const asked = getMailProfile(await open(stopping.signal))
    setImmediate(() => stopping.abort(new Error('cancelled by a person')))
    await expect(asked).rejects.toThrow('cancelled by a person')
  })
})
