// The whole sign-in over HTTP against the fake Google; a "browser" here is whoever follows the redirects.
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeGoogle, type FakeGoogle } from '../../engine/google/fake/fake-google.ts'
import { serveFakeGoogle, type ServedFakeGoogle } from '../../engine/google/fake/serve.ts'
import type { SentRequest } from '../../shared/views/ledger.ts'
import type { AccountSecret, Keychain } from '../secrets/secret-store.ts'
import { SecretStore } from '../secrets/secret-store.ts'
import { AccessTokens } from './access-tokens.ts'
import { discoverEndpoints } from './discover-endpoints.ts'
import { dataScopes, scopesToAsk } from './scopes.ts'
import { signIn, type SignInRequest, type SignInSurroundings } from './sign-in.ts'

const client = { clientId: 'client-1', clientSecret: 'GOCSPX-secret' }
const dayMs = 86_400_000

let nowMs: number
let google: FakeGoogle
let served: ServedFakeGoogle
let sent: SentRequest[]
/** The last page that the browser showed. */
let lastPage: string
/** Why refused grants could not be given back. */
let grantsLeft: unknown[]

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1)
  lastPage = ''
  grantsLeft = []
  sent = []
  google = createFakeGoogle({ clock: { now: () => nowMs }, oauthClients: [client] })
  google.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  google.addAccount({ email: 'bob@example.com', displayName: 'Bob' })
  served = await serveFakeGoogle(google)
})
afterEach(() => served.close())

function onSent(request: SentRequest): void {
  sent.push(request)
}

/** Goes where the address leads and reads the last page, without making the caller wait. */
async function browse(url: string): Promise<void> {
  void fetch(url).then(async (response) => (lastPage = await response.text()))
}

function connect(change: Partial<SignInRequest> = {}, surroundings: Partial<SignInSurroundings> = {}) {
  const request = { ...client, scopes: scopesToAsk(['calendar', 'mail'], []), ...change }
  const signal = new AbortController().signal
  const grantedBefore = (): null => null
  return signIn(request, {
    standIn: served.origin,
    openBrowser: browse,
    now: () => nowMs,
    onSent,
    signal,
    grantedBefore,
    onGrantLeft: (error) => void grantsLeft.push(error),
    ...surroundings,
  })
}

describe('signIn', () => {
  it('ends with who signed in, what they granted, and tokens that work', async () => {
    const person = await connect({ loginHint: 'bob@example.com' })
    expect(person).toEqual({
      subject: google.accounts[1]?.subject,
      email: 'bob@example.com',
      displayName: 'Bob',
      scopes: expect.arrayContaining([dataScopes.calendar, dataScopes.mail]),
      refreshToken: expect.stringMatching(/^1\/\//),
      accessToken: { token: expect.stringMatching(/^ya29\./), expiresAtMs: nowMs + 3_599_000 },
    })
    expect(google.oauth.grantOf(`Bearer ${person.accessToken.token}`)?.account.email).toBe('bob@example.com')
    await expect.poll(() => lastPage).toContain('You are connected')
  })

  it('asks in the system browser, with a proof key, a state and a port of its own', async () => {
    const asked: URL[] = []
    const openBrowser = async (url: string): Promise<void> => {
      asked.push(new URL(url))
      await browse(url)
    }
    await connect({}, { openBrowser })
    await connect({}, { openBrowser })
    const [first, second] = asked.map((url) => Object.fromEntries(url.searchParams))
    expect(first).toMatchObject({
      response_type: 'code',
      client_id: 'client-1',
      code_challenge_method: 'S256',
      access_type: 'offline',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/google$/),
    })
    for (const once of ['state', 'code_challenge']) {
      expect(first?.[once]).toMatch(/^[\w-]{43}$/)
      expect(first?.[once]).not.toBe(second?.[once])
    }
    expect(asked[0]?.href).not.toContain('GOCSPX')
  })

  it('tells the ledger of each of its requests, and nothing but where to, what for and how much', async () => {
    const person = await connect()
    const host = new URL(served.origin).host
    const told = { atMs: expect.any(Number), host, status: 200, bytesUp: expect.any(Number), bytesDown: expect.any(Number) }
    expect(sent).toEqual([
      { ...told, purpose: 'asking where to sign in' },
      { ...told, purpose: 'signing in' },
      { ...told, purpose: 'asking who signed in' },
    ])
    for (const secret of [person.refreshToken, person.accessToken.token, client.clientSecret, person.email])
      expect(JSON.stringify(sent)).not.toContain(secret)
  })

  it('works for the calendar alone', async () => {
    const person = await connect({ scopes: scopesToAsk(['calendar'], []) })
    expect(person.scopes).toContain(dataScopes.calendar)
    expect(person.scopes).not.toContain(dataScopes.mail)
  })

  it('refuses another account than the one that was meant', async () => {
    google.consent.email = 'bob@example.com'
    await expect(connect({ loginHint: 'ada@example.com' })).rejects.toMatchObject({ kind: 'conflict' })
    await expect.poll(() => lastPage).toContain('not as ada@example.com')
  })

  it('refuses a grant that lacks something', async () => {
    google.consent.scopes = (asked) => asked.filter((scope) => scope !== dataScopes.mail)
    await expect(connect()).rejects.toMatchObject({ kind: 'invalid_input', message: 'Not everything was permitted.' })
  })

  it.each([
    ['another account', () => (google.consent.email = 'bob@example.com')],
    ['less than was asked for', () => (google.consent.scopes = (asked) => asked.filter((scope) => scope !== dataScopes.mail))],
  ])('gives back a refused grant of %s, unless a connected account lives by it', async (_case, arrange) => {
    arrange()
    await expect(connect({ loginHint: 'ada@example.com' })).rejects.toThrow()
    expect(google.count('oauth.revoke')).toBe(1)
    await expect(connect({ loginHint: 'ada@example.com' }, { grantedBefore: () => [dataScopes.calendar] })).rejects.toThrow()
    expect(google.count('oauth.revoke')).toBe(1)
    expect(grantsLeft).toEqual([])
  })

  it('tells that a refused grant could not be given back, without a secret in it, and refuses all the same', async () => {
    google.consent.email = 'bob@example.com'
    google.faults.add({ fault: { kind: 'connection_reset' }, on: 'oauth.revoke' })
    await expect(connect({ loginHint: 'ada@example.com' })).rejects.toMatchObject({ kind: 'conflict' })
    expect(grantsLeft).toMatchObject([{ kind: 'offline' }])
    expect(inspect(grantsLeft, { depth: null, showHidden: true })).not.toMatch(/ya29|GOCSPX|1\/\//)
  })

  it.each(['ADA.example@GMAIL.com', 'a.d.a.example@googlemail.com'])(
    'takes %s for the same mailbox as adaexample@gmail.com',
    async (loginHint) => {
      google.addAccount({ email: 'adaexample@gmail.com', displayName: 'Ada' })
      google.consent.email = 'adaexample@gmail.com'
      expect(await connect({ loginHint })).toMatchObject({ email: 'adaexample@gmail.com' })
    },
  )

  it('takes a no for a no', async () => {
    google.consent.deny = true
    await expect(connect()).rejects.toMatchObject({ kind: 'cancelled', message: 'You said no at Google.' })
  })

  it('says that the client is wrong when its secret is', async () => {
    await expect(connect({ clientSecret: 'GOCSPX-other' })).rejects.toMatchObject({
      kind: 'invalid_input',
      message: 'Google does not accept the OAuth client.',
    })
  })

  it('goes on waiting when somebody else knocks', async () => {
    const openBrowser = async (url: string): Promise<void> => {
      const redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
      const knocks = [`${redirect}?code=stolen`, `${redirect}?code=stolen&state=guess`, new URL('/favicon.ico', redirect).href]
      expect(await Promise.all(knocks.map(async (knock) => (await fetch(knock)).status))).toEqual([404, 404, 404])
      await browse(url)
    }
    expect(await connect({}, { openBrowser })).toMatchObject({ email: 'ada@example.com' })
  })

  it('ends when the person cancels, and stops listening', async () => {
    const controller = new AbortController()
    let redirect = ''
    const openBrowser = async (url: string): Promise<void> => {
      redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
      setImmediate(() => controller.abort())
    }
    await expect(connect({}, { openBrowser, signal: controller.signal })).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The sign-in was cancelled.',
    })
    await expect(fetch(redirect)).rejects.toThrow()
  })

  it('ends when the browser cannot be opened', async () => {
    const openBrowser = (): Promise<void> => Promise.reject(new Error('no browser'))
    await expect(connect({}, { openBrowser })).rejects.toThrow('no browser')
  })

  it('says when Google cannot be reached', async () => {
    await served.close()
    await expect(connect()).rejects.toMatchObject({ kind: 'offline' })
    served = await serveFakeGoogle(google)
  })
})

describe('discoverEndpoints', () => {
  it('sends nothing to a host that the stand-in names', async () => {
    const stranger = await serveFakeGoogle(google)
    const pretender = createFakeGoogle({ clock: { now: () => nowMs } })
    const original = pretender.handle.bind(pretender)
    pretender.handle = (request) => original({ ...request, url: request.url.replace(/^http:\/\/[^/]+/, stranger.origin) })
    const servedPretender = await serveFakeGoogle(pretender)
    await expect(discoverEndpoints(servedPretender.origin, onSent)).rejects.toMatchObject({ kind: 'unavailable' })
    await Promise.all([stranger.close(), servedPretender.close()])
  })
})

describe('AccessTokens', () => {
  const accountId = 'google:1'
  const entries = new Map<string, string>()
  const keychain: Keychain = {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, password) => void entries.set(account, password),
    deletePassword: async (_service, account) => entries.delete(account),
  }
  let tokens: AccessTokens
  let secrets: SecretStore

  beforeEach(async () => {
    entries.clear()
    secrets = new SecretStore('test', async () => keychain)
    tokens = new AccessTokens({ standIn: served.origin, secrets, now: () => nowMs, onSent, lastSuccessAtMs: () => nowMs })
  })

  async function keepSignIn(change: Partial<AccountSecret> = {}): Promise<void> {
    const { refreshToken } = await connect()
    await secrets.write(accountId, { refreshToken, ...client, connectedAtMs: nowMs, ...change })
  }

  it('asks Google once, however many want a token, and again when it is about to end', async () => {
    await keepSignIn()
    google.log.length = 0
    const answers = await Promise.all([tokens.get(accountId, null), tokens.get(accountId, null), tokens.get(accountId, null)])
    const [first] = answers
    expect(answers).toEqual([first, first, first])
    expect(first).toMatchObject({ ok: true, value: { expiresAtMs: nowMs + 3_599_000 } })
    nowMs += 3_500_000
    expect(await tokens.get(accountId, null)).toEqual(first)
    expect(google.count('oauth.token')).toBe(1)
    nowMs += 60_000
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: true, value: { expiresAtMs: nowMs + 3_599_000 } })
    expect([google.count('oauth.token'), google.count('oauth.discovery')]).toEqual([2, 1])
  })

  it('never hands out again what Google has refused', async () => {
    await keepSignIn()
    const first = await tokens.get(accountId, null)
    const rejected = first.ok ? first.value.token : ''
    const second = await tokens.get(accountId, rejected)
    expect(second.ok && second.value.token !== rejected).toBe(true)
    expect(await tokens.get(accountId, rejected)).toEqual(second)
  })

  it.each([
    ['a revoked sign-in', 0, /password was changed or access was removed/],
    ['seven days of a client in testing', 7 * dayMs, /"Testing"/],
  ])('names the likely cause of %s', async (_case, ageMs, expected) => {
    await keepSignIn()
    google.oauth.revokeAccess('ada@example.com')
    nowMs += ageMs
    const result = await tokens.get(accountId, null)
    expect(result).toMatchObject({ ok: false, error: { kind: 'needs_reconnect', message: expect.stringMatching(expected) } })
  })

  it('knows a client that is gone', async () => {
    await keepSignIn({ clientId: 'deleted' })
    expect(await tokens.get(accountId, null)).toMatchObject({
      ok: false,
      error: { kind: 'needs_reconnect', message: expect.stringMatching(/OAuth client/) },
    })
  })

  it('tells an account without a sign-in from a keychain that does not answer', async () => {
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'needs_reconnect' } })
    const locked = new SecretStore('test', () => Promise.reject(new Error('locked')))
    const behind = new AccessTokens({
      standIn: served.origin,
      secrets: locked,
      now: () => nowMs,
      onSent,
      lastSuccessAtMs: () => null,
    })
    expect(await behind.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'keychain_unavailable' } })
  })

  it.each([
    [{ kind: 'connection_reset' }, 'offline'],
    [{ kind: 'truncated_body', keepBytes: 10 }, 'offline'],
    [{ kind: 'half_json' }, 'unavailable'],
    [{ kind: 'html', status: 502 }, 'unavailable'],
    [{ kind: 'html', status: 200 }, 'unavailable'],
  ] as const)('is no worse for %j than having to try again', async (fault, kind) => {
    await keepSignIn()
    google.faults.add({ fault, on: 'oauth.token' })
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind } })
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: true })
  })

  it.each([
    [503, 120],
    [429, 300],
  ])('tells when Google wants to be asked again: %i with a time', async (status, retryAfterSeconds) => {
    await keepSignIn()
    google.faults.add({ fault: { kind: 'status', reason: 'backendError', status, retryAfterSeconds }, on: 'oauth.token' })
    const answer = await tokens.get(accountId, null)
    if (answer.ok) throw new Error('a token came')
    expect(answer.error.kind).toBe('rate_limited')
    expect(Math.abs((answer.error.retryAtMs ?? 0) - Date.now() - retryAfterSeconds * 1000)).toBeLessThan(10_000)
  })

  it('does not take the refusal of a proxy for the end of the sign-in', async () => {
    await keepSignIn()
    google.faults.add({ fault: { kind: 'status', reason: 'forbidden' }, on: 'oauth.token' })
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: true })
  })

  it('tells the ledger of requests that nobody answered as well', async () => {
    await keepSignIn()
    sent.length = 0
    google.faults.add({ fault: { kind: 'connection_reset' }, on: 'oauth.token' })
    await tokens.get(accountId, null)
    await tokens.get(accountId, null)
    expect(sent.map(({ purpose, status }) => [purpose, status])).toEqual([
      ['asking where to sign in', 200],
      ['renewing a sign-in', null],
      ['renewing a sign-in', 200],
    ])
  })

  it('takes back at Google what it was given', async () => {
    await keepSignIn()
    const { revoked } = await tokens.forget(accountId)
    expect(await revoked).toBe(true)
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'needs_reconnect' } })
    expect(await (await tokens.forget('google:unknown')).revoked).toBe(false)
  })

  it('forgets a sign-in here before Google has agreed, and leaves alone what is kept after that', async () => {
    await keepSignIn()
    const { revoked } = await tokens.forget(accountId)
    await keepSignIn()
    expect(await revoked).toBe(true)
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: true })
  })

  it.each([
    ['ends', () => google.oauth.revokeAccess('ada@example.com')],
    ['succeeds', () => undefined],
  ])('takes a sign-in that came meanwhile over a renewal that %s', async (_case, arrange) => {
    await keepSignIn()
    arrange()
    const renewal = tokens.get(accountId, null)
    const fresh = { token: 'ya29.fresh', expiresAtMs: nowMs + 3_600_000 }
    tokens.remember(accountId, fresh)
    expect(await renewal).toEqual({ ok: true, value: fresh })
    expect(await tokens.get(accountId, null)).toEqual({ ok: true, value: fresh })
  })

  it('keeps no token of an account that was forgotten while it was being renewed', async () => {
    await keepSignIn()
    const renewal = tokens.get(accountId, null)
    await tokens.forget(accountId)
    await renewal
    expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'needs_reconnect' } })
  })
})
