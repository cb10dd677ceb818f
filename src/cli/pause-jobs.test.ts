// Holding jobs back from a terminal: all of them, a kind, or an account, each for itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobKinds } from '../shared/jobs/vocabulary.ts'
import { transaction } from '../engine/db/database.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { upsertAccount } from '../engine/db/queries/accounts/upsert-account.ts'
import { addPause } from '../engine/db/queries/jobs/add-pause.ts'
import { bucketScopeName } from '../engine/db/queries/jobs/pause-row.ts'
import { googleBucket } from '../engine/google/google-bucket.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

const ada = { id: 'google:1', kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes: [], now: 1 } as const
const pausedByHand = { reason: 'Paused by you', untilMs: null }
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
  const db = openDatabase(databasePathIn(folder))
  transaction(db, (tx) => {
    upsertAccount(tx, ada)
    upsertAccount(tx, { ...ada, id: 'google:2', email: 'grace@example.com' })
    upsertAccount(tx, { ...ada, id: 'files', kind: 'files', email: '' })
  })
  const insert = db.sqlite.prepare(`
    INSERT INTO jobs (kind, account_id, priority, lane, ready_rank, run_at, max_attempts, created_at, payload)
    VALUES (@kind, @accountId, 2, @kind || '|' || coalesce(@accountId, '') || '|', 1, 1, 3, 1, @payload)
  `)
  for (const kind of ['optimize', 'prune']) insert.run({ kind, accountId: null, payload: '{}' })
  for (const accountId of ['google:1', 'google:2'])
    insert.run({ kind: 'embed', accountId, payload: JSON.stringify({ accountId }) })
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const omnicrm = (...args: string[]): Promise<CliRun> => runCli([...args, '--data-dir', folder])
async function jobsByStatus(): Promise<string[]> {
  const { json } = (await omnicrm('jobs', '--json')) as { json: { jobs: { kind: string; accountId: string; status: string }[] } }
  return json.jobs.map(({ kind, accountId, status }) => `${kind} ${accountId ?? 'everybody'} ${status}`).toSorted()
}

describe('jobs of a kind and of an account', { timeout: 120_000 }, () => {
  it('are paused by name, and the list of jobs says so', async () => {
    const kind = await omnicrm('jobs', 'pause', 'optimize', '--json')
    expect(kind).toMatchObject({ code: 0, json: { paused: true, kind: 'optimize' } })
    const account = await omnicrm('jobs', 'pause', 'Ada@Example.com')
    expect(account).toMatchObject({
      code: 0,
      stdout: 'Paused: no job of Ada@Example.com starts until "jobs resume Ada@Example.com".\n',
    })
    expect((await omnicrm('jobs', '--json')).json).toMatchObject({
      total: 4,
      pauses: [
        { scope: 'account:google:1', ...pausedByHand },
        { scope: 'kind:optimize', ...pausedByHand },
      ],
    })
    const { stdout } = await omnicrm('jobs', '--status', 'failed')
    expect(stdout).toBe('No jobs.\nada@example.com is held back: Paused by you\noptimize is held back: Paused by you\n')
  })

  it('wait while all others run', async () => {
    expect((await omnicrm('process-jobs')).code).toBe(0)
    expect(await jobsByStatus()).toEqual([
      'embed google:1 queued',
      'embed google:2 completed',
      'optimize everybody queued',
      'prune everybody completed',
    ])
  })

  it('go on each for itself, by address or id, and not while everything is paused', async () => {
    expect(await omnicrm('jobs', 'pause', '--json')).toMatchObject({ code: 0, json: { paused: true } })
    expect((await omnicrm('jobs', 'resume', 'optimize')).stdout).toBe(
      'Jobs of optimize may run again once all jobs may: "jobs resume".\n',
    )
    expect(await omnicrm('jobs', 'resume')).toMatchObject({ code: 0, stdout: 'Jobs may run again.\n' })
    expect(await omnicrm('jobs', 'resume', 'google:1', '--json')).toMatchObject({
      code: 0,
      json: { paused: false, accountId: 'google:1' },
    })
    expect((await omnicrm('process-jobs')).code).toBe(0)
    expect(new Set((await jobsByStatus()).map((line) => line.split(' ').at(-1)))).toEqual(new Set(['completed']))
  })

  it('are told apart from what a provider has asked for, which ends by itself', async () => {
    const db = openDatabase(databasePathIn(folder))
    const untilAt = Date.UTC(2100, 0, 1)
    const scope = bucketScopeName(googleBucket('google:2'))
    transaction(db, (tx) => addPause(tx, { scope, reason: 'Google asked to slow down.', untilAt }, 1))
    db.close()
    expect((await omnicrm('jobs', '--status', 'failed')).stdout).toBe(
      'No jobs.\ngrace@example.com is held back until 2100-01-01T00:00:00.000Z: Google asked to slow down.\n',
    )
  })

  it('are not found under a name that is neither, and the answer says what there is', async () => {
    const refused = await omnicrm('jobs', 'pause', 'everyone@example.com')
    expect(refused).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `"everyone@example.com" is neither a kind of job nor an account.\nKinds: ${jobKinds.join(', ')}. Accounts: files, ada@example.com, grace@example.com.\n`,
    })
  })
})
