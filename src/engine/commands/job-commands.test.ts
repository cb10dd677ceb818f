import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import { createGoogleSessions } from '../google/google-sessions.ts'
import { createJobEvents } from '../jobs/events.ts'
import { bindQueue } from '../jobs/queue-binding.ts'
import { createRunner, type Runner } from '../jobs/runner.ts'
import { defaultSchedules, seedSchedules } from '../jobs/schedules.ts'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { silentLogger } from '../logger.ts'
import { createRegistry } from '../registry.ts'
import { RequestLedger } from '../request-ledger.ts'
import { SampleWorkspace } from '../sources/sample/sample-account.ts'
import { oneVectorEmbedder } from '../testing/one-vector-embedder.ts'
import { jobCommands } from './job-commands.ts'

let workspace: TestDatabase
let clock: TestClock
let runner: Runner
let ledger: RequestLedger
let commands: ReturnType<typeof jobCommands>

beforeEach(() => {
  workspace = createTestDatabase()
  clock = createTestClock()
  const { db } = workspace
  const sessions = createGoogleSessions({ forAccount: () => Promise.reject(new Error('nobody goes to Google here')) }, clock)
  const registry = createRegistry({ sessions, embedder: oneVectorEmbedder })
  runner = createRunner({ db, registry, clock, logger: silentLogger, bootId: 'boot', events: createJobEvents(silentLogger) })
  bindQueue(db, registry, clock)
  ledger = new RequestLedger({ db, clock, logger: silentLogger, onWritten: () => undefined })
  commands = jobCommands({ db, clock, runner, ledger, sample: new SampleWorkspace(db, clock) })
  transaction(db, (tx) => seedSchedules(tx, defaultSchedules, clock.now(), () => 0))
})
afterEach(async () => {
  await runner.stop()
  ledger.close()
  workspace.dispose()
})

function jobs(): unknown[] {
  return workspace.db.prepare('SELECT id, kind, account_id AS accountId, payload FROM jobs ORDER BY id').all()
}

it('every schedule that a workspace has can be run by hand', () => {
  transaction(workspace.db, (tx) => {
    const account = { kind: 'sample', displayName: 'Sample', scopes: [], now: 1 } as const
    for (const id of ['sample', 'second']) upsertAccount(tx, { ...account, id, email: `${id}@example.com` })
  })
  const answers = defaultSchedules.map(({ id }) => commands['jobs.runSchedule']({ id }))
  const syncOf = (accountId: string): object => ({ accountId, payload: JSON.stringify({ accountId, reason: 'schedule' }) })
  const housekeeping = { accountId: null, payload: '{}' }
  expect(jobs()).toEqual([
    { id: 1, kind: 'google_calendar_sync', ...syncOf('sample') },
    { id: 2, kind: 'google_calendar_sync', ...syncOf('second') },
    { id: 3, kind: 'google_gmail_sync', ...syncOf('sample') },
    { id: 4, kind: 'google_gmail_sync', ...syncOf('second') },
    { id: 5, kind: 'prune', ...housekeeping },
    { id: 6, kind: 'optimize', ...housekeeping },
    { id: 7, kind: 'backup', ...housekeeping },
  ])
  expect(answers).toEqual([[1, 2], [3, 4], [5], [6], [7]].map((jobIds) => ({ jobIds, joined: 0 })))
})

it('a sync that is run by hand while no account can be synced starts nothing, and says so', () => {
  expect(commands['jobs.runSchedule']({ id: 'mail_sync' })).toEqual({ jobIds: [], joined: 0 })
  expect(jobs()).toEqual([])
})
