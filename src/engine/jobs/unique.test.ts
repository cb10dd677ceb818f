import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { retryJobs } from './commands/retry-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobDefinition, PermanentError, retryLater, type UniqueMode } from './types.ts'

let queue: TestQueue
afterEach(() => queue.close())

const counted = { items: 0, failedItems: 0 }
const account = { accountId: 'a' }

function open(
  unique: UniqueMode,
  process: JobDefinition<'embed'>['process'] = async () => completed(counted),
  overrides: Partial<JobDefinition<'embed'>> = {},
): void {
  queue = createTestQueue({
    embed: testDefinition<'embed'>(process, {
      unique,
      uniqueKey: ({ accountId }) => accountId,
      concurrency: { total: 4, perAccount: 1 },
      ...overrides,
    }),
  })
}

const started = (): Promise<void> => new Promise((resolve) => queue.events.on('job.started', () => resolve()))

describe('a unique key', () => {
  it('while queued: one waits, and another one may be enqueued while it runs and runs after it', async () => {
    let goOn = (): void => undefined
    open('while_queued', async () => {
      await new Promise<void>((resolve) => (goOn = resolve))
      return completed(counted)
    })
    expect([queue.add('embed', account), queue.add('embed', account), queue.add('embed', { accountId: 'b' })]).toEqual([1, 1, 2])
    queue.runner.start()
    await started()
    expect([queue.add('embed', account), queue.add('embed', account)]).toEqual([3, 3])
    expect(queue.rows('SELECT id, status FROM jobs WHERE account_id = ? ORDER BY id', 'a')).toEqual([
      { id: 1, status: 'processing' },
      { id: 3, status: 'queued' },
    ])
    goOn()
  })

  it('while unfinished: one waits or runs', async () => {
    open('while_unfinished', () => new Promise(() => undefined))
    queue.add('embed', account)
    queue.runner.start()
    await started()
    expect(queue.add('embed', account)).toBe(1)
  })

  it('ever: one for all time', async () => {
    open('ever')
    queue.add('embed', account)
    await queue.settle()
    expect([queue.add('embed', account), queue.rows('SELECT status FROM jobs')]).toEqual([1, [{ status: 'completed' }]])
  })

  it('makes the waiting job as urgent as the most urgent wish for it, and as early', async () => {
    open('while_queued')
    const at = queue.clock.now()
    queue.add('embed', account, { runAtMs: at + 60_000, priority: 'low' })
    queue.add('embed', account, { runAtMs: at + 90_000, priority: 'high' })
    queue.add('embed', account, { runAtMs: at + 30_000, priority: 'medium' })
    expect(queue.rows('SELECT run_at - ? AS delay, priority FROM jobs', at)).toEqual([{ delay: 30_000, priority: 1 }])
    queue.add('embed', account)
    await queue.settle()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'completed' }])
  })

  it('leaves a job ready that is ready, although the clock has been set back and a later time is wished for', async () => {
    open('while_queued')
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'all' }))
    queue.add('embed', account)
    await queue.settle()
    const now = queue.clock.now()
    queue.clock.jumpTo(now - 60_000)
    queue.add('embed', account, { runAtMs: now - 1 })
    transaction(queue.db, (tx) => resumeJobs(tx, { kind: 'all' }))
    await queue.settle()
    expect(queue.rows('SELECT id, status FROM jobs')).toEqual([{ id: 1, status: 'completed' }])
  })

  it('lets a batch that needs it wait for the next try, but not a person', async () => {
    open(
      'while_queued',
      async (job) => {
        if (job.attempt === 1) throw new Error('flaky')
        return completed(counted)
      },
      { backoff: { baseMs: 60_000, maxMs: 60_000 } },
    )
    queue.add('embed', account)
    await queue.settle()
    queue.add('embed', account)
    await queue.settle()
    expect(queue.rows('SELECT id, status FROM jobs')).toEqual([{ id: 1, status: 'queued' }])
    queue.add('embed', account, { priority: 'urgent' })
    await queue.settle()
    expect(queue.rows('SELECT id, status FROM jobs')).toEqual([{ id: 1, status: 'completed' }])
  })

  it('hands the work over when the job has to be queued again and a newer one is waiting: checkpoint, time and what waits for it', async () => {
    let goOn = (): void => undefined
    const checkpoints: unknown[] = []
    open('while_queued', async (job, context) => {
      checkpoints.push(context.checkpoint)
      if (job.id !== 1) return completed(counted)
      context.commit({ checkpoint: 'page 7' }, () => undefined)
      await new Promise<void>((resolve) => (goOn = resolve))
      return retryLater('quota', queue.clock.now() + 10_000)
    })
    queue.add('embed', account)
    queue.runner.start()
    await started()
    const next = queue.add('embed', account)
    goOn()
    await queue.settleRunning()
    expect(queue.rows('SELECT id, status, error FROM jobs')).toEqual([
      { id: 1, status: 'cancelled', error: `quota Job ${next} takes over.` },
      { id: next, status: 'queued', error: 'quota' },
    ])
    queue.clock.advance(10_000)
    await queue.settleRunning()
    expect([checkpoints, queue.rows('SELECT status FROM jobs')]).toEqual([
      [null, 'page 7'],
      [{ status: 'cancelled' }, { status: 'completed' }],
    ])
  })

  it('counts the attempts of work that always fails, however often new work is asked for meanwhile', async () => {
    open(
      'while_queued',
      async () => {
        // As a sync does that streams: while the stage works, it asks for the stage again.
        queue.add('embed', account)
        throw new Error('broken')
      },
      { maxAttempts: 3 },
    )
    queue.add('embed', account)
    queue.runner.start()
    await new Promise<void>((resolve) => queue.events.on('job.finished', ({ status }) => status === 'failed' && resolve()))
    expect(queue.rows('SELECT id, status, attempt, error FROM jobs WHERE id < 4')).toEqual([
      { id: 1, status: 'cancelled', attempt: 1, error: 'broken Job 2 takes over.' },
      { id: 2, status: 'cancelled', attempt: 2, error: 'broken Job 3 takes over.' },
      { id: 3, status: 'failed', attempt: 3, error: 'broken' },
    ])
    expect(queue.rows('SELECT job_id, attempt, outcome FROM job_attempts WHERE job_id < 4 ORDER BY id')).toEqual(
      [1, 2, 3].map((attempt) => ({ job_id: 3, attempt, outcome: 'failed' })),
    )
  })

  it('is respected by a retry: what was wanted is under way already', async () => {
    let isBroken = true
    open('while_queued', async () => {
      if (isBroken) throw new PermanentError('broken', 'Mend it.')
      return completed(counted)
    })
    queue.add('embed', account)
    await queue.settle()
    isBroken = false
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'all' }))
    queue.add('embed', account)
    expect(transaction(queue.db, (tx) => retryJobs(tx, [1]))).toEqual({
      retried: 0,
      refused: [{ id: 1, reason: 'A newer “Learn meaning” that does the same is waiting already: job 2.' }],
    })
    transaction(queue.db, (tx) => resumeJobs(tx, { kind: 'all' }))
    await queue.settle()
    expect(queue.rows('SELECT id, status FROM jobs')).toEqual([
      { id: 1, status: 'failed' },
      { id: 2, status: 'completed' },
    ])
  })
})
