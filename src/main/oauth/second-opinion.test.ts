// Signing in and reading mail against somebody else's Google, `emulate`: a fake of our own could share our misunderstandings.
// It knows no getProfile, no expired history and no quotas, ignores `fields`, and takes any token for somebody's.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../engine/clock.ts'
import { getMessage, listHistory, listLabels, listMessageIds, listSendAsAddresses } from '../../engine/google/gmail-requests.ts'
import type { GoogleSession } from '../../engine/google/google-session.ts'
import { createGoogleSessions } from '../../engine/google/google-sessions.ts'
import { finishAtOnce } from '../../engine/normalize/steps.ts'
import { normalizeMail } from '../../engine/normalize/mail/normalize-mail.ts'
import { readGmailMail } from '../../engine/normalize/mail/read-gmail-mail.ts'
import { unwrapResult } from '../../shared/app-error.ts'
import { type Keychain, SecretStore } from '../secrets/secret-store.ts'
import { AccessTokens } from './access-tokens.ts'
import { dataScopes, scopesToAsk } from './scopes.ts'
import { signIn, type SignedIn } from './sign-in.ts'

const program = fileURLToPath(new URL('../../../node_modules/emulate/dist/index.js', import.meta.url))
const client = { clientId: 'client-1', clientSecret: 'GOCSPX-secret' }
const accountId = 'google:ada'
/** Later than any date in the mails. */
const seenAtMs = Date.UTC(2026, 5, 1)

const seed = {
  google: {
    users: [{ email: 'ada@example.com', name: 'Ada Example' }],
    labels: [{ id: 'Label_plans', user_email: 'ada@example.com', name: 'Plans' }],
    messages: [
      mail(
        'first',
        'Plan for spring',
        'Shall we meet on Monday?',
        ['INBOX', 'UNREAD', 'Label_plans'],
        '2026-01-05T10:00:00.000Z',
      ),
      mail('second', 'Naïve café ☕', 'Grüße aus Köln', ['INBOX'], '2026-01-06T10:00:00.000Z'),
      mail('third', 'Thrown away', 'Nothing', ['TRASH'], '2026-01-07T10:00:00.000Z'),
    ],
  },
}

function mail(id: string, subject: string, text: string, labels: readonly string[], date: string) {
  const people = { from: 'Bob Example <bob@example.org>', to: 'Ada Example <ada@example.com>' }
  return { id, user_email: 'ada@example.com', ...people, subject, body_text: text, label_ids: labels, date }
}

let folder: string
let emulator: ChildProcess
let origin: string
let person: SignedIn
let tokens: AccessTokens

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-emulate-'))
  const seedFile = path.join(folder, 'seed.json')
  writeFileSync(seedFile, JSON.stringify(seed))
  const port = await findFreePort()
  origin = `http://127.0.0.1:${port}`
  const args = [program, 'start', '--service', 'google', '--port', String(port), '--base-url', origin, '--seed', seedFile]
  emulator = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  await vi.waitUntil(isUp, { timeout: 20_000 })
})
afterAll(async () => {
  const ended = once(emulator, 'exit')
  emulator.kill()
  await ended
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  person = await connect()
  const entries = new Map<string, string>()
  const keychain: Keychain = {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, password) => void entries.set(account, password),
    deletePassword: async (_service, account) => entries.delete(account),
  }
  const secrets = new SecretStore('test', async () => keychain)
  await secrets.write(accountId, { refreshToken: person.refreshToken, ...client, connectedAtMs: 1 })
  tokens = new AccessTokens({ standIn: origin, secrets, now: Date.now, onSent, lastSuccessAtMs: () => null })
})

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was free')
  return address.port
}

async function isUp(): Promise<boolean> {
  if (emulator.exitCode !== null) throw new Error('The emulator did not start')
  try {
    return (await fetch(`${origin}/.well-known/openid-configuration`)).ok
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function onSent(): void {}

/** The person's browser: chooses Ada on the page, and goes back to where the page sends it. */
async function choosePerson(url: string): Promise<void> {
  const page = await (await fetch(url)).text()
  const form = page.split('<form').find((part) => part.includes('value="ada@example.com"')) ?? ''
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    unescape(value),
  ])
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? ''
  void fetch(`${origin}${action}`, { method: 'POST', body: new URLSearchParams(fields) })
}

function unescape(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&#39;', "'")
}

function connect(): Promise<SignedIn> {
  const request = { ...client, scopes: scopesToAsk(['calendar', 'mail'], []), loginHint: 'ada@example.com' }
  const { signal } = new AbortController()
  const grantedBefore = (): null => null
  const onGrantLeft = (): void => undefined
  return signIn(request, {
    standIn: origin,
    openBrowser: choosePerson,
    now: Date.now,
    onSent,
    signal,
    grantedBefore,
    onGrantLeft,
  })
}

function openSession(): Promise<GoogleSession> {
  const access = {
    origin,
    unitsPerSecond: null,
    getAccessToken: async (rejected?: string) => unwrapResult(await tokens.get(accountId, rejected ?? null)).token,
  }
  const sessions = createGoogleSessions({ forAccount: async () => access }, systemClock)
  return sessions.open(accountId, 'google_gmail_sync', new AbortController().signal)
}

async function readMail(session: GoogleSession, id: string) {
  const stored = Buffer.from(JSON.stringify(await getMessage(session, id)))
  return finishAtOnce(normalizeMail(readGmailMail(stored), { seenAtMs }))
}

/** Changes the mailbox behind our back. */
async function change(method: string, way: string, body: object): Promise<string> {
  const response = await fetch(`${origin}/gmail/v1/users/me/messages${way}`, {
    method,
    headers: { authorization: `Bearer ${person.accessToken.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return way === '' ? ((await response.json()) as { id: string }).id : ''
}

it('signs in with a proof key, and learns who it is and what was granted', () => {
  expect(person).toMatchObject({
    email: 'ada@example.com',
    displayName: 'Ada Example',
    scopes: expect.arrayContaining([dataScopes.calendar, dataScopes.mail]),
  })
})

it('renews a sign-in, and does so no more once it was taken back', async () => {
  const first = unwrapResult(await tokens.get(accountId, null))
  const second = unwrapResult(await tokens.get(accountId, first.token))
  expect(second.token).not.toBe(first.token)
  expect(await (await tokens.forget(accountId)).revoked).toBe(true)
  expect(await tokens.get(accountId, null)).toMatchObject({ ok: false, error: { kind: 'needs_reconnect' } })
})

it('lists all mail but the bin, with labels and own addresses', async () => {
  const session = await openSession()
  const { ids, nextPageToken } = await listMessageIds(session, null)
  expect([[...ids].toSorted(), nextPageToken]).toEqual([['first', 'second'], null])
  expect((await listLabels(session)).labels.find(({ id }) => id === 'Label_plans')).toEqual({
    id: 'Label_plans',
    name: 'Plans',
    type: 'user',
  })
  expect(await listSendAsAddresses(session)).toEqual({ addresses: ['ada@example.com'], unreadableItems: 0 })
})

it('reads a message as it was written', async () => {
  const read = await readMail(await openSession(), 'second')
  expect(read).toMatchObject({
    subject: 'Naïve café ☕',
    writtenText: 'Grüße aus Köln',
    occurredAtMs: Date.UTC(2026, 0, 6, 10),
    labels: ['INBOX'],
    participants: [
      { role: 'from', address: 'bob@example.org', name: 'Bob Example' },
      { role: 'to', address: 'ada@example.com', name: 'Ada Example' },
    ],
  })
})

it('says that a message is gone in a way that is understood', async () => {
  await expect(getMessage(await openSession(), 'never-was')).rejects.toMatchObject({
    status: 404,
    verdict: { kind: 'skip_item' },
  })
})

it('reads what changed since, and nothing when nothing did', async () => {
  const session = await openSession()
  const { historyId: before } = await listHistory(session, '1', null)
  const raw =
    'From: Eve <eve@example.net>\r\nTo: ada@example.com\r\nSubject: New\r\nDate: Thu, 8 Jan 2026 10:00:00 +0000\r\n\r\nJust now'
  const added = await change('POST', '', { raw: Buffer.from(raw).toString('base64url'), labelIds: ['INBOX'] })
  await change('POST', '/first/modify', { removeLabelIds: ['UNREAD'] })
  await change('DELETE', `/${added}`, {})
  const { records, nextPageToken, historyId } = await listHistory(session, before, null)
  const idsOf = (steps: readonly { message: { id: string } }[]): string[] => steps.map(({ message }) => message.id)
  expect({
    added: records.flatMap(({ messagesAdded }) => idsOf(messagesAdded)),
    deleted: records.flatMap(({ messagesDeleted }) => idsOf(messagesDeleted)),
    relabelled: records.flatMap(({ labelsRemoved }) => labelsRemoved.map(({ message, labelIds }) => [message.id, labelIds])),
    nextPageToken,
  }).toEqual({ added: [added], deleted: [added], relabelled: [['first', ['UNREAD']]], nextPageToken: null })
  expect(BigInt(historyId)).toBeGreaterThan(BigInt(before))
  expect(await listHistory(session, historyId, null)).toEqual({ records: [], unreadableItems: 0, nextPageToken: null, historyId })
})
