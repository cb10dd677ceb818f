import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { getAccount } from '../db/queries/accounts/get-account.ts'
import { setPartHealth } from '../db/queries/accounts/set-part-health.ts'
import { countWishes } from '../db/queries/accounts/sync-wishes.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import { googleBucket } from '../google/google-bucket.ts'
import { keychainReason } from '../google/describe-reconnect.ts'
import { networkWaitMs, networkWaitReason } from '../google/network-wait.ts'
import { createJobEvents } from '../jobs/events.ts'
import { endSync } from '../jobs/processors/end-sync.ts'
import { raiseAlert } from '../jobs/raise-alert.ts'
import { createRunner, type Runner } from '../jobs/runner.ts'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { testDefinition } from '../jobs/testing/test-definition.ts'
import { completed, retryLater } from '../jobs/types.ts'
import { silentLogger } from '../logger.ts'
import { approveEverything } from '../sources/google/testing/approve-everything.ts'
import { endNetworkWaits, syncAccounts } from './sync-accounts.ts'

const accountId = 'google:1'
let workspace: TestDatabase
let clock: TestClock
let runner: Runner
/** What the next attempt meets. */
let weather: 'offline' | 'limited' | 'fine'
let attempts: number[]

beforeEach(() => {
  workspace = createTestDatabase()
  clock = createTestClock(1_000_000)
  attempts = []
  const { db } = workspace
  transaction(db, (tx) => {
    const scopes = ['https://www.googleapis.com/auth/gmail.readonly']
    upsertAccount(tx, { id: accountId, kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes, now: 1 })
  })
  approveEverything(db, accountId, 1)
  const google_gmail_sync = testDefinition<'google_gmail_sync'>(
    async (job) => {
      attempts.push(job.attempt)
      if (weather === 'fine') return completed({ stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 1 })
      const reason = weather === 'offline' ? networkWaitReason : 'Google asked to slow down.'
      const untilMs = clock.now() + networkWaitMs
      const health = { status: 'waiting', reason, waitingUntilMs: weather === 'offline' ? null : untilMs } as const
      transaction(db, (tx) => setPartHealth(tx, accountId, ['mail'], health))
      return retryLater(reason, untilMs)
    },
    { unique: 'while_unfinished', uniqueKey: () => accountId, bucket: () => googleBucket(accountId) },
  )
  const events = createJobEvents(silentLogger)
  runner = createRunner({ db, registry: { google_gmail_sync }, clock, logger: silentLogger, bootId: 'boot', events })
  runner.start()
})
afterEach(async () => {
  await runner.stop(0)
  workspace.dispose()
})

async function sync(reason: 'schedule' | 'person'): Promise<void> {
  transaction(workspace.db, (tx) => syncAccounts(tx, reason))
  await runner.runUntilIdle({ waitForRetriesMs: 0 })
}
function jobs(): unknown[] {
  return workspace.db.prepare('SELECT status, attempt FROM jobs').all()
}

describe('a sync that waits for the network', () => {
  beforeEach(async () => {
    weather = 'offline'
    await sync('schedule')
    weather = 'fine'
  })

  it('uses up no attempt, and holds back what else would go to Google for the account', () => {
    expect(jobs()).toEqual([{ status: 'queued', attempt: 0 }])
    expect(listPauses(workspace.db).map(({ reason }) => reason)).toEqual([networkWaitReason])
  })

  it('is one job, however often the schedule comes by meanwhile, and runs by itself in the end', async () => {
    await sync('schedule')
    await sync('schedule')
    expect([jobs(), attempts]).toEqual([[{ status: 'queued', attempt: 0 }], [1]])
    clock.advance(networkWaitMs)
    await runner.runUntilIdle({ waitForRetriesMs: 0 })
    expect([jobs(), attempts]).toEqual([[{ status: 'completed', attempt: 1 }], [1, 1]])
  })

  it('goes on at once when the network is back', async () => {
    transaction(workspace.db, endNetworkWaits)
    await runner.runUntilIdle({ waitForRetriesMs: 0 })
    expect([jobs(), listPauses(workspace.db)]).toEqual([[{ status: 'completed', attempt: 1 }], []])
  })

  it('goes on at once when a person asks, who may know better', async () => {
    await sync('person')
    expect(jobs()).toEqual([{ status: 'completed', attempt: 1 }])
  })
})

it('neither a network that came back nor a person goes against a limit of Google', async () => {
  weather = 'limited'
  await sync('schedule')
  weather = 'fine'
  transaction(workspace.db, endNetworkWaits)
  await sync('person')
  expect([jobs(), getAccount(workspace.db, accountId)?.status]).toEqual([[{ status: 'queued', attempt: 0 }], 'waiting'])
})

it('a person who asks while a sync is running is given that one, which can see that somebody waits', () => {
  const [first] = transaction(workspace.db, (tx) => syncAccounts(tx, 'schedule'))
  workspace.db.prepare("UPDATE jobs SET status = 'processing'").run()
  const wishes = countWishes(workspace.db, accountId)
  expect(transaction(workspace.db, (tx) => syncAccounts(tx, 'person'))).toEqual([first])
  expect(countWishes(workspace.db, accountId)).toBe(wishes + 1)
})

it('where the keychain did not answer, the schedule asks no more; a launch and a person do, and a success is the end of it', async () => {
  weather = 'fine'
  const locked = { status: 'needs_reconnect', reason: keychainReason, waitingUntilMs: null } as const
  transaction(workspace.db, (tx) => setPartHealth(tx, accountId, ['mail'], locked))
  await sync('schedule')
  expect(jobs()).toEqual([])
  transaction(workspace.db, (tx) => syncAccounts(tx, 'launch'))
  await sync('person')
  expect(jobs()).toEqual([{ status: 'completed', attempt: 1 }])
  transaction(workspace.db, (tx) => {
    raiseAlert(tx, { kind: 'needs_reconnect', subject: accountId, message: keychainReason, cure: '', jobId: null })
    endSync(tx, accountId, 'mail', 2)
  })
  expect([listAlerts(workspace.db), getAccount(workspace.db, accountId)?.status]).toEqual([[], 'ok'])
})
