import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { listSchedules } from '../../db/queries/jobs/list-schedules.ts'
import { cancelJobs } from '../commands/cancel-jobs.ts'
import { pauseJobs, resumeJobs } from '../commands/pause-jobs.ts'
import { enqueue } from '../enqueue.ts'
import type { ScheduleSource } from '../schedules.ts'
import { createTestQueue, type TestQueue } from '../testing/test-queue.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { completed, type JobRegistry, type Outcome, retryLater } from '../types.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const yearMs = 365 * 24 * hourMs
let queue: TestQueue
afterEach(() => queue.close())

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

/** What the next run of the job does. */
let next: () => Outcome<'insight'> = () => completed({ insightId: 1 })
const registry: Partial<JobRegistry> = {
  insight: testDefinition<'insight'>(async () => next(), {
    backoff: { baseMs: 4 * minuteMs, maxMs: hourMs },
    bucket: () => 'google:a',
    concurrency: { total: 1, perAccount: 1 },
  }),
  prune: testDefinition<'prune'>(async () => completed({ removedJobs: 0 })),
}
const every15Minutes: ScheduleSource = {
  defaults: [{ id: 'prune', kind: 'prune', title: 'Prune', expression: '*/15 * * * *', jitterMs: 0 }],
  start: (tx, kind) => (kind === 'prune' ? [enqueue(tx, 'prune', {})] : []),
}

/** How the runner learns that the clock was set back, with everything as it was before. */
const ways: [string, () => Promise<void>][] = [
  ['is running', async () => undefined],
  ['is started', () => queue.restart()],
  [
    'is woken',
    async () => {
      queue.runner.suspend()
      queue.runner.resume()
    },
  ],
]

describe.each(ways)('a clock that was set back, noticed when the runner %s,', (_way, notice) => {
  it.each([2 * hourMs, yearMs])('puts a schedule off by nothing (%i ms)', async (byMs) => {
    queue = createTestQueue(registry, { schedules: every15Minutes })
    await queue.settle()
    queue.clock.jumpTo(queue.clock.now() - byMs)
    await notice()
    await queue.settle()
    expect(listSchedules(queue.db)[0]?.nextRunAtMs).toBe(queue.clock.now() + 15 * minuteMs)
    queue.clock.advance(15 * minuteMs)
    await queue.settle()
    expect(queue.rows('SELECT kind, status FROM jobs')).toEqual([{ kind: 'prune', status: 'completed' }])
  })

  it.each([2 * hourMs, yearMs])('lets a job that failed wait for as long as was meant (%i ms)', async (byMs) => {
    queue = createTestQueue(registry)
    next = () => {
      throw new Error('no luck')
    }
    queue.add('insight', { contactId: 1 })
    await queue.settle()
    next = () => completed({ insightId: 1 })
    queue.clock.jumpTo(queue.clock.now() - byMs)
    await notice()
    await queue.settle()
    queue.clock.advance(2 * minuteMs - 1)
    await queue.settle()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'queued' }])
    queue.clock.advance(1)
    await queue.settle()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'completed' }])
  })

  it('ends the pause of a bucket after as long as was meant, and no later than in a day', async () => {
    queue = createTestQueue(registry)
    let untilMs = queue.clock.now() + 10 * minuteMs
    next = () => retryLater('Google asks for patience.', untilMs)
    queue.add('insight', { contactId: 1 })
    await queue.settle()
    next = () => completed({ insightId: 1 })
    const wait = async (forMs: number): Promise<void> => {
      queue.clock.jumpTo(queue.clock.now() - yearMs)
      await notice()
      await queue.settle()
      queue.clock.advance(forMs - 1)
      await queue.settle()
      expect(queue.rows('SELECT until_at AS untilAt FROM job_pauses')).toEqual([{ untilAt: queue.clock.now() + 1 }])
      queue.clock.advance(1)
      await queue.settle()
      expect(queue.rows("SELECT id FROM jobs WHERE status = 'queued'")).toEqual([])
    }
    await wait(10 * minuteMs)
    untilMs = queue.clock.now() + yearMs
    next = () => retryLater('Google asks for a lot of patience.', untilMs)
    queue.add('insight', { contactId: 2 })
    await queue.settle()
    next = () => completed({ insightId: 1 })
    await wait(24 * hourMs)
  })

  it('lets nobody pass whom nobody may pass', async () => {
    queue = createTestQueue(registry)
    const order: number[] = []
    queue.events.on('job.started', ({ jobId }) => order.push(jobId))
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'all' }))
    queue.add('insight', { contactId: 1 }, { priority: 'low' })
    queue.clock.advance(hourMs)
    const waiting = queue.add('insight', { contactId: 2 }, { priority: 'low' })
    await queue.settle()
    queue.clock.jumpTo(queue.clock.now() - 2 * hourMs)
    await notice()
    await queue.settle()
    // By the clock as it was, this one would have waited for two hours less.
    queue.clock.advance(11 * minuteMs)
    const urgent = queue.add('insight', { contactId: 3 }, { priority: 'urgent' })
    transaction(queue.db, (tx) => resumeJobs(tx, { kind: 'all' }))
    await queue.settle()
    expect(order).toEqual([1, waiting, urgent])
  })
})

it('a write that failed is tried again although the clock was set back', async () => {
  queue = createTestQueue(registry)
  next = () => {
    queue.db.sqlite.pragma('query_only = ON')
    return completed({ insightId: 1 })
  }
  queue.runner.start()
  const failed = new Promise((resolve) => queue.events.on('engine.write_failed', resolve))
  queue.add('insight', { contactId: 1 })
  await failed
  queue.db.sqlite.pragma('query_only = OFF')
  queue.clock.jumpTo(queue.clock.now() - yearMs)
  queue.clock.advance(1_000)
  await queue.settleRunning()
  expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'completed' }])
})

it('a job that does not stop is given up although the clock was set back', async () => {
  queue = createTestQueue({ insight: testDefinition<'insight'>(() => new Promise(() => undefined)) })
  queue.runner.start()
  const id = queue.add('insight', { contactId: 1 })
  await turn()
  transaction(queue.db, (tx) => cancelJobs(tx, [id]))
  await turn()
  queue.clock.jumpTo(queue.clock.now() - yearMs)
  queue.clock.advance(10_000)
  await turn()
  queue.clock.advance(10_000)
  await turn()
  expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'cancelled' }])
})
