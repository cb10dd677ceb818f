import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeMailbox } from '../../../../shared/views/imports.ts'
import { accountSchema } from '../../../../shared/views/status.ts'
import { type Database, type Transaction, transaction } from '../../database.ts'
import { openDatabase } from '../../open.ts'
import { addImport } from '../imports/add-import.ts'
import { addPause } from '../jobs/add-pause.ts'
import { listAccounts } from './list-accounts.ts'
import { noteSync, setPartHealth } from './set-part-health.ts'
import { upsertAccount } from './upsert-account.ts'

let folder: string
let db: Database

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-accounts-'))
  db = openDatabase(path.join(folder, 'omnicrm.db'))
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

function approve(tx: Transaction, accountId: string): void {
  addImport(tx, { accountId, choice: wholeMailbox, status: 'completed', expected: null, createdAt: 1, completedAt: 1 })
}

const ada = {
  id: 'google:ada@example.com',
  kind: 'google',
  email: 'ada@example.com',
  displayName: 'Ada',
  scopes: ['openid', 'https://www.googleapis.com/auth/calendar.readonly'],
  now: 1000,
} as const

it('tells how an account is, what it is doing, what there is, and when it syncs', () => {
  transaction(db, (tx) => {
    upsertAccount(tx, ada)
    upsertAccount(tx, { id: 'files', kind: 'files', email: 'files', displayName: 'Files', scopes: [], now: 2000 })
    setPartHealth(tx, ada.id, ['calendar'], { status: 'waiting', reason: 'Google asked to slow down.', waitingUntilMs: 9000 })
    tx.prepare(
      "INSERT INTO calendars (account_id, external_id, name, color, is_enabled) VALUES (?, 'a', 'A', '#fff', 1), (?, 'b', 'B', '#fff', 0)",
    ).run(ada.id, ada.id)
    tx.prepare(
      "INSERT INTO interactions (account_id, kind, source_key, occurred_at, updated_at) VALUES (?, 'email', '1', 1, 1), (?, 'meeting', '2', 1, 1)",
    ).run(ada.id, ada.id)
    const addJob =
      "INSERT INTO jobs (kind, status, priority, lane, ready_rank, run_at, max_attempts, created_at, account_id, payload) VALUES (?, 'processing', 1, ?, 1, 1, 5, 1, ?, '{}')"
    for (const kind of ['embed', 'google_gmail_sync']) tx.prepare(addJob).run(kind, kind, ada.id)
    const addSchedule = 'INSERT INTO schedules (id, kind, title, expression, next_run_at) VALUES (?, ?, ?, ?, ?)'
    tx.prepare(addSchedule).run('calendar', 'google_calendar_sync', 'Calendar', '*/15 * * * *', 7000)
    tx.prepare(addSchedule).run('prune', 'prune', 'Prune', '0 * * * *', 3000)
  })
  const accounts = listAccounts(db)
  expect(accounts).toEqual([
    {
      id: ada.id,
      kind: 'google',
      email: 'ada@example.com',
      displayName: 'Ada',
      status: 'waiting',
      statusReason: 'Google asked to slow down.',
      activity: 'Reading the mail',
      waitingUntilMs: 9000,
      notices: [],
      sweeps: [],
      isPaused: false,
      lastSyncAtMs: null,
      // Not before Google wants to be asked again.
      nextSyncAtMs: 9000,
      parts: [
        {
          part: 'calendar',
          status: 'waiting',
          statusReason: 'Google asked to slow down.',
          lastSyncAtMs: null,
          nextSyncAtMs: 9000,
          isPaused: false,
        },
      ],
      scopes: ada.scopes,
      importState: 'not_needed',
      counts: { calendars: 1, events: 0, mails: 1, failedItems: 0 },
    },
    expect.objectContaining({ id: 'files', status: 'ok', activity: null, nextSyncAtMs: null }),
  ])
  expect(() => accountSchema.array().parse(accounts)).not.toThrow()
})

describe('the calendar and the mail of an account', () => {
  const both = { ...ada, scopes: ['calendar', 'gmail'].map((name) => `https://www.googleapis.com/auth/${name}.readonly`) }
  const failed = { status: 'failed', reason: 'The Gmail API is switched off.', waitingUntilMs: null } as const
  const addJob = (kind: string, runAt: number): unknown =>
    db
      .prepare(
        "INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, created_at, account_id, unique_mode, unique_key, payload) VALUES (?, 'queued', 1, ?, ?, 5, 1, ?, 'while_unfinished', ?, '{}')",
      )
      .run(kind, kind, runAt, ada.id, ada.id)

  beforeEach(() => {
    transaction(db, (tx) => {
      upsertAccount(tx, both)
      approve(tx, ada.id)
      const addSchedule = 'INSERT INTO schedules (id, kind, title, expression, next_run_at) VALUES (?, ?, ?, ?, ?)'
      tx.prepare(addSchedule).run('calendar', 'google_calendar_sync', 'Calendar', '*/15 * * * *', 7000)
      tx.prepare(addSchedule).run('mail', 'google_gmail_sync', 'Mail', '*/5 * * * *', 8000)
    })
  })

  it('are well or not each for itself: what the one brings hides no failure of the other, which the account tells', () => {
    transaction(db, (tx) => {
      noteSync(tx, ada.id, 'mail', 3000)
      setPartHealth(tx, ada.id, ['mail'], failed)
      noteSync(tx, ada.id, 'calendar', 5000)
    })
    expect(listAccounts(db)).toEqual([
      expect.objectContaining({
        status: 'failed',
        statusReason: failed.reason,
        lastSyncAtMs: 3000,
        parts: [
          expect.objectContaining({ part: 'calendar', status: 'ok', statusReason: null, lastSyncAtMs: 5000, nextSyncAtMs: 7000 }),
          expect.objectContaining({ part: 'mail', status: 'failed', lastSyncAtMs: 3000, nextSyncAtMs: 8000 }),
        ],
      }),
    ])
    transaction(db, (tx) => noteSync(tx, ada.id, 'mail', 6000))
    expect(listAccounts(db)).toEqual([expect.objectContaining({ status: 'ok', statusReason: null, lastSyncAtMs: 5000 })])
  })

  it('come next when they were put off to, or by the schedule; not while they are paused or need a person', () => {
    const next = (): unknown => listAccounts(db)[0]?.parts.map(({ nextSyncAtMs, isPaused }) => [nextSyncAtMs, isPaused])
    addJob('google_calendar_sync', 7500)
    const ended = { status: 'needs_reconnect', reason: 'Google ended the sign-in.', waitingUntilMs: null } as const
    transaction(db, (tx) => setPartHealth(tx, ada.id, ['mail'], ended))
    expect(next()).toEqual([
      [7500, false],
      [null, false],
    ])
    const pause = { scope: 'kind:google_calendar_sync', reason: 'Paused by you.', untilAt: null }
    transaction(db, (tx) => addPause(tx, pause, 1))
    expect(next()).toEqual([
      [null, true],
      [null, false],
    ])
  })

  it('are well again once their person has signed in, and are no more what is not granted', () => {
    transaction(db, (tx) => {
      noteSync(tx, ada.id, 'mail', 3000)
      noteSync(tx, ada.id, 'calendar', 5000)
      setPartHealth(tx, ada.id, ['mail'], failed)
      upsertAccount(tx, ada)
    })
    expect(listAccounts(db)).toEqual([
      expect.objectContaining({ status: 'ok', lastSyncAtMs: 5000, parts: [expect.objectContaining({ part: 'calendar' })] }),
    ])
  })
})
