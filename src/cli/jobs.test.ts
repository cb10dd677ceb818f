// The job monitor from a terminal: what failed is read in full, retried by reason, put away and taken back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../engine/db/database.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { upsertAccount } from '../engine/db/queries/accounts/upsert-account.ts'
import { recordItemFailure } from '../engine/db/queries/item-failures/record-item-failure.ts'
import { recountJobTotals } from '../engine/db/queries/jobs/recount-job-totals.ts'
import { upsertAlert } from '../engine/db/queries/jobs/upsert-alert.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
  const db = openDatabase(databasePathIn(folder))
  db.sqlite.exec(`
    INSERT INTO jobs (id, kind, status, priority, lane, run_at, max_attempts, attempt, created_at, started_at, finished_at, payload, error, hint) VALUES
      (1, 'insight', 'failed', 2, 'insight||', 1, 3, 3, 1, 2, 9, '{"contactId":1}', 'Person 17 is not there.', 'Look again.'),
      (2, 'insight', 'failed', 2, 'insight||', 1, 3, 3, 1, 2, 9, '{"contactId":2}', 'Person 18 is not there.', 'Look again.'),
      (3, 'insight', 'failed', 2, 'insight||', 1, 3, 3, 1, 2, 9, '{"contactId":3}', 'No network.', NULL);
    INSERT INTO jobs (id, kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES
      (4, 'optimize', 2, 'optimize||', 1, 1, 3, 1, '{}');
    INSERT INTO job_attempts (job_id, attempt, started_at, finished_at, outcome, reason, stack) VALUES
      (1, 3, 2, 9, 'failed', 'Person 17 is not there.', 'Error: not there' || char(10) || '    at look (here.ts:1)');
    INSERT INTO job_follow_ups (parent_id, child_id) VALUES (1, 4);
  `)
  transaction(db, (tx) => {
    recountJobTotals(tx)
    upsertAlert(tx, { kind: 'low_disk', subject: '', message: 'Little room.', cure: 'Free some.', jobId: null }, 5)
    upsertAccount(tx, { id: 'files', kind: 'files', email: '', displayName: 'Files', scopes: [], now: 1 })
    const item = { stage: 'file_import', accountId: 'files', subjectType: 'source_item', jobId: null, now: 1 } as const
    const words = { label: 'a.eml', reason: 'It is empty.', hint: 'Export it again.' }
    recordItemFailure(tx, { ...item, ...words, subjectKey: '/tmp/a.eml#1', sourcePath: '/tmp/a.eml' })
    recordItemFailure(tx, { ...item, ...words, subjectKey: '/tmp/b.eml' })
  })
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const omnicrm = (...args: string[]): Promise<CliRun> => runCli(['jobs', ...args, '--json', '--data-dir', folder])

describe('jobs in a terminal', { timeout: 240_000 }, () => {
  it('are listed a page at a time, found by text, and shown in full', async () => {
    expect((await omnicrm('--limit', '2')).json).toMatchObject({ jobs: [{ id: 4 }, { id: 3 }], total: 4, nextBefore: 3 })
    expect((await omnicrm('--limit', '2', '--before', '3')).json).toMatchObject({
      jobs: [{ id: 2 }, { id: 1 }],
      nextBefore: null,
    })
    expect((await omnicrm('--text', 'network')).json).toMatchObject({ jobs: [{ id: 3 }], total: 1 })
    expect((await omnicrm('show', '1')).json).toMatchObject({
      job: { id: 1, attempts: [{ attempt: 3, reason: 'Person 17 is not there.' }], children: [{ id: 4 }] },
    })
    const { stdout } = await runCli(['jobs', 'show', '1', '--data-dir', folder])
    expect(stdout).toContain('3  failed  1970-01-01T00:00:00.002Z  7 ms  Person 17 is not there.')
    expect(stdout).toContain('at look (here.ts:1)')
    expect(stdout).toMatch(/Led to\n +4 {2}optimize {2}queued/)
    expect(await omnicrm('show', '99')).toMatchObject({ code: 1, json: { error: { kind: 'not_found' } } })
  })

  it('are moved, dismissed by reason and taken back, and what could not be done is told', async () => {
    expect(await omnicrm('priority', '4', '1', '--to', 'high')).toMatchObject({
      code: 1,
      json: { changed: 1, refused: [{ id: 1, reason: 'It is not waiting any more.' }] },
    })
    expect((await omnicrm('priority', '4', '--to', 'soon')).code).toBe(2)
    expect(await omnicrm('dismiss', '--like', '1')).toMatchObject({ code: 0, json: { dismissed: 2 } })
    expect((await omnicrm('--dismissed')).json).toMatchObject({ jobs: [{ id: 2 }, { id: 1 }], total: 2 })
    expect(await omnicrm('dismiss', '1')).toMatchObject({ code: 1, json: { dismissed: 0, refused: [{ id: 1 }] } })
    expect(await omnicrm('restore', '2')).toMatchObject({ code: 0, json: { restored: 1 } })
    expect((await runCli(['status', '--json', '--data-dir', folder])).json).toMatchObject({ jobs: { failed: 3 } })
  })

  it('are retried one by one, by reason, or all that failed and were not dismissed', async () => {
    expect((await omnicrm('retry')).code).toBe(2)
    expect(await omnicrm('retry', '4')).toMatchObject({
      code: 1,
      json: { retried: 0, refused: [{ id: 4, reason: 'It is waiting or running already.' }] },
    })
    expect(await omnicrm('retry', '--like', '3')).toMatchObject({ code: 0, json: { retried: 1 } })
    expect(await omnicrm('retry', '--all')).toMatchObject({ code: 0, json: { retried: 1 } })
    expect(await omnicrm('retry', '--all')).toMatchObject({ code: 1, json: { error: { message: 'No job has failed.' } } })
    expect(await omnicrm('--status', 'queued')).toMatchObject({ json: { total: 3 } })
  })

  it('tell failed items a page at a time, too', async () => {
    const page = async (
      ...args: string[]
    ): Promise<{ itemFailures: { label: string }[]; total: number; nextBefore: string | null }> =>
      (await omnicrm('items', '--limit', '1', ...args)).json as Awaited<ReturnType<typeof page>>
    const first = await page()
    expect([first.itemFailures.length, first.total]).toEqual([1, 2])
    const second = await page('--before', String(first.nextBefore))
    expect([second.itemFailures.length, second.total, second.nextBefore]).toEqual([1, 2, null])
    expect(second.itemFailures).not.toEqual(first.itemFailures)
    const { stdout } = await runCli(['jobs', '--failed-items', '--limit', '1', '--data-dir', folder])
    expect(stdout).toContain(`1 of 2; go on with --before ${first.nextBefore}`)
    expect(await omnicrm('items', '--before', 'yesterday')).toMatchObject({ json: { error: { kind: 'invalid_input' } } })
  })

  it('leave items that are tried again from their own file alone, or put away', async () => {
    const { json } = (await omnicrm('items')) as { json: { itemFailures: { id: number }[] } }
    const [second = '', first = ''] = json.itemFailures.map(({ id }) => String(id))
    expect(await omnicrm('retry-item', first, second)).toMatchObject({
      code: 1,
      json: { retried: 1, refused: [{ id: Number(second), reason: expect.stringContaining('import the file again') }] },
    })
    expect((await omnicrm('--kind', 'file_import')).json).toMatchObject({ jobs: [{ status: 'queued', accountId: 'files' }] })
    expect(await omnicrm('dismiss-item', second)).toMatchObject({ code: 0, json: { dismissed: 1 } })
    expect((await omnicrm('items', '--dismissed')).json).toMatchObject({ itemFailures: [{ id: Number(second) }], total: 1 })
    expect((await omnicrm('items')).json).toMatchObject({ total: 1 })
  })

  it('stand beside schedules and alerts', async () => {
    const { json } = (await omnicrm('alerts')) as { json: { alerts: { id: number }[] } }
    expect(json.alerts).toMatchObject([{ message: 'Little room.', cure: 'Free some.' }])
    expect((await omnicrm('dismiss-alert', String(json.alerts[0]?.id))).json).toEqual({ alerts: [] })
    expect((await omnicrm('schedules')).json).toMatchObject({ schedules: expect.any(Array) })
  })
})
