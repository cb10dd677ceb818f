import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { addCalendar } from '../db/queries/calendars/add-calendar.ts'
import { getImport } from '../db/queries/imports/get-import.ts'
import { putImportPreview } from '../db/queries/imports/put-import-preview.ts'
import { readAccountImport } from '../db/queries/imports/read-account-import.ts'
import { updateImport } from '../db/queries/imports/update-import.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import { createGoogleSessions } from '../google/google-sessions.ts'
import { bindQueue } from '../jobs/queue-binding.ts'
import { createJobEvents } from '../jobs/events.ts'
import { createRunner, type Runner } from '../jobs/runner.ts'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { silentLogger } from '../logger.ts'
import { createRegistry } from '../registry.ts'
import { RequestLedger } from '../request-ledger.ts'
import { putSyncCursor } from '../db/queries/sync-cursors/put-sync-cursor.ts'
import { setPartHealth } from '../db/queries/accounts/set-part-health.ts'
import { scheduleSource } from '../schedule-source.ts'
import { SampleWorkspace } from '../sources/sample/sample-account.ts'
import { readStatus } from '../status/read-status.ts'
import { oneVectorEmbedder } from '../testing/one-vector-embedder.ts'
import { wholeMailbox } from '../../shared/views/imports.ts'
import { accountCommands } from './account-commands.ts'
import { importCommands } from './import-commands.ts'
import { syncAccounts } from './sync-accounts.ts'

const calendarScope = 'https://www.googleapis.com/auth/calendar.readonly'
const mailScope = 'https://www.googleapis.com/auth/gmail.readonly'
const accountId = 'google:ada'
const noPromotions = { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] }

let workspace: TestDatabase
let clock: TestClock
let runner: Runner
let ledger: RequestLedger
let commands: ReturnType<typeof importCommands> & ReturnType<typeof accountCommands>

beforeEach(() => {
  workspace = createTestDatabase()
  clock = createTestClock()
  const { db } = workspace
  const sessions = createGoogleSessions({ forAccount: () => Promise.reject(new Error('nobody goes to Google here')) }, clock)
  const registry = createRegistry({ sessions, embedder: oneVectorEmbedder })
  runner = createRunner({ db, registry, clock, logger: silentLogger, bootId: 'boot', events: createJobEvents(silentLogger) })
  bindQueue(db, registry, clock)
  ledger = new RequestLedger({ db, clock, logger: silentLogger, onWritten: () => undefined })
  const tools = { db, clock, runner, ledger, sample: new SampleWorkspace(db, clock) }
  commands = { ...importCommands(tools), ...accountCommands(tools) }
})
afterEach(async () => {
  await runner.stop()
  ledger.close()
  workspace.dispose()
})

function connect(...scopes: readonly string[]): void {
  void commands['accounts.connected']({ accountId, email: 'ada@example.com', displayName: 'Ada', scopes })
}
function approve(choice = wholeMailbox, enabledCalendarIds?: number[]): number {
  const input = { accountId, choice, ...(enabledCalendarIds ? { enabledCalendarIds } : {}) }
  return (commands['imports.approve'](input) as { batchId: number }).batchId
}
/** Kinds of the jobs that wait, oldest first. */
function jobs(): string[] {
  return workspace.db
    .prepare<[], { kind: string }>("SELECT kind FROM jobs WHERE status = 'queued' ORDER BY id")
    .all()
    .map(({ kind }) => kind)
}
function finishJobs(): void {
  workspace.db.prepare('DELETE FROM jobs').run()
}
function addCalendars(): number[] {
  transaction(workspace.db, (tx) => {
    for (const externalId of ['a', 'b']) addCalendar(tx, { accountId, externalId, name: externalId, color: '#fff' })
  })
  return workspace.db
    .prepare<[], { id: number }>('SELECT id FROM calendars ORDER BY id')
    .all()
    .map(({ id }) => id)
}
function state(): string {
  return readAccountImport(workspace.db, accountId).state
}

describe('connecting', () => {
  it('an account with mail sets off a preview and nothing else', () => {
    connect(calendarScope, mailScope)
    expect([jobs(), state()]).toEqual([['google_preview'], 'previewing'])
    finishJobs()
    expect(state()).toBe('awaiting_approval')
  })

  it('a calendar alone needs no approval: it is synced at once', () => {
    connect(calendarScope)
    expect([jobs(), state()]).toEqual([['google_calendar_sync'], 'not_needed'])
    expect(() => approve()).toThrow('Nothing of this account has to be approved.')
  })

  it('an approved account again changes nothing: it is synced', () => {
    connect(calendarScope, mailScope)
    const id = approve()
    finishJobs()
    connect(calendarScope, mailScope)
    expect(jobs()).toEqual(['google_calendar_sync', 'google_gmail_sync'])
    expect(readAccountImport(workspace.db, accountId)).toMatchObject({ state: 'approved', batches: [{ id }] })
  })
})

describe('nothing is imported before it is approved', () => {
  beforeEach(() => {
    connect(calendarScope, mailScope)
    finishJobs()
  })

  it('Sync Now says what to do', () => {
    for (const input of [{}, { accountId }]) {
      expect(() => commands['sync.now'](input)).toThrow(
        expect.objectContaining({ kind: 'needs_approval', hint: 'Look at what there is and approve it.' }),
      )
    }
    expect(jobs()).toEqual([])
  })

  it('neither by the launch, nor by the schedule, nor by switching on a calendar', () => {
    const [first = 0] = addCalendars()
    transaction(workspace.db, (tx) => {
      syncAccounts(tx, 'launch')
      syncAccounts(tx, 'resume', accountId)
      scheduleSource.start(tx, 'google_calendar_sync')
      scheduleSource.start(tx, 'google_gmail_sync')
    })
    void commands['calendar.setEnabled']({ id: first, isEnabled: true })
    expect(jobs()).toEqual([])
  })

  it('Sync Now of everything syncs the others', () => {
    transaction(workspace.db, (tx) =>
      upsertAccount(tx, {
        id: 'google:bob',
        kind: 'google',
        email: 'bob@example.com',
        displayName: 'Bob',
        scopes: [calendarScope],
        now: 1,
      }),
    )
    expect(commands['sync.now']({})).toMatchObject({ jobIds: [expect.any(Number)] })
    expect(jobs()).toEqual(['google_calendar_sync'])
  })

  it('the status says that somebody is needed, but not while something else is being done', () => {
    expect(readStatus(workspace.db)).toMatchObject({
      pill: { kind: 'needs_approval', accountId },
      accounts: [{ importState: 'awaiting_approval' }],
    })
    void commands['imports.preview']({ accountId })
    expect(readStatus(workspace.db)).toMatchObject({
      pill: { kind: 'working', stage: 'Counting what there is' },
      accounts: [{ importState: 'previewing' }],
    })
    finishJobs()
    approve()
    finishJobs()
    expect(readStatus(workspace.db)).toMatchObject({ pill: { kind: 'up_to_date' }, accounts: [{ importState: 'approved' }] })
  })
})

describe('a calendar that has been read', () => {
  const readCalendar = (): void =>
    transaction(workspace.db, (tx) =>
      putSyncCursor(tx, {
        accountId,
        scope: 'calendar:ada@example.com',
        cursor: 'token',
        pageToken: null,
        pinnedCursor: null,
        snapshotStartedAt: null,
        doubtedAt: null,
        fingerprint: null,
        updatedAt: 1,
      }),
    )

  it('goes on when mail is added and not approved', () => {
    connect(calendarScope)
    readCalendar()
    finishJobs()
    connect(calendarScope, mailScope)
    expect([jobs(), state()]).toEqual([['google_preview', 'google_calendar_sync'], 'previewing'])
    finishJobs()
    expect(commands['sync.now']({ accountId })).toMatchObject({ jobIds: [expect.any(Number)] })
    transaction(workspace.db, (tx) => scheduleSource.start(tx, 'google_gmail_sync'))
    expect(jobs()).toEqual(['google_calendar_sync'])
  })

  it('goes on when all mail was undone, even where none of its calendars was on', () => {
    connect(calendarScope, mailScope)
    const batchId = approve()
    finishJobs()
    transaction(workspace.db, (tx) => updateImport(tx, batchId, { status: 'undone' }))
    expect(state()).toBe('awaiting_approval')
    transaction(workspace.db, (tx) => syncAccounts(tx, 'launch'))
    expect(jobs()).toEqual(['google_calendar_sync'])
  })
})

describe('approving', () => {
  beforeEach(() => {
    connect(calendarScope, mailScope)
    finishJobs()
  })

  it('stores the batch, switches calendars and enqueues both syncs', () => {
    const [first = 0, second = 0] = addCalendars()
    const id = approve({ sinceMs: 1000, excludedLabelIds: ['b', 'a', 'b'] }, [second])
    expect(getImport(workspace.db, id)).toEqual({
      id,
      accountId,
      choice: { sinceMs: 1000, excludedLabelIds: ['a', 'b'] },
      status: 'running',
      pageToken: null,
      listed: 0,
      expected: null,
      createdAt: clock.now(),
      completedAt: null,
    })
    expect(workspace.db.prepare('SELECT id, is_enabled AS isEnabled FROM calendars').all()).toEqual([
      { id: first, isEnabled: 0 },
      { id: second, isEnabled: 1 },
    ])
    expect(jobs()).toEqual(['google_calendar_sync', 'google_gmail_sync'])
  })

  it('does nothing at all when it cannot do everything', () => {
    const ended = { status: 'needs_reconnect', reason: 'Google ended the sign-in.', waitingUntilMs: null } as const
    transaction(workspace.db, (tx) => setPartHealth(tx, accountId, ['calendar', 'mail'], ended))
    expect(() => approve()).toThrow('Google ended the sign-in.')
    expect([jobs(), readAccountImport(workspace.db, accountId).batches]).toEqual([[], []])
  })

  it('less than before brings nothing and is complete at once; more is another import', () => {
    const first = approve()
    transaction(workspace.db, (tx) => updateImport(tx, first, { status: 'completed', completedAt: 5 }))
    const second = approve(noPromotions)
    const third = approve()
    expect([first, second, third].map((id) => getImport(workspace.db, id)?.status)).toEqual(['completed', 'completed', 'running'])
    expect(readAccountImport(workspace.db, accountId)).toMatchObject({
      choice: wholeMailbox,
      batches: [{ canUndo: true }, { canUndo: false }, { canUndo: false }],
    })
  })

  it('anew ends an import that goes on or is paused: what is left of it is the new one’s', () => {
    const first = approve()
    void commands['imports.pause']({ batchId: first })
    const second = approve(noPromotions)
    expect([first, second].map((id) => getImport(workspace.db, id))).toMatchObject([
      { status: 'completed', completedAt: null },
      { status: 'running' },
    ])
  })

  it('tells about how much will come where a preview has counted it', () => {
    const mail = {
      total: 70,
      oldestMs: 1,
      periods: [{ sinceMs: null, mails: 70 }],
      labels: [{ id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category' as const, mailsByPeriod: [30] }],
      bytesPerMail: 10,
      mailsPerSecond: 10,
    }
    transaction(workspace.db, (tx) => putImportPreview(tx, accountId, { preview: { madeAtMs: 1, mail, calendars: [] } }, 1))
    expect(getImport(workspace.db, approve(noPromotions))?.expected).toBe(40)
  })
})

describe('a pause, its end and an undo', () => {
  it('change the batch, and a resume starts the sync', () => {
    connect(calendarScope, mailScope)
    const batchId = approve()
    finishJobs()
    for (const _twice of [1, 2]) void commands['imports.pause']({ batchId })
    expect([getImport(workspace.db, batchId)?.status, jobs()]).toEqual(['paused', []])
    for (const _twice of [1, 2]) void commands['imports.resume']({ batchId })
    expect([getImport(workspace.db, batchId)?.status, jobs()]).toEqual(['running', ['google_calendar_sync', 'google_gmail_sync']])
  })

  it('an undo that was cancelled in the middle can be asked for once more', () => {
    connect(calendarScope, mailScope)
    const batchId = approve()
    void commands['imports.undo']({ batchId })
    expect(readAccountImport(workspace.db, accountId).batches).toMatchObject([{ status: 'undoing', canUndo: false }])
    finishJobs()
    expect(readAccountImport(workspace.db, accountId).batches).toMatchObject([{ status: 'undoing', canUndo: true }])
    void commands['imports.undo']({ batchId })
    expect(jobs()).toEqual(['undo_import'])
  })

  it('of a batch that is not there say so', () => {
    for (const name of ['imports.pause', 'imports.resume', 'imports.undo'] as const)
      expect(() => commands[name]({ batchId: 99 })).toThrow('This import is no longer there.')
  })
})
