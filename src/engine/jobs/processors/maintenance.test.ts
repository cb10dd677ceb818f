import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../../db/database.ts'
import { databasePathIn, openDatabase, openReader } from '../../db/open.ts'
import { countJobs } from '../../db/queries/jobs/count-jobs.ts'
import { createTestClock, runJob, type TestClock, testDefinition } from '../testing.ts'
import { backup, backupsKept } from './backup.ts'
import { optimize } from './optimize.ts'
import { prune } from './prune.ts'
import { rebuild } from './rebuild.ts'

let folder: string
let db: Database
let clock: TestClock
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-care-'))
  db = openDatabase(databasePathIn(folder))
  clock = createTestClock()
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const dayMs = 24 * 3_600_000

describe('prune', () => {
  it('removes ended jobs by their state and age, keeps the rest, and keeps count', async () => {
    const now = clock.now()
    const insert = db.sqlite.prepare(`
      INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, created_at, finished_at, unique_mode, unique_key, payload)
      VALUES ('embed', ?, 2, 'embed||', 0, 3, ?, ?, ?, ?, '{}')
    `)
    for (const days of [100, 40, 8, 1]) {
      for (const status of ['completed', 'failed', 'cancelled'])
        insert.run(status, now - days * dayMs, now - days * dayMs, null, null)
    }
    insert.run('completed', now - 100 * dayMs, now - 100 * dayMs, 'ever', 'once')
    db.sqlite.exec(
      "INSERT INTO job_totals SELECT kind, status, count(*) FROM jobs GROUP BY kind, status; INSERT INTO job_metrics (minute_at, kind) VALUES (1, 'embed')",
    )
    const report = await runJob(db, testDefinition<'prune'>(prune), 'prune', {}, { clock })
    expect(report).toMatchObject({ status: 'completed', result: { removedJobs: 6 } })
    expect(countJobs(db).byKind['embed']).toEqual({ queued: 0, processing: 0, completed: 2, failed: 3, cancelled: 2 })
    expect(
      db.sqlite.prepare("SELECT status, count(*) AS count FROM jobs WHERE kind = 'embed' GROUP BY status ORDER BY status").all(),
    ).toEqual([
      { status: 'cancelled', count: 2 },
      { status: 'completed', count: 2 },
      { status: 'failed', count: 3 },
    ])
    expect(db.sqlite.prepare('SELECT count(*) AS count FROM job_metrics WHERE minute_at = 1').get()).toEqual({ count: 0 })
  })
})

describe('optimize', () => {
  it('leaves the planner no histograms, for they would have every statement compiled at every run', async () => {
    transaction(db, (tx) => {
      for (let index = 0; index < 2_000; index += 1) tx.prepare("INSERT INTO settings VALUES (?, '1', 0)").run(`key ${index}`)
    })
    db.sqlite.exec('ANALYZE')
    const report = await runJob(db, testDefinition<'optimize'>(optimize), 'optimize', {}, { clock })
    expect(report.status).toBe('completed')
    expect(db.sqlite.prepare('SELECT count(*) AS count FROM sqlite_stat4').get()).toEqual({ count: 0 })
  })
})

describe('backup', () => {
  it('copies a consistent database that only its owner may read, and keeps the last few', async () => {
    db.sqlite.exec("INSERT INTO settings VALUES ('kept', '1', 0)")
    let last = ''
    for (let run = 0; run < backupsKept + 2; run += 1) {
      clock.advance(60_000)
      const report = await runJob(db, testDefinition<'backup'>(backup), 'backup', {}, { clock })
      expect(report.status).toBe('completed')
      last = (report.result as { path: string }).path
    }
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(backupsKept)
    expect(statSync(last).mode & 0o777).toBe(0o600)
    const copy = openReader(last)
    expect(copy.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.sqlite.prepare("SELECT key FROM settings WHERE key = 'kept'").all()).toEqual([{ key: 'kept' }])
    copy.close()
  })

  it('writes to the file that a person names, and leaves nothing behind where it cannot', async () => {
    const target = path.join(folder, 'mine', 'copy.db')
    await runJob(db, testDefinition<'backup'>(backup), 'backup', { toPath: target }, { clock })
    expect(existsSync(target)).toBe(true)
    expect(readdirSync(path.dirname(target))).toEqual(['copy.db'])
  })

  it.each([
    ['below a file', 'omnicrm.db/copy.db', 'a part of the path is a file'],
    ['a folder', 'backups', 'there is a folder of this name'],
    ['the database itself', 'omnicrm.db', 'it is the workspace itself'],
  ])('fails at once, with the path, where nothing can be written: %s', async (_what, name, reason) => {
    mkdirSync(path.join(folder, 'backups'), { recursive: true })
    const before = readdirSync(folder)
    const toPath = path.join(folder, name)
    const definition = testDefinition<'backup'>(backup, { maxAttempts: 5 })
    const report = await runJob(db, definition, 'backup', { toPath }, { clock })
    expect(report).toMatchObject({ status: 'failed', error: `Nothing can be written to ${toPath}: ${reason}.` })
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('rebuild', () => {
  it('marks the rows of a stage, an account and a time as pending and enqueues their stages', async () => {
    db.sqlite.exec(`
      INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'a@example.com', 'A', 0), ('b', 'files', 'b@example.com', 'B', 0);
      INSERT INTO raw_events (account_id, source, container, external_id, content_hash, status, seen_at, fetched_at) VALUES
        ('a', 'google_event', 'c', '1', 'h', 'processed', 0, 100), ('a', 'google_email', 'c', '2', 'h', 'failed', 0, 100),
        ('a', 'google_email', 'c', '3', 'h', 'processed', 0, 50), ('b', 'file_email', 'c', '4', 'h', 'processed', 0, 100);
    `)
    const report = await runJob(
      db,
      testDefinition<'rebuild'>(rebuild),
      'rebuild',
      { stage: 'normalize', accountId: 'a', sinceMs: 60 },
      { clock },
    )
    expect(report).toMatchObject({
      status: 'completed',
      result: { items: 2 },
      followUps: [
        { kind: 'normalize_google_event', payload: { accountId: 'a' } },
        { kind: 'normalize_google_email', payload: { accountId: 'a' } },
      ],
    })
    expect(db.sqlite.prepare('SELECT status FROM raw_events ORDER BY id').all()).toEqual([
      { status: 'pending' },
      { status: 'pending' },
      { status: 'processed' },
      { status: 'processed' },
    ])
  })
})
