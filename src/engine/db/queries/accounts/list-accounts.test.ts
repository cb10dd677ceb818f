import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { accountSchema } from '../../../../shared/views/status.ts'
import { type Database, transaction } from '../../database.ts'
import { openDatabase } from '../../open.ts'
import { listAccounts } from './list-accounts.ts'
import { noteSync } from './note-sync.ts'
import { setAccountStatus } from './set-account-status.ts'
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

const ada = {
  id: 'google:ada@example.com',
  kind: 'google',
  email: 'ada@example.com',
  displayName: 'Ada',
  scopes: ['openid'],
  now: 1000,
} as const

it('tells how an account is, what it is doing, what there is, and when it syncs', () => {
  transaction(db, (tx) => {
    upsertAccount(tx, ada)
    upsertAccount(tx, { id: 'files', kind: 'files', email: 'files', displayName: 'Files', scopes: [], now: 2000 })
    setAccountStatus(tx, ada.id, { status: 'waiting', reason: 'Google asked to slow down.', waitingUntilMs: 9000 })
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
      lastSyncAtMs: null,
      nextSyncAtMs: 7000,
      scopes: ['openid'],
      importState: 'not_needed',
      counts: { calendars: 1, events: 0, mails: 1, failedItems: 0 },
    },
    expect.objectContaining({ id: 'files', status: 'ok', activity: null, nextSyncAtMs: null }),
  ])
  expect(() => accountSchema.array().parse(accounts)).not.toThrow()
})

it('a sync that got through ends waiting, but not the need to connect again', () => {
  transaction(db, (tx) => {
    upsertAccount(tx, ada)
    setAccountStatus(tx, ada.id, { status: 'waiting', reason: 'Slow down.', waitingUntilMs: 9000 })
    noteSync(tx, ada.id, 5000)
  })
  expect(listAccounts(db)).toEqual([
    expect.objectContaining({ status: 'ok', statusReason: null, waitingUntilMs: null, lastSyncAtMs: 5000 }),
  ])
  transaction(db, (tx) => {
    setAccountStatus(tx, ada.id, { status: 'needs_reconnect', reason: 'Google ended the sign-in.', waitingUntilMs: null })
    noteSync(tx, ada.id, 6000)
  })
  expect(listAccounts(db)).toEqual([
    expect.objectContaining({ status: 'needs_reconnect', statusReason: 'Google ended the sign-in.', lastSyncAtMs: 6000 }),
  ])
})
