import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobDefinition } from './types.ts'

let queue: TestQueue
afterEach(() => queue.close())

const counted = { items: 0, failedItems: 0 }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

async function runOne(process: JobDefinition<'embed'>['process']): Promise<void> {
  queue = createTestQueue({ embed: testDefinition<'embed'>(process) })
  queue.add('embed', { accountId: 'a' })
  queue.runner.start()
  await new Promise<void>((resolve) => queue.events.on('job.started', () => resolve()))
}

const cancel = (): { cancelled: number } => transaction(queue.db, (tx) => cancelJobs(tx, [1]))

describe('cancelling a running job', () => {
  it('stops it at its next batch, and keeps what it has committed', async () => {
    await runOne(async (_job, context) => {
      for (let batch = 0; ; batch += 1) {
        context.commit({ checkpoint: batch }, (tx) =>
          tx.prepare('INSERT INTO settings VALUES (?, ?, 0)').run(`batch ${batch}`, '1'),
        )
        await context.yield()
      }
    })
    expect(cancel()).toEqual({ cancelled: 1, refused: [] })
    await queue.settleRunning()
    expect(queue.rows('SELECT status, error FROM jobs')).toEqual([{ status: 'cancelled', error: 'Cancelled.' }])
    expect(queue.rows('SELECT key FROM settings').length).toBeGreaterThan(0)
    expect(queue.rows('SELECT outcome FROM job_attempts')).toEqual([{ outcome: 'cancelled' }])
  })

  it('aborts the signal that its requests listen to', async () => {
    await runOne(
      (_job, context) =>
        new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason as Error))),
    )
    cancel()
    await queue.settleRunning()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'cancelled' }])
  })

  it('comes too late for a job that completes all the same', async () => {
    let goOn = (): void => undefined
    await runOne(async () => {
      await new Promise<void>((resolve) => (goOn = resolve))
      return completed(counted)
    })
    cancel()
    await turn()
    goOn()
    await queue.settleRunning()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'completed' }])
  })

  it('is not lost on an attempt that has just ended and is to be tried again', async () => {
    let fail = (): void => undefined
    await runOne(async () => {
      await new Promise<void>((resolve) => (fail = resolve))
      throw new Error('again')
    })
    fail()
    // The processor ends first; the wish comes before the runner has written that end.
    await Promise.resolve().then(cancel)
    await queue.settleRunning()
    expect(queue.rows('SELECT status, attempt FROM jobs')).toEqual([{ status: 'cancelled', attempt: 1 }])
  })

  it('holds from the moment in which it is committed: nothing is written or left to others after it', async () => {
    let failure: unknown = null
    await runOne(async (_job, context) => {
      await context.yield()
      cancel()
      try {
        context.commit({ followUps: [{ kind: 'embed', payload: { accountId: 'b' } }] }, () => undefined)
      } catch (error) {
        failure = error
        throw error
      }
      return completed(counted)
    })
    await queue.settleRunning()
    expect([String(failure), queue.rows('SELECT id, status FROM jobs')]).toEqual([
      'JobStopped: The job was cancelled.',
      [{ id: 1, status: 'cancelled' }],
    ])
  })

  it('keeps what would have followed a job that completes all the same', async () => {
    await runOne(async (_job, context) => {
      await context.yield()
      cancel()
      return completed(counted, [{ kind: 'embed', payload: { accountId: 'b' } }])
    })
    await queue.settleRunning()
    expect(queue.rows('SELECT id, status FROM jobs')).toEqual([{ id: 1, status: 'completed' }])
  })

  it('gives up on a job that does not listen, after a while', async () => {
    await runOne(() => new Promise(() => undefined))
    cancel()
    await turn()
    expect(queue.rows('SELECT status, cancel_requested_at IS NOT NULL AS asked FROM jobs')).toEqual([
      { status: 'processing', asked: 1 },
    ])
    queue.clock.advance(10_000)
    await queue.settleRunning()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'cancelled' }])
  })

  it('is undone with the transaction that asked for it', async () => {
    let isStopped = false
    await runOne(async (_job, context) => {
      context.signal.addEventListener('abort', () => (isStopped = true))
      return new Promise(() => undefined)
    })
    expect(() =>
      transaction(queue.db, (tx) => {
        cancelJobs(tx, [1])
        throw new Error('no')
      }),
    ).toThrow('no')
    await turn()
    expect([isStopped, queue.rows('SELECT status FROM jobs')]).toEqual([false, [{ status: 'processing' }]])
  })

  it('outlives the program', async () => {
    await runOne(() => new Promise(() => undefined))
    queue.db.sqlite.exec('UPDATE jobs SET cancel_requested_at = 1')
    queue.crash()
    await queue.settle()
    expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'cancelled' }])
  })
})
