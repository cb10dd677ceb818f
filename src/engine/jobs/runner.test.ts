import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../db/database.ts'
import { databasePathIn, openDatabase } from '../db/open.ts'
import { getJob } from '../db/queries/jobs/get-job.ts'
import { silentLogger } from '../logger.ts'
import { enqueue } from './enqueue.ts'
import { createJobEvents, type JobEventHub, type JobEvents } from './events.ts'
import { createRunner, type Runner } from './runner.ts'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobDefinition, type JobRegistry, PermanentError, retryLater } from './types.ts'

const account = { accountId: 'a' }
const counted = { items: 1, failedItems: 0 }

let folder: string
let db: Database
let clock: TestClock
let events: JobEventHub
const runners: Runner[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-jobs-'))
  db = openDatabase(databasePathIn(folder))
  clock = createTestClock()
  events = createJobEvents(silentLogger)
})
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop(0)
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

function makeRunner(registry: Partial<JobRegistry>, random: () => number = () => 0.5): Runner {
  const runner = createRunner({ db, registry, clock, logger: silentLogger, bootId: `boot-${Math.random()}`, events, random })
  runners.push(runner)
  return runner
}

function embedding(
  process: JobDefinition<'embed'>['process'],
  overrides: Partial<JobDefinition<'embed'>> = {},
): Partial<JobRegistry> {
  return { embed: testDefinition<'embed'>(process, overrides) }
}

function rows(): unknown[] {
  return db.sqlite.prepare('SELECT id, kind, status, attempt, error FROM jobs ORDER BY id').all()
}

function collect<Name extends keyof JobEvents>(name: Name): JobEvents[Name][] {
  const collected: JobEvents[Name][] = []
  events.on(name, (event) => collected.push(event))
  return collected
}

describe('a runner', () => {
  it('runs what is enqueued and tells of it after the commit', async () => {
    const started = collect('job.started')
    const finished = collect('job.finished')
    const runner = makeRunner(embedding(async (job) => completed({ items: job.payload.accountId.length, failedItems: 0 })))
    runner.start()
    const jobId = transaction(db, (tx) => enqueue(tx, 'embed', account))
    const report = await runner.runUntilIdle()
    expect(report).toEqual({ completed: 1, failed: 0, cancelled: 0, nextRunAtMs: null })
    const reference = { jobId, kind: 'embed', accountId: 'a', flowId: jobId }
    expect(started).toEqual([{ ...reference, attempt: 1 }])
    expect(finished).toEqual([{ ...reference, status: 'completed', error: null }])
    expect(db.sqlite.prepare('SELECT status, result FROM jobs').all()).toEqual([
      { status: 'completed', result: '{"items":1,"failedItems":0}' },
    ])
  })

  it('is woken by a committed transaction and not by one that was rolled back', async () => {
    const runner = makeRunner(embedding(async () => completed(counted)))
    runner.start()
    expect(() =>
      transaction(db, (tx) => {
        enqueue(tx, 'embed', account)
        throw new Error('no')
      }),
    ).toThrow('no')
    expect((await runner.runUntilIdle()).completed).toBe(0)
    const idle = new Promise<void>((resolve) => events.on('queue.idle', () => resolve()))
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await idle
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'completed', attempt: 1, error: null }])
  })

  it('writes the result, the business rows and the follow-ups of a completion together, in the flow of the job', async () => {
    const registry = {
      embed: testDefinition<'embed'>(async () =>
        completed(counted, [{ kind: 'insight', payload: { contactId: 7 } }], (tx) => {
          tx.prepare("INSERT INTO settings VALUES ('x', '1', 0)").run()
        }),
      ),
      insight: testDefinition<'insight'>(async () => completed({ insightId: 1 })),
    }
    const runner = makeRunner(registry)
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await runner.runUntilIdle()
    expect(db.sqlite.prepare('SELECT kind, status, flow_id FROM jobs ORDER BY id').all()).toEqual([
      { kind: 'embed', status: 'completed', flow_id: null },
      { kind: 'insight', status: 'completed', flow_id: 1 },
    ])
    expect(db.sqlite.prepare('SELECT key FROM settings').all()).toEqual([{ key: 'x' }])
  })

  it('undoes a completion that cannot be written, and counts it as a failed attempt', async () => {
    const runner = makeRunner(
      embedding(
        async () =>
          completed(counted, [], (tx) => {
            tx.prepare("INSERT INTO settings VALUES ('x', '1', 0)").run()
            throw new Error('cannot write')
          }),
        { maxAttempts: 2 },
      ),
    )
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    expect((await runner.runUntilIdle()).failed).toBe(1)
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'failed', attempt: 2, error: 'cannot write' }])
    expect(db.sqlite.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
  })

  it('repeats a failed attempt after a random part of an exponential delay, and keeps each attempt', async () => {
    const runner = makeRunner(
      embedding(
        async () => {
          throw new Error('flaky')
        },
        { backoff: { baseMs: 1_000, maxMs: 60_000 } },
      ),
    )
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    const start = clock.now()
    await runner.runUntilIdle({ waitForRetriesMs: 0 })
    expect(db.sqlite.prepare('SELECT status, run_at FROM jobs').get()).toEqual({ status: 'queued', run_at: start + 500 })
    clock.advance(499)
    expect((await runner.runUntilIdle({ waitForRetriesMs: 0 })).nextRunAtMs).toBe(start + 500)
    const finished = new Promise<void>((resolve) => events.on('job.finished', () => resolve()))
    clock.advance(1)
    await runner.runUntilIdle({ waitForRetriesMs: 0 })
    clock.advance(1_000)
    await finished
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'failed', attempt: 3, error: 'flaky' }])
    expect(db.sqlite.prepare('SELECT attempt, outcome, reason, started_at - ? AS started FROM job_attempts').all(start)).toEqual([
      { attempt: 1, outcome: 'failed', reason: 'flaky', started: 0 },
      { attempt: 2, outcome: 'failed', reason: 'flaky', started: 500 },
      { attempt: 3, outcome: 'failed', reason: 'flaky', started: 1_500 },
    ])
  })

  it('fails at once on a PermanentError and keeps its hint', async () => {
    const runner = makeRunner(embedding(() => Promise.reject(new PermanentError('no such calendar', 'Switch it off.'))))
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await runner.runUntilIdle()
    expect(db.sqlite.prepare('SELECT status, attempt, error, hint FROM jobs').get()).toEqual({
      status: 'failed',
      attempt: 1,
      error: 'no such calendar',
      hint: 'Switch it off.',
    })
  })

  it('puts a rate limited job off without using up an attempt, and holds back its whole bucket', async () => {
    const ran: string[] = []
    const atMs = clock.now() + 30_000
    let isLimited = true
    const registry = embedding(
      async (job) => {
        ran.push(`${job.payload.accountId}${job.attempt}`)
        return isLimited && job.payload.accountId === 'a' ? retryLater('quota', atMs) : completed(counted)
      },
      { bucket: (payload) => `google:${payload.accountId}`, concurrency: { total: 1, perAccount: 1 } },
    )
    const runner = makeRunner(registry)
    transaction(db, (tx) => [account, account, { accountId: 'b' }].map((payload) => enqueue(tx, 'embed', payload)))
    runner.start()
    await runner.runUntilIdle({ waitForRetriesMs: 0 })
    expect(ran).toEqual(['a1', 'b1'])
    expect(db.sqlite.prepare('SELECT scope, until_at FROM job_pauses').all()).toEqual([
      { scope: 'bucket:google:a', until_at: atMs },
    ])
    // A restart does not forget it.
    await runner.stop()
    isLimited = false
    const next = makeRunner(registry)
    next.start()
    await next.runUntilIdle({ waitForRetriesMs: 0 })
    expect(ran).toEqual(['a1', 'b1'])
    clock.advance(30_000)
    await next.runUntilIdle()
    expect(ran).toEqual(['a1', 'b1', 'a1', 'a1'])
    expect(db.sqlite.prepare('SELECT count(*) AS n FROM job_pauses').get()).toEqual({ n: 0 })
  })

  it('never runs more of a kind at once than its limits say, over all and for each account', async () => {
    let now = 0
    let most = 0
    const nowOf: Record<string, number> = {}
    let mostOf = 0
    const runner = makeRunner(
      embedding(
        async (job, context) => {
          const { accountId } = job.payload
          most = Math.max(most, ++now)
          nowOf[accountId] = (nowOf[accountId] ?? 0) + 1
          mostOf = Math.max(mostOf, nowOf[accountId])
          await context.yield()
          now -= 1
          nowOf[accountId] -= 1
          return completed(counted)
        },
        { concurrency: { total: 3, perAccount: 2 } },
      ),
    )
    transaction(db, (tx) => {
      for (let index = 0; index < 30; index += 1) enqueue(tx, 'embed', { accountId: index < 20 ? 'a' : 'b' })
    })
    runner.start()
    expect((await runner.runUntilIdle()).completed).toBe(30)
    expect([most, mostOf]).toEqual([3, 2])
  })

  it('fails a stored job of an unknown kind or with an unfit payload, with an alert, and goes on', async () => {
    const raised = collect('alert.raised')
    const runner = makeRunner(embedding(async () => completed(counted)))
    const insert = db.sqlite.prepare(
      "INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, 0, ? || '||', 1, 1, 3, 1, ?)",
    )
    insert.run('teleport', 'teleport', '{}')
    insert.run('embed', 'embed', '{"account":1}')
    insert.run('embed', 'embed', 'not json')
    insert.run('embed', 'embed', '{"accountId":"a"}')
    runner.start()
    await runner.runUntilIdle()
    expect(db.sqlite.prepare('SELECT status FROM jobs ORDER BY id').all()).toEqual([
      { status: 'failed' },
      { status: 'failed' },
      { status: 'failed' },
      { status: 'completed' },
    ])
    expect(raised.map(({ kind, jobId, occurrences }) => ({ kind, jobId, occurrences }))).toEqual([
      { kind: 'unfit_payload', jobId: 3, occurrences: 2 },
      { kind: 'unknown_kind', jobId: 1, occurrences: 1 },
    ])
    expect(getJob(db, 1).attempts).toMatchObject([
      { attempt: 1, outcome: 'failed', reason: 'This version of OmniCRM knows no job kind "teleport".' },
    ])
    const problem = 'accountId: Invalid input: expected string, received undefined; Unrecognized key: "account"'
    expect(getJob(db, 2).attempts).toMatchObject([
      { outcome: 'failed', reason: `What is stored for this job is not what “Learn meaning” needs (${problem}).` },
    ])
  })

  it('commits a batch with progress, checkpoint and follow-ups, and goes on from there after a failure', async () => {
    const seen: unknown[] = []
    const told = collect('job.progress')
    const runner = makeRunner({
      embed: testDefinition<'embed'>(async (job, context) => {
        seen.push(context.checkpoint)
        if (job.attempt === 2) return completed(counted)
        context.commit(
          {
            progress: { done: 1, total: 2, what: 'mails' },
            checkpoint: { after: 1 },
            followUps: [{ kind: 'insight', payload: { contactId: 1 } }],
          },
          (tx) => tx.prepare("INSERT INTO settings VALUES ('x', '1', 0)").run(),
        )
        throw new Error('after the batch')
      }),
      insight: testDefinition<'insight'>(async () => completed({ insightId: 1 })),
    })
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    expect((await runner.runUntilIdle()).completed).toBe(2)
    expect(seen).toEqual([null, { after: 1 }])
    expect(told.map((event) => event.progress)).toEqual([{ done: 1, total: 2, what: 'mails' }])
    expect(db.sqlite.prepare('SELECT key FROM settings').all()).toEqual([{ key: 'x' }])
  })

  it('keeps what runs when it is stopped: the attempt is not counted and the job goes on at the next start', async () => {
    let isStarted = false
    const registry = embedding(async (_job, context) => {
      isStarted = true
      for (;;) await context.yield()
    })
    const runner = makeRunner(registry)
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await new Promise<void>((resolve) => events.on('job.started', () => resolve()))
    await runner.stop()
    expect(isStarted).toBe(true)
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'queued', attempt: 0, error: null }])
    const next = makeRunner(embedding(async () => completed(counted)))
    next.start()
    await next.runUntilIdle()
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'completed', attempt: 1, error: null }])
  })

  it('gives up a processor that does not stop, and lets it write nothing more', async () => {
    let lateError: unknown
    let goOn = (): void => undefined
    const runner = makeRunner(
      embedding(async (_job, context) => {
        await new Promise<void>((resolve) => (goOn = resolve))
        try {
          context.commit({}, (tx) => tx.prepare("INSERT INTO settings VALUES ('late', '1', 0)").run())
        } catch (error) {
          lateError = error
          throw error
        }
        return completed(counted)
      }),
    )
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await new Promise<void>((resolve) => events.on('job.started', () => resolve()))
    const stopped = runner.stop(1_000)
    clock.advance(1_000)
    await stopped
    goOn()
    await new Promise((resolve) => setImmediate(resolve))
    expect(lateError).toBeInstanceOf(Error)
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'queued', attempt: 0, error: null }])
    expect(db.sqlite.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
  })

  it('requeues at start what a dead run left behind, with the attempt restored, and parks what kills the program', async () => {
    const registry = embedding(async () => completed(counted))
    const raised = collect('alert.raised')
    const dead = makeRunner(registry)
    transaction(db, (tx) => {
      enqueue(tx, 'embed', account)
      enqueue(tx, 'embed', account)
    })
    await dead.stop()
    db.sqlite.exec("UPDATE jobs SET status = 'processing', attempt = 2, started_at = 5, boot_id = 1, deaths = 2 WHERE id = 2")
    const runner = makeRunner(registry)
    runner.start()
    await runner.runUntilIdle()
    expect(rows()).toEqual([
      { id: 1, kind: 'embed', status: 'completed', attempt: 1, error: null },
      { id: 2, kind: 'embed', status: 'failed', attempt: 2, error: 'OmniCRM has ended 3 times while this job ran.' },
    ])
    expect(raised.map((alert) => [alert.kind, alert.jobId])).toEqual([['poison_job', 2]])
  })

  it('does nothing at all while it is idle', async () => {
    let timers = 0
    const counting = { ...clock, callAt: (atMs: number, callback: () => void) => ((timers += 1), clock.callAt(atMs, callback)) }
    const runner = createRunner({
      db,
      registry: embedding(async () => completed(counted)),
      clock: counting,
      logger: silentLogger,
      bootId: 'idle',
      events,
    })
    runners.push(runner)
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await runner.runUntilIdle()
    timers = 0
    clock.advance(3_600_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(timers).toBe(0)
  })

  it('waits out a disk that cannot be written, and loses no result', async () => {
    const failures = collect('engine.write_failed')
    let ran = 0
    const runner = makeRunner(
      embedding(async () => {
        ran += 1
        db.sqlite.pragma('query_only = ON')
        return completed(counted)
      }),
    )
    runner.start()
    transaction(db, (tx) => enqueue(tx, 'embed', account))
    await new Promise<void>((resolve) => events.on('engine.write_failed', () => resolve()))
    db.sqlite.pragma('query_only = OFF')
    clock.advance(1_000)
    await runner.runUntilIdle()
    expect([ran, failures.length]).toEqual([1, 1])
    expect(rows()).toEqual([{ id: 1, kind: 'embed', status: 'completed', attempt: 1, error: null }])
  })

  it('raises an alert when runnable work waits behind a job that shows no sign of life, but not because the computer slept', async () => {
    const raised = collect('alert.raised')
    const runner = makeRunner(embedding(() => new Promise(() => undefined), { concurrency: { total: 1, perAccount: 1 } }))
    runner.start()
    transaction(db, (tx) => {
      enqueue(tx, 'embed', account)
      enqueue(tx, 'embed', account)
    })
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    await turn()
    runner.suspend()
    clock.advance(8 * 3_600_000)
    runner.resume()
    await turn()
    expect(raised).toEqual([])
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(60_000)
      await turn()
    }
    expect(raised.map(({ kind, jobId }) => ({ kind, jobId }))[0]).toEqual({ kind: 'stalled_queue', jobId: 1 })
  })
})
