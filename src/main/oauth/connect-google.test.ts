// Connecting an account again, over HTTP against the fake Google; a "browser" here is whoever follows the redirects.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeGoogle, type FakeGoogle } from '../../engine/google/fake/fake-google.ts'
import { serveFakeGoogle, type ServedFakeGoogle } from '../../engine/google/fake/serve.ts'
import type { EnginePeer } from '../../engine/threads/engine-protocol.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { Account } from '../../shared/views/status.ts'
import { type Keychain, SecretStore } from '../secrets/secret-store.ts'
import { AccessTokens } from './access-tokens.ts'
import { type ConnectOptions, GoogleConnection } from './connect-google.ts'
import { dataScopes } from './scopes.ts'

const client = { clientId: 'client-1', clientSecret: 'GOCSPX-secret' }
const nowMs = Date.UTC(2026, 0, 1)
const opened = { ok: true, value: { needsClient: false } } as const
const clientNeeded = { ok: true, value: { needsClient: true } } as const
const waiting = { kind: 'waiting_for_browser' } as const
const cancelled = { kind: 'cancelled' } as const

let google: FakeGoogle
let served: ServedFakeGoogle
let accountId: string
let known: Pick<Account, 'id' | 'email' | 'scopes' | 'status'>[]
let told: EventPayload<'accounts.connection'>[]
/** What the engine was told to connect. */
let engineInputs: unknown[]
/** The addresses that were opened in the browser. */
let addresses: URL[]
/** The pages that it was shown. */
let browsing: Promise<string>[]
let entries: Map<string, string>
let isKeychainThere: boolean
let secrets: SecretStore
let tokens: AccessTokens
let connection: GoogleConnection

beforeEach(async () => {
  google = createFakeGoogle({ clock: { now: () => nowMs }, oauthClients: [client] })
  accountId = `google:${google.addAccount({ email: 'ada@example.com', displayName: 'Ada' }).subject}`
  google.addAccount({ email: 'bob@example.com', displayName: 'Bob' })
  served = await serveFakeGoogle(google)
  known = [{ id: accountId, email: 'ada@example.com', scopes: ['openid', dataScopes.mail], status: 'ok' }]
  told = []
  engineInputs = []
  addresses = []
  browsing = []
  entries = new Map()
  isKeychainThere = true
  secrets = new SecretStore('test', loadKeychain)
  tokens = new AccessTokens({ standIn: served.origin, secrets, now: () => nowMs, onSent, lastSuccessAtMs: () => nowMs })
  connection = new GoogleConnection(options())
})
afterEach(async () => {
  connection.cancel()
  await Promise.all(browsing)
  await served.close()
})

function options(): ConnectOptions {
  return {
    standIn: served.origin,
    secrets,
    tokens,
    engine: { call: takeIn as EnginePeer['call'] },
    openBrowser: async (url) => {
      addresses.push(new URL(url))
      browsing.push(fetch(url).then((response) => response.text()))
    },
    now: () => nowMs,
    onSent,
    accounts: () => known,
    tell: (event) => void told.push(event),
    onGrantLeft: () => undefined,
    warnSessionOnly: () => undefined,
  }
}

function onSent(): void {}

async function loadKeychain(): Promise<Keychain> {
  if (!isKeychainThere) throw new Error('no Secret Service')
  return {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, password) => void entries.set(account, password),
    deletePassword: async (_service, account) => entries.delete(account),
  }
}

async function takeIn(_name: string, input: unknown): Promise<unknown> {
  engineInputs.push(input)
  return { ok: true, value: { accountId } }
}

function keepSignIn(change: Partial<typeof client> = {}): void {
  const secret = { refreshToken: '1//ended', ...client, connectedAtMs: nowMs, ...change }
  entries.set(accountId, JSON.stringify(secret))
}

/** Everything that was told so far. */
const untilTold = (...events: readonly unknown[]) => expect.poll(() => told, { timeout: 10_000 }).toEqual(events)
const connected = () => ({ kind: 'connected', accountId, email: 'ada@example.com' }) as const

describe('reconnect', () => {
  it('opens the browser with the client that is kept, the address that is meant and all that was granted', async () => {
    keepSignIn()
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    await untilTold(waiting, connected())
    const { client_id, login_hint, scope } = Object.fromEntries(addresses[0]?.searchParams ?? [])
    expect({ client_id, login_hint, scope }).toEqual({
      client_id: 'client-1',
      login_hint: 'ada@example.com',
      scope: `openid email profile ${dataScopes.mail}`,
    })
    expect(engineInputs).toEqual([
      { accountId, email: 'ada@example.com', displayName: 'Ada', scopes: expect.arrayContaining([dataScopes.mail]) },
    ])
    expect(JSON.parse(entries.get(accountId) ?? '')).toMatchObject({
      ...client,
      refreshToken: expect.not.stringContaining('ended'),
    })
  })

  it('begins nothing where no client is kept, or the keychain is gone, and goes on with the one it is given', async () => {
    expect(await connection.reconnect({ accountId })).toEqual(clientNeeded)
    isKeychainThere = false
    expect(await connection.reconnect({ accountId })).toEqual(clientNeeded)
    expect([addresses, told]).toEqual([[], []])
    expect(await connection.reconnect({ accountId, client })).toEqual(opened)
    await untilTold(waiting, connected())
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    await untilTold(waiting, connected(), waiting, connected())
  })

  it('asks for another client when Google has refused the kept one, until a sign-in works', async () => {
    keepSignIn({ clientId: 'deleted' })
    await tokens.get(accountId, null)
    expect(await connection.reconnect({ accountId })).toEqual(clientNeeded)
    expect(await connection.reconnect({ accountId, client })).toEqual(opened)
    await untilTold(waiting, connected())
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    await untilTold(waiting, connected(), waiting, connected())
  })

  it.each([
    ['a no', () => (google.consent.deny = true), 'You said no at Google.'],
    [
      'another account',
      () => (google.consent.email = 'bob@example.com'),
      'You signed in as bob@example.com, not as ada@example.com.',
    ],
    [
      'a box that was not ticked',
      () => (google.consent.scopes = (asked) => asked.filter((scope) => scope !== dataScopes.mail)),
      'Not everything was permitted.',
    ],
  ])('tells of %s, with its cure', async (_case, arrange, message) => {
    keepSignIn()
    arrange()
    await connection.reconnect({ accountId })
    await untilTold(waiting, { kind: 'failed', message, hint: expect.stringMatching(/^Connect again/) })
    expect(engineInputs).toEqual([])
  })

  it('knows the account by its lasting id when its address has changed', async () => {
    known = [{ id: accountId, email: 'ada.maiden@example.com', scopes: [dataScopes.mail], status: 'ok' }]
    keepSignIn()
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    await untilTold(waiting, connected())
  })

  it('tells of a person who does not come back, and how to go on', async () => {
    google.consent.showPage = true
    keepSignIn()
    connection = new GoogleConnection({ ...options(), patienceMs: 1_500 })
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    const hint = 'Connect again when you are ready.'
    await untilTold(waiting, { kind: 'failed', message: 'The browser did not come back.', hint })
  })

  it('can be cancelled, and that is no failure', async () => {
    google.consent.showPage = true
    keepSignIn()
    expect(await connection.reconnect({ accountId })).toEqual(opened)
    connection.cancel()
    await untilTold(waiting, cancelled)
  })

  it('is over without a word when another sign-in takes its place', async () => {
    google.consent.showPage = true
    keepSignIn()
    await connection.reconnect({ accountId })
    await Promise.all(browsing)
    google.consent.showPage = false
    await connection.reconnect({ accountId })
    await untilTold(waiting, waiting, connected())
    expect(engineInputs).toHaveLength(1)
  })

  it('can be cancelled while the keychain makes it wait', async () => {
    keepSignIn()
    const answer = connection.reconnect({ accountId })
    connection.cancel()
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect([addresses, told]).toEqual([[], []])
  })

  it('says so when the account is gone', async () => {
    expect(await connection.reconnect({ accountId: 'google:gone' })).toMatchObject({ ok: false, error: { kind: 'not_found' } })
    expect(await connection.reconnect({ accountId: 'sample' })).toMatchObject({ ok: false, error: { kind: 'not_found' } })
  })
})

describe('start', () => {
  it('tells of a no, and asks again for what the account had granted before', async () => {
    google.consent.deny = true
    await connection.start({ ...client, scopes: ['calendar'], loginHint: 'ada@example.com' })
    await untilTold(waiting, { kind: 'failed', message: 'You said no at Google.', hint: 'Connect again when you want to.' })
    expect(addresses[0]?.searchParams.get('scope')).toBe(`openid email profile ${dataScopes.calendar} ${dataScopes.mail}`)
  })

  it('asks once more for everything when the account turns out to be connected with more', async () => {
    expect(await connection.start({ ...client, scopes: ['calendar'] })).toMatchObject({ ok: true })
    await untilTold(waiting, waiting, connected())
    const asked = addresses.map(({ searchParams }) => [searchParams.get('scope'), searchParams.get('login_hint')])
    expect(asked).toEqual([
      [`openid email profile ${dataScopes.calendar}`, null],
      [`openid email profile ${dataScopes.calendar} ${dataScopes.mail}`, 'ada@example.com'],
    ])
    expect((await Promise.all(browsing))[0]).toContain('One more step')
    const scopes = expect.arrayContaining([dataScopes.calendar, dataScopes.mail])
    expect(engineInputs).toEqual([expect.objectContaining({ accountId, scopes })])
  })

  it('keeps the earlier sign-in when the person does not grant everything the second time', async () => {
    keepSignIn()
    google.consent.scopes = (asked) => asked.filter((scope) => scope !== dataScopes.mail)
    await connection.start({ ...client, scopes: ['calendar'] })
    await untilTold(waiting, waiting, expect.objectContaining({ kind: 'failed', message: 'Not everything was permitted.' }))
    expect([engineInputs, google.count('oauth.revoke')]).toEqual([[], 0])
    expect(entries.get(accountId)).toContain('1//ended')
  })

  it('asks for nothing more when the account is on its way out', async () => {
    known = known.map((account) => ({ ...account, status: 'paused' }))
    expect(await connection.start({ ...client, scopes: ['calendar'] })).toMatchObject({ ok: true })
    await untilTold(waiting, connected())
  })
})
