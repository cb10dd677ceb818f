import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobResult } from '../../shared/jobs/payloads.ts'
import { transaction } from '../db/database.ts'
import { putAccountSweep } from '../db/queries/accounts/account-sweeps.ts'
import { listAccounts } from '../db/queries/accounts/list-accounts.ts'
import { cancelJobs } from '../jobs/commands/cancel-jobs.ts'
import { pauseJobs } from '../jobs/commands/pause-jobs.ts'
import { removeAccount } from '../jobs/processors/remove-account.ts'
import { createTestQueue, type TestQueue } from '../jobs/testing/test-queue.ts'
import { testDefinition } from '../jobs/testing/test-definition.ts'
import { completed, type JobDefinition, PermanentError } from '../jobs/types.ts'
import { silentLogger } from '../logger.ts'
import { RequestLedger } from '../request-ledger.ts'
import { approveEverything } from '../sources/google/testing/approve-everything.ts'
import { SampleWorkspace } from '../sources/sample/sample-account.ts'
import { accountCommands } from './account-commands.ts'
import { syncAccounts } from './sync-accounts.ts'

const ada = 'google:ada'
const bob = 'google:bob'
const ofSync = { stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 0 }

let queue: TestQueue
let ledger: RequestLedger
let commands: ReturnType<typeof accountCommands>
/** Whether Google lets anybody in. */
let isOpen: boolean

beforeEach(() => {
  isOpen = true
  queue = createTestQueue({
    google_calendar_sync: atGoogle<'google_calendar_sync'>({ calendars: 0, ...ofSync }),
    google_gmail_sync: atGoogle<'google_gmail_sync'>(ofSync),
    google_preview: atGoogle<'google_preview'>({ mails: 0, requests: 0 }),
    embed: atGoogle<'embed'>({ items: 0, failedItems: 0 }),
    normalize_google_event: testDefinition(async () => completed({ items: 0, failedItems: 0 })),
    remove_account: { ...testDefinition(removeAccount), unique: 'while_unfinished', uniqueKey: ({ accountId }) => accountId },
  })
  const { db, clock, runner } = queue
  ledger = new RequestLedger({ db, clock, logger: silentLogger, onWritten: () => undefined })
  commands = accountCommands({ db, clock, runner, ledger, sample: new SampleWorkspace(db, clock) })
})
afterEach(async () => {
  ledger.close()
  await queue.close()
})

/** Completes while Google lets it in, and fails for good otherwise; one at a time for each account, as in the program itself. */
function atGoogle<Kind extends 'google_calendar_sync' | 'google_gmail_sync' | 'google_preview' | 'embed'>(
  result: JobResult<Kind>,
): JobDefinition<Kind> {
  return testDefinition<Kind>(
    async () => {
      if (!isOpen) throw new PermanentError('Google ended the sign-in.', 'Connect the account again in Settings.')
      return completed(result)
    },
    { unique: 'while_unfinished', uniqueKey: ({ accountId }) => accountId },
  )
}
function connect(accountId: string, granted: readonly string[] = ['calendar', 'gmail']): void {
  const scopes = granted.map((name) => `https://www.googleapis.com/auth/${name}.readonly`)
  void commands['accounts.connected']({ accountId, email: `${accountId.slice(7)}@example.com`, displayName: accountId, scopes })
}
function jobs(): string[] {
  const rows = queue.rows('SELECT account_id AS accountId, kind, status FROM jobs ORDER BY id')
  return (rows as { accountId: string; kind: string; status: string }[]).map((row) => Object.values(row).join(' '))
}

describe('reconnecting', () => {
  it('lets go on what failed at Google for the account, and nothing else', async () => {
    connect(ada)
    await queue.settle()
    approveEverything(queue.db, ada, 1)
    connect(ada)
    await queue.settle()
    const later = { runAtMs: queue.clock.now() + 1 }
    const cancelledId = queue.add('google_gmail_sync', { accountId: ada, reason: 'schedule' }, later)
    transaction(queue.db, (tx) => cancelJobs(tx, [cancelledId]))
    const before = ['google_preview completed', 'google_calendar_sync completed', 'google_gmail_sync completed']
    const settled = [...before, 'google_gmail_sync cancelled'].map((job) => `${ada} ${job}`)

    isOpen = false
    for (const accountId of [ada, bob]) {
      queue.add('google_preview', { accountId, reason: 'person' })
      queue.add('google_calendar_sync', { accountId, reason: 'schedule' })
      queue.add('google_gmail_sync', { accountId, reason: 'schedule' })
      queue.add('embed', { accountId })
    }
    await queue.settle()
    const kinds = ['google_preview', 'google_calendar_sync', 'google_gmail_sync']
    const ofAda = (status: string): string[] => [...kinds.map((kind) => `${ada} ${kind} ${status}`), `${ada} embed failed`]
    const ofBob = [...kinds, 'embed'].map((kind) => `${bob} ${kind} failed`)
    expect(jobs()).toEqual([...settled, ...ofAda('failed'), ...ofBob])

    connect(ada)
    expect(jobs()).toEqual([...settled, ...ofAda('queued'), ...ofBob])
    isOpen = true
    await queue.settle()
    expect(jobs()).toEqual([...settled, ...ofAda('completed'), ...ofBob])
  })

  it('leaves alone what was not granted this time, and of two that failed lets the newer one go on', async () => {
    connect(ada)
    await queue.settle()
    approveEverything(queue.db, ada, 1)
    connect(ada)
    await queue.settle()
    isOpen = false
    for (let failure = 0; failure < 2; failure += 1) {
      queue.add('google_calendar_sync', { accountId: ada, reason: 'schedule' })
      queue.add('google_gmail_sync', { accountId: ada, reason: 'schedule' })
      await queue.settle()
    }
    connect(ada, ['calendar'])
    const failed = ['google_calendar_sync failed', 'google_gmail_sync failed']
    expect(jobs().slice(3)).toEqual(
      [...failed, 'google_calendar_sync queued', 'google_gmail_sync failed'].map((job) => `${ada} ${job}`),
    )
  })

  it('an account of which nothing is approved yet goes on with the preview that failed, not with another one', async () => {
    isOpen = false
    connect(ada)
    await queue.settle()
    expect(jobs()).toEqual([`${ada} google_preview failed`])
    connect(ada)
    expect(jobs()).toEqual([`${ada} google_preview queued`])
  })
})

const remove = (): unknown => commands['accounts.remove']({ accountId: ada })

describe('removing an account that is paused', () => {
  it('ends the pause: nothing holds the removal back, and the same account comes back unpaused', async () => {
    connect(ada)
    await queue.settle()
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'account', accountId: ada }))
    remove()
    await queue.settle()
    expect(queue.rows('SELECT id FROM accounts')).toEqual([])
    connect(ada)
    await queue.settle()
    expect(jobs().at(-1)).toBe(`${ada} google_preview completed`)
  })

  it('forgets a pause that was set while it was being removed', async () => {
    connect(ada)
    remove()
    queue.events.on('job.started', () => transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'account', accountId: ada })))
    await queue.settle()
    expect(queue.rows('SELECT (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM job_pauses) AS pauses')).toEqual(
      [{ accounts: 0, pauses: 0 }],
    )
  })
})

describe('connecting an account that is still being removed', () => {
  const states = (): unknown[] => queue.rows('SELECT id, status, display_name AS name FROM accounts')

  it('lets the removal end, and begins anew with an account that has nothing of the old one', async () => {
    connect(ada)
    await queue.settle()
    approveEverything(queue.db, ada, 1)
    remove()
    connect(ada)
    expect(states()).toEqual([{ id: ada, status: 'paused', name: ada }])
    await queue.settle()
    expect(states()).toEqual([{ id: ada, status: 'ok', name: ada }])
    expect(queue.rows('SELECT id FROM imports')).toEqual([])
    expect(jobs()).toEqual(['google_preview', 'remove_account', 'google_preview'].map((kind) => `${ada} ${kind} completed`))
  })

  it('is forgotten when the account is disconnected once more', async () => {
    connect(ada)
    remove()
    connect(ada)
    remove()
    await queue.settle()
    expect(states()).toEqual([])
  })

  it('syncs nothing for it meanwhile', () => {
    connect(ada, ['calendar'])
    remove()
    transaction(queue.db, (tx) => expect(syncAccounts(tx, 'schedule')).toEqual([]))
  })
})

describe('what a sync took away in great number', () => {
  const sweep = {
    part: 'calendar:own',
    source: 'google_event',
    container: 'own',
    goneAt: 7,
    text: 'Much was taken away.',
  } as const
  const live = (): unknown[] =>
    queue.db.sqlite.prepare("SELECT external_id FROM raw_events WHERE gone_at IS NULL AND status = 'pending'").pluck().all()
  beforeEach(() => {
    connect(ada)
    transaction(queue.db, (tx) => putAccountSweep(tx, ada, sweep))
    const insert = queue.db.sqlite.prepare(`
      INSERT INTO raw_events (account_id, source, container, external_id, content_hash, status, gone_at, seen_at, fetched_at)
      VALUES (?, 'google_event', ?, ?, '', 'processed', ?, 0, 0)`)
    for (const [container, id, goneAt] of [
      ['own', 'swept', 7],
      ['own', 'gone before', 5],
      ['team', 'elsewhere', 7],
    ])
      insert.run(ada, container, id, goneAt)
  })

  it('comes back when a person wants it, and nothing else does', () => {
    void commands['accounts.answerSweep']({ accountId: ada, part: sweep.part, isUndone: true })
    expect(live()).toEqual(['swept'])
    expect(listAccounts(queue.db)[0]?.sweeps).toEqual([])
    expect(jobs()).toContain(`${ada} normalize_google_event queued`)
    expect(() => commands['accounts.answerSweep']({ accountId: ada, part: sweep.part, isUndone: true })).toThrow(
      'answered already',
    )
  })

  it('stays away when a person says that it is right so', () => {
    expect(listAccounts(queue.db)[0]?.sweeps).toEqual([{ part: sweep.part, text: sweep.text }])
    void commands['accounts.answerSweep']({ accountId: ada, part: sweep.part, isUndone: false })
    expect([live(), listAccounts(queue.db)[0]?.sweeps]).toEqual([[], []])
  })
})
