import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../../db/database.ts'
import { databasePathIn, openDatabase } from '../../db/open.ts'
import { writeOccurrencesMade } from '../../db/queries/calendar-events/occurrences-made.ts'
import { countJobs } from '../../db/queries/jobs/count-jobs.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import { findRenewal } from '../../normalize/calendar/find-renewal.ts'
import { createTestClock, type TestClock } from '../../testing/test-clock.ts'
import { runJob, type RunJobReport } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { normalizeGoogleEvent } from './normalize-google-event.ts'
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
      "INSERT INTO job_totals (kind, status, count) SELECT kind, status, count(*) FROM jobs GROUP BY kind, status; INSERT INTO job_metrics (minute_at, kind) VALUES (1, 'embed')",
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

describe('rebuild', () => {
  it('goes by when something happened, however long after it was fetched', async () => {
    db.sqlite.exec(`
      INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'a@example.com', 'A', 0);
      INSERT INTO raw_events (account_id, source, container, external_id, content_hash, status, seen_at, fetched_at) VALUES
        ('a', 'google_email', 'c', 'old, fetched late', 'h', 'processed', 0, 100),
        ('a', 'google_email', 'c', 'new', 'h', 'processed', 0, 100), ('a', 'file_contact', 'c', 'card', 'h', 'processed', 0, 100);
      INSERT INTO interactions (account_id, kind, source_key, raw_event_id, occurred_at, updated_at) VALUES
        ('a', 'email', '1', 1, 10, 100), ('a', 'email', '2', 2, 70, 100);
    `)
    await runJob(db, testDefinition<'rebuild'>(rebuild), 'rebuild', { stage: 'normalize', sinceMs: 60 }, { clock })
    expect(db.sqlite.prepare('SELECT external_id, status FROM raw_events ORDER BY id').raw().all()).toEqual([
      ['old, fetched late', 'processed'],
      ['new', 'pending'],
      ['card', 'pending'],
    ])
  })

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

describe('series without an end', () => {
  const year = (atMs: number): number => new Date(atMs).getUTCFullYear()
  const lastYear = (): number => {
    const { atMs } = db.sqlite.prepare('SELECT max(start_at) AS atMs FROM calendar_events WHERE gone_at IS NULL').get() as {
      atMs: number
    }
    return year(atMs)
  }
  const runDue = async (followUps: RunJobReport['followUps']): Promise<string[]> => {
    const [next] = followUps
    if (next === undefined) return []
    const { followUps: stages } = await runJob(db, testDefinition(rebuild), 'rebuild', next.payload as JobPayload<'rebuild'>, {
      clock,
    })
    for (const { kind, payload } of stages) {
      expect(kind).toBe('normalize_google_event')
      const definition = testDefinition<'normalize_google_event'>(normalizeGoogleEvent)
      await runJob(db, definition, 'normalize_google_event', payload as JobPayload<'normalize_google_event'>, { clock })
    }
    return followUps.map(({ payload }) => JSON.stringify(payload))
  }
  const keepHouse = async (): Promise<string[]> =>
    runDue((await runJob(db, testDefinition<'prune'>(prune), 'prune', {}, { clock })).followUps)

  it('are laid out further as the years go by, and made anew when the program makes other rows of them', async () => {
    expect(await keepHouse()).toEqual([])
    db.sqlite.exec(`
      INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'me@example.com', 'Me', 0);
      INSERT INTO calendars (id, account_id, external_id, name, color) VALUES (1, 'a', 'own', 'Own', '#112233')`)
    const start = { dateTime: '2026-03-03T10:00:00Z' }
    for (const [id, recurrence] of Object.entries({ single: [], weekly: ['RRULE:FREQ=WEEKLY'] })) {
      transaction(db, (tx) =>
        storeRawEvent(tx, {
          accountId: 'a',
          source: 'google_event',
          container: 'own',
          externalId: id,
          contentHash: id,
          goneAt: null,
          seenAt: 0,
          payload: Buffer.from(JSON.stringify({ id, recurrence, start, end: start })),
        }),
      )
    }
    const definition = testDefinition<'normalize_google_event'>(normalizeGoogleEvent)
    await runJob(db, definition, 'normalize_google_event', { accountId: 'a' }, { clock })
    expect([await keepHouse(), lastYear()]).toEqual([[], 2027])

    clock.jumpTo(Date.UTC(2027, 0, 1, 3))
    expect([await keepHouse(), lastYear()]).toEqual([['{"stage":"series"}'], 2028])
    const reopened = db.sqlite.prepare("SELECT result FROM jobs WHERE kind = 'rebuild'").pluck().all()
    expect(reopened).toContain('{"items":1}')

    clock.jumpTo(Date.UTC(2026, 5, 1))
    expect([await keepHouse(), lastYear()]).toEqual([[], 2028])
    expect(findRenewal(db, clock.now())).toBeNull()

    transaction(db, (tx) => writeOccurrencesMade(tx, { version: 1, untilMs: Date.UTC(2029, 0) }, 0))
    expect([await keepHouse(), lastYear()]).toEqual([['{"stage":"events"}'], 2027])

    // As it was left by a program that did not remember how it had made them.
    db.prepare("DELETE FROM settings WHERE key = 'occurrences_made'").run()
    expect([await keepHouse(), await keepHouse()]).toEqual([['{"stage":"events"}'], []])
  })
})
