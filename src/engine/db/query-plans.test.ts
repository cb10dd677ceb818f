import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { cancelJobs, cancelRun } from '../jobs/commands/cancel-jobs.ts'
import { dismissAllLike, restoreJobs } from '../jobs/commands/dismiss-jobs.ts'
import { pauseJobs, resumeJobs } from '../jobs/commands/pause-jobs.ts'
import { retryAllLike, retryJobs } from '../jobs/commands/retry-jobs.ts'
import { setJobPriority } from '../jobs/commands/set-job-priority.ts'
import { enqueueFlow } from '../jobs/enqueue-flow.ts'
import { createJobEvents } from '../jobs/events.ts'
import { prune } from '../jobs/processors/prune.ts'
import { createRunner } from '../jobs/runner.ts'
import { testDefinition } from '../jobs/testing/test-definition.ts'
import { completed, type JobRegistry, PermanentError, retryLater } from '../jobs/types.ts'
import { jobStatuses } from '../../shared/jobs/vocabulary.ts'
import { silentLogger } from '../logger.ts'
import { transaction } from './database.ts'
import { databasePathIn, openDatabase } from './open.ts'
import { countHeldBack } from './queries/jobs/count-held-back.ts'
import { getJob } from './queries/jobs/get-job.ts'
import { getJobOverview } from './queries/jobs/get-job-overview.ts'
import { listAlerts } from './queries/jobs/list-alerts.ts'
import { listMetrics } from './queries/jobs/list-metrics.ts'
import { pageJobs } from './queries/jobs/page-jobs.ts'
import { findFullScans, recordStatements } from './query-plans.ts'

describe('findFullScans', () => {
  it('tells a full scan of a large table from a search and from a small table', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-plans-'))
    const db = openDatabase(databasePathIn(folder))
    expect(findFullScans(db, 'SELECT * FROM jobs WHERE error = ?')).toEqual(['SCAN jobs'])
    expect(findFullScans(db, 'SELECT * FROM jobs WHERE id = ?')).toEqual([])
    expect(findFullScans(db, 'SELECT * FROM settings')).toEqual([])
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('the list of finished jobs', () => {
  it('is not searched for a kind of which none has finished, however many others have', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-plans-'))
    const plain = openDatabase(databasePathIn(folder))
    const { db, statements } = recordStatements(plain)
    expect(await pageJobs(db, { status: 'completed', kind: 'backup', cursor: null, limit: 100 })).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    })
    expect([...statements].filter((sql) => sql.includes("'completed'"))).toEqual([])
    plain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('finds the few of a kind among very many others, and lets other questions in meanwhile', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-plans-'))
    const db = openDatabase(databasePathIn(folder))
    db.sqlite.exec(`
      INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, created_at, payload)
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 250000)
      SELECT iif(n IN (7, 8, 120000), 'backup', 'embed'), 'completed', 2, '', n, 1, n, '{}' FROM numbers;
      INSERT INTO job_totals (kind, status, count) VALUES ('backup', 'completed', 3), ('embed', 'completed', 249997)
    `)
    let turns = 0
    const others = setInterval(() => (turns += 1), 0)
    const read = async (cursor: string | null): Promise<unknown> => {
      const { items, nextCursor, total } = await pageJobs(db, { status: 'completed', kind: 'backup', cursor, limit: 2 })
      return [items.map(({ id }) => id), nextCursor, total]
    }
    expect(await read(null)).toEqual([[120_000, 8], '8', 3])
    expect(turns).toBeGreaterThan(0)
    clearInterval(others)
    expect(await read('8')).toEqual([[7], null, 3])
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('the job engine', () => {
  it('reads no large table as a whole, whatever it does', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-plans-'))
    const plain = openDatabase(databasePathIn(folder))
    const { db, statements } = recordStatements(plain)
    let runs = 0
    const registry: Partial<JobRegistry> = {
      insight: testDefinition<'insight'>(async (job) => {
        runs += 1
        if (runs === 1) return retryLater('later', systemClock.now() + 1)
        if (job.payload.contactId === 2) throw new PermanentError('broken', 'Mend it.')
        return completed({ insightId: 1 })
      }),
      embed: testDefinition<'embed'>(async () => completed({ items: 0, failedItems: 0 }), {
        unique: 'while_queued',
        uniqueKey: () => 'one',
      }),
      prune: testDefinition<'prune'>(prune),
    }
    const runner = createRunner({
      db,
      registry,
      clock: systemClock,
      logger: silentLogger,
      bootId: 'plans',
      events: createJobEvents(silentLogger),
    })
    const node = (contactId: number) => ({ kind: 'insight' as const, payload: { contactId } })
    const ids = transaction(db, (tx) => {
      const embed = { kind: 'embed' as const, payload: { accountId: 'a' } }
      enqueueFlow(tx, { first: embed, second: { ...embed, after: { first: 'fail' } } })
      enqueueFlow(tx, { first: embed })
      enqueueFlow(tx, { prune: { kind: 'prune', payload: {} } })
      return enqueueFlow(tx, { a: node(1), b: { ...node(2), after: { a: 'fail' } }, c: { ...node(3), after: { b: 'skip' } } })
    })
    runner.start()
    await runner.runUntilIdle()
    transaction(db, (tx) => {
      pauseJobs(tx, { kind: 'all' })
      retryJobs(tx, [ids.c])
      retryAllLike(tx, ids.b)
      setJobPriority(tx, [ids.b], 'urgent')
      cancelJobs(tx, [ids.a, ids.b])
      resumeJobs(tx, { kind: 'all' })
    })
    transaction(db, (tx) => {
      cancelRun(tx, ids.a)
      restoreJobs(tx, dismissAllLike(tx, ids.b).dismissedIds)
    })
    for (const status of [null, ...jobStatuses]) {
      await pageJobs(db, { status, kind: 'insight', cursor: null, limit: 10 })
      await pageJobs(db, { status, kind: null, text: 'mend', isDismissed: false, cursor: null, limit: 10 })
    }
    transaction(db, (tx) => pauseJobs(tx, { kind: 'account', accountId: 'a' }))
    countHeldBack(db)
    transaction(db, (tx) => resumeJobs(tx, { kind: 'account', accountId: 'a' }))
    getJobOverview(db, systemClock.now())
    getJob(db, ids.a)
    listMetrics(db, 0, systemClock.now())
    listAlerts(db)
    await runner.runUntilIdle()
    await runner.stop()

    const scans = [...statements]
      .map((sql) => ({ sql, scans: findFullScans(plain, sql) }))
      .filter((found) => found.scans.length > 0)
    expect(scans).toEqual([])
    expect(statements.size).toBeGreaterThan(40)
    plain.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
