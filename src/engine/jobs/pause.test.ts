import { afterEach, describe, expect, it } from 'vitest'
import type { PauseScope } from '../../shared/ipc/contract.ts'
import { transaction } from '../db/database.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobDefinition, retryLater } from './types.ts'

let queue: TestQueue
afterEach(() => queue.close())

const counted = { items: 0, failedItems: 0 }
const everything: PauseScope = { kind: 'all' }

function open(process: JobDefinition<'embed'>['process'], overrides: Partial<JobDefinition<'embed'>> = {}): void {
  queue = createTestQueue({ embed: testDefinition<'embed'>(process, overrides) })
}

const pause = (scope: PauseScope): unknown => transaction(queue.db, (tx) => pauseJobs(tx, scope))
const resume = (scope: PauseScope): unknown => transaction(queue.db, (tx) => resumeJobs(tx, scope))
const started = (): Promise<unknown> => new Promise((resolve) => queue.events.on('job.started', resolve))
const jobs = (): unknown[] => queue.rows('SELECT account_id AS account, status, attempt, checkpoint FROM jobs ORDER BY id')

/** Works in steps until it is stopped, or has done a thousand; tells how far it was at each start. */
const startedAt: unknown[] = []
const inSteps: JobDefinition<'embed'>['process'] = async (_job, context) => {
  startedAt.push(context.checkpoint)
  for (let step = Number(context.checkpoint ?? 0); step < 1_000; step += 1) {
    context.commit({ checkpoint: step + 1 }, () => undefined)
    await context.yield()
  }
  return completed(counted)
}

describe('a pause', () => {
  it.each<[string, PauseScope]>([
    ['everything', everything],
    ['the kind', { kind: 'job_kind', jobKind: 'embed' }],
    ['the account', { kind: 'account', accountId: 'a' }],
  ])('of %s stops what runs at its next checkpoint, and lets it go on from there', async (_name, scope) => {
    startedAt.length = 0
    open(inSteps)
    queue.add('embed', { accountId: 'a' })
    queue.runner.start()
    await started()
    pause(scope)
    await queue.settleRunning()
    const [job] = jobs() as [{ checkpoint: string }]
    expect(jobs()).toEqual([{ account: 'a', status: 'queued', attempt: 0, checkpoint: job.checkpoint }])
    expect(queue.rows('SELECT outcome, reason FROM job_attempts')).toEqual([
      { outcome: 'interrupted', reason: 'The job was paused; it goes on from its last checkpoint.' },
    ])
    await queue.restart()
    await queue.settle()
    expect(startedAt).toEqual([null])
    resume(scope)
    await queue.settle()
    expect([jobs(), startedAt]).toEqual([
      [{ account: 'a', status: 'completed', attempt: 1, checkpoint: '1000' }],
      [null, Number(job.checkpoint)],
    ])
  })

  it('of an account leaves the other accounts at work', async () => {
    open(inSteps)
    queue.add('embed', { accountId: 'a' })
    queue.add('embed', { accountId: 'b' })
    queue.runner.start()
    await started()
    pause({ kind: 'account', accountId: 'a' })
    await queue.settleRunning()
    expect(jobs()).toMatchObject([
      { account: 'a', status: 'queued' },
      { account: 'b', status: 'completed' },
    ])
  })

  it('kills nobody who does not stop: that job runs to its end', async () => {
    let goOn = (): void => undefined
    open(async () => {
      await new Promise<void>((resolve) => (goOn = resolve))
      return completed(counted)
    })
    queue.add('embed', { accountId: 'a' })
    queue.runner.start()
    await started()
    pause(everything)
    queue.clock.advance(3_600_000)
    expect(jobs()).toMatchObject([{ status: 'processing' }])
    goOn()
    await queue.settleRunning()
    expect(jobs()).toMatchObject([{ status: 'completed' }])
  })

  it('does not keep a job from being cancelled', async () => {
    open(inSteps)
    queue.add('embed', { accountId: 'a' })
    queue.runner.start()
    await started()
    transaction(queue.db, (tx) => {
      pauseJobs(tx, everything)
      cancelJobs(tx, [1])
    })
    await queue.settleRunning()
    expect(jobs()).toMatchObject([{ status: 'cancelled' }])
  })
})

describe('a rate limit', () => {
  it('holds its bucket back from the very turn in which it is met', async () => {
    const ran: string[] = []
    open(
      async (job, context) => {
        ran.push(job.payload.accountId)
        return retryLater('Google is busy.', context.clock.now() + 30_000)
      },
      { bucket: () => 'google', concurrency: { total: 1, perAccount: 1 } },
    )
    queue.add('embed', { accountId: 'a' })
    queue.add('embed', { accountId: 'b' })
    await queue.settle()
    expect(ran).toEqual(['a'])
  })

  it.each([0, -5_000])('whose time is %i ms from now holds back for a second: nothing runs in circles', async (offsetMs) => {
    let runs = 0
    open(
      async (_job, context) => {
        runs += 1
        return runs < 50 ? retryLater('Google is busy.', context.clock.now() + offsetMs) : completed(counted)
      },
      { bucket: () => 'google' },
    )
    queue.add('embed', { accountId: 'a' })
    await queue.settle()
    expect(runs).toBe(1)
    queue.clock.advance(1_000)
    await queue.settle()
    expect(runs).toBe(2)
  })
})
