// A computer wakes up before its network does: on the real runner, against a Google whose name cannot be looked up for a while.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from './clock.ts'
import { endNetworkWaits, syncAccounts } from './commands/sync-accounts.ts'
import { transaction } from './db/database.ts'
import { listAccounts } from './db/queries/accounts/list-accounts.ts'
import { upsertAccount } from './db/queries/accounts/upsert-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from './google/fake/fake-google.ts'
import { type ServedFakeGoogle, serveFakeGoogle } from './google/fake/serve.ts'
import { createGoogleSessions } from './google/google-sessions.ts'
import { createLeapingClock } from './google/testing/leaping-clock.ts'
import { createTestQueue, type TestQueue } from './jobs/testing/test-queue.ts'
import { createRegistry } from './registry.ts'
import { approveEverything } from './sources/google/testing/approve-everything.ts'
import { oneVectorEmbedder } from './testing/one-vector-embedder.ts'

const email = 'ada@example.com'
let fake: FakeGoogle
let served: ServedFakeGoogle
let queue: TestQueue
let hasNetwork: boolean

/** Without a network, it ends as Node's own does when a name does not resolve. */
const send: typeof fetch = async (input, init) => {
  if (hasNetwork) return fetch(input, init)
  const { hostname } = new URL(input instanceof Request ? input.url : input)
  const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  })
  throw new TypeError('fetch failed', { cause })
}

beforeEach(async () => {
  hasNetwork = true
  fake = createFakeGoogle({ clock: systemClock })
  served = await serveFakeGoogle(fake)
  const { mailbox, primary } = fake.addAccount({ email, displayName: 'Ada' })
  mailbox.addMessage({ raw: 'From: bob@example.org\r\nSubject: Before\r\n\r\nText' })
  primary.addEvent({ summary: 'Before', start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
  const forAccount = async () => ({
    origin: served.origin,
    fetch: send,
    unitsPerSecond: null,
    getAccessToken: async () => fake.oauth.issueAccessToken(email, everyScope),
  })
  const sessions = createGoogleSessions({ forAccount }, createLeapingClock(Date.UTC(2026, 2, 2, 9)))
  queue = createTestQueue(createRegistry({ sessions, embedder: oneVectorEmbedder }))
  const account = { id: 'google:ada', kind: 'google', email, displayName: 'Ada', scopes: everyScope, now: 1 } as const
  transaction(queue.db, (tx) => upsertAccount(tx, account))
  approveEverything(queue.db, account.id, 1)
})
afterEach(async () => {
  await queue.close()
  await served.close()
})

async function sync(): Promise<void> {
  transaction(queue.db, (tx) => syncAccounts(tx, 'schedule'))
  await queue.settle()
}

function state(): object {
  return {
    accounts: listAccounts(queue.db).map(({ status, statusReason, counts }) => [status, statusReason, counts.mails]),
    waiting: queue.rows("SELECT kind FROM jobs WHERE status IN ('queued', 'processing') ORDER BY kind"),
    failed: queue.rows("SELECT kind FROM jobs WHERE status = 'failed'"),
    alerts: queue.rows('SELECT kind FROM alerts'),
  }
}

it('a name that cannot be looked up in the first minute after a wake is a note and never an alert, and the sync goes on with the network', async () => {
  await sync()
  expect(state()).toEqual({ accounts: [['ok', null, 1]], waiting: [], failed: [], alerts: [] })
  fake.accounts[0]?.mailbox.addMessage({ raw: 'From: bob@example.org\r\nSubject: During the night\r\n\r\nText' })

  queue.runner.suspend()
  hasNetwork = false
  queue.clock.advance(8 * 3_600_000)
  queue.runner.resume()
  await sync()
  const waiting = [{ kind: 'google_calendar_sync' }, { kind: 'google_gmail_sync' }]
  expect(state()).toEqual({ accounts: [['waiting', 'Waiting for the network.', 1]], waiting, failed: [], alerts: [] })
  queue.clock.advance(60_000)
  await sync()
  expect(state()).toEqual({ accounts: [['waiting', 'Waiting for the network.', 1]], waiting, failed: [], alerts: [] })

  hasNetwork = true
  transaction(queue.db, (tx) => endNetworkWaits(tx))
  await queue.settle()
  expect(state()).toEqual({ accounts: [['ok', null, 2]], waiting: [], failed: [], alerts: [] })
  expect(queue.rows("SELECT max(attempt) AS attempts FROM jobs WHERE kind LIKE 'google%'")).toEqual([{ attempts: 1 }])
}, 60_000)
