// What a person types is their approval. Without a sign-in nothing can be fetched here: it is about what gets approved, and what is said.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountImport } from '../shared/views/imports.ts'
import { transaction } from '../engine/db/database.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { upsertAccount } from '../engine/db/queries/accounts/upsert-account.ts'
import { readAccountImport } from '../engine/db/queries/imports/read-account-import.ts'
import { updateImport } from '../engine/db/queries/imports/update-import.ts'
import { approveEverything } from '../engine/sources/google/testing/approve-everything.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-approval-'))
  const db = openDatabase(databasePathIn(folder))
  const scopes = ['https://www.googleapis.com/auth/gmail.readonly']
  transaction(db, (tx) =>
    upsertAccount(tx, { id: 'google:ada', kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes, now: 1 }),
  )
  db.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// A host that nobody listens on: whatever is asked of Google fails at once.
const omnicrm = (...args: string[]): Promise<CliRun> =>
  runCli([...args, '--data-dir', folder, '--json'], { OMNICRM_GOOGLE_ORIGIN: 'http://127.0.0.1:9' })

function listed(): AccountImport {
  const db = openDatabase(databasePathIn(folder))
  const found = readAccountImport(db, 'google:ada')
  db.close()
  return found
}
function change(work: (db: ReturnType<typeof openDatabase>) => void): void {
  const db = openDatabase(databasePathIn(folder))
  work(db)
  db.close()
}

describe('sync', () => {
  it('of an account that was never approved approves all of it, says so, and does it once', async () => {
    expect(listed()).toMatchObject({ state: 'awaiting_approval', choice: null, batches: [] })
    expect((await omnicrm('sync')).stderr).toContain('Importing of ada@example.com: all of its mail.')
    change((db) => db.prepare("UPDATE accounts SET status = 'ok'").run())
    expect((await omnicrm('sync')).stderr).not.toContain('Importing')
    expect(listed()).toMatchObject({
      state: 'approved',
      choice: { sinceMs: null, excludedLabelIds: [] },
      batches: [{ status: 'running', mails: 0, canUndo: true }],
    })
  }, 120_000)

  it('with --since and --skip approves that, and with others widens or narrows it', async () => {
    const { stderr } = await omnicrm('sync', '--since', '2025-01-01', '--skip', 'Promotions', 'social')
    expect(stderr).toContain('Importing of ada@example.com: its mail since 2025-01-01 without promotions, social.')
    const since = Date.UTC(2025, 0, 1)
    expect(listed().choice).toEqual({ sinceMs: since, excludedLabelIds: ['CATEGORY_PROMOTIONS', 'CATEGORY_SOCIAL'] })
    change((db) => db.prepare("UPDATE accounts SET status = 'ok'").run())
    await omnicrm('sync', '--since', '2025-01-01')
    expect(listed()).toMatchObject({ choice: { sinceMs: since, excludedLabelIds: [] }, batches: [{}, {}] })
  }, 120_000)

  it('after everything was undone imports nothing unless it is told what', async () => {
    change((db) => {
      approveEverything(db, 'google:ada', 1)
      transaction(db, (tx) => updateImport(tx, 1, { status: 'undone' }))
    })
    const { stderr, code } = await omnicrm('sync')
    expect([stderr, code]).toEqual([expect.stringContaining('What was imported of ada@example.com was undone.'), 1])
    expect(listed().state).toBe('awaiting_approval')
  }, 120_000)
})

it('imports are paused, resumed and undone by their ids', async () => {
  change((db) => approveEverything(db, 'google:ada', 1))
  expect((await omnicrm('imports', 'pause', '1')).json).toEqual({ paused: 1 })
  expect(listed().batches).toMatchObject([{ status: 'paused' }])
  await omnicrm('imports', 'resume', '1')
  expect(listed().batches).toMatchObject([{ status: 'running' }])
  expect((await omnicrm('imports')).json).toMatchObject({
    imports: [{ accountId: 'google:ada', state: 'approved', batches: [{ id: 1, status: 'running', mails: 0 }] }],
  })
  const undone = await omnicrm('imports', 'undo', '1')
  expect(undone.json).toMatchObject({ losses: { mails: 0, conversations: 0, people: 0 } })
  expect(undone.stderr).toContain('Taking away 0 mails')
  expect(listed().batches).toMatchObject([{ status: 'undone' }])
}, 120_000)

it('a preview that cannot be made says why', async () => {
  const { code, json } = await omnicrm('preview')
  expect([code, json]).toEqual([expect.any(Number), { error: expect.objectContaining({ message: expect.any(String) }) }])
  expect(code).not.toBe(0)
}, 120_000)
