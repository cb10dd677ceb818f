import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { getJob } from '../db/queries/jobs/get-job.ts'
import { pruneJobs } from '../db/queries/jobs/prune-jobs.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { retryJobs } from './commands/retry-jobs.ts'
import { enqueueFlow } from './enqueue-flow.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobRegistry, PermanentError } from './types.ts'

let queue: TestQueue
let ran: number[] = []
const broken = new Set<number>()

afterEach(async () => {
  await queue.close()
  ran = []
  broken.clear()
})

/** Jobs of a flow are told apart by the contact they are about. */
const registry: Partial<JobRegistry> = {
  insight: testDefinition<'insight'>(
    async ({ payload: { contactId } }) => {
      ran.push(contactId)
      if (broken.has(contactId)) throw new PermanentError(`${contactId} is broken`, 'Mend it.')
      return completed({ insightId: contactId })
    },
    { concurrency: { total: 1, perAccount: 1 } },
  ),
}

const step = (contactId: number) => ({ kind: 'insight' as const, payload: { contactId } })
const statuses = (): unknown[] =>
  queue.rows('SELECT id, status FROM jobs ORDER BY id').map((row) => (row as { status: string }).status)

describe('a flow', () => {
  it('runs its jobs in the order in which they need each other', async () => {
    queue = createTestQueue(registry)
    const ids = transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        last: { ...step(4), after: { left: 'fail', right: 'fail' } },
        left: { ...step(2), after: { first: 'fail' } },
        right: { ...step(3), after: { first: 'fail' } },
        first: step(1),
      }),
    )
    await queue.settle()
    expect(ran).toEqual([1, 2, 3, 4])
    expect(queue.rows('SELECT DISTINCT coalesce(flow_id, id) AS flow FROM jobs')).toEqual([{ flow: ids.first }])
  })

  it('does with each child of a failed job what its edge says, and never hangs', async () => {
    queue = createTestQueue(registry)
    broken.add(1)
    transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: step(1),
        fails: { ...step(2), after: { first: 'fail' } },
        skipped: { ...step(3), after: { first: 'skip' } },
        goesOn: { ...step(4), after: { first: 'continue' } },
        afterSkipped: { ...step(5), after: { skipped: 'continue', goesOn: 'fail' } },
        afterFailed: { ...step(6), after: { fails: 'fail' } },
      }),
    )
    await queue.settle()
    expect(ran).toEqual([1, 4, 5])
    expect(queue.rows('SELECT status, cause_id FROM jobs ORDER BY id')).toEqual([
      { status: 'failed', cause_id: null },
      { status: 'failed', cause_id: 1 },
      { status: 'cancelled', cause_id: 1 },
      { status: 'completed', cause_id: null },
      { status: 'completed', cause_id: null },
      { status: 'failed', cause_id: 1 },
    ])
    expect(getJob(queue.db, 5).parents.map(({ id, onFailure }) => [id, onFailure])).toEqual([
      [3, 'continue'],
      [4, 'fail'],
    ])
    expect(getJob(queue.db, 3).children.map(({ id, onFailure }) => [id, onFailure])).toEqual([[5, 'continue']])
  })

  it('goes on from the failed step when that is retried, and runs nothing twice', async () => {
    queue = createTestQueue(registry)
    broken.add(2)
    const ids = transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: step(1),
        second: { ...step(2), after: { first: 'fail' } },
        third: { ...step(3), after: { second: 'fail' } },
        fourth: { ...step(4), after: { third: 'skip' } },
      }),
    )
    await queue.settle()
    expect(statuses()).toEqual(['completed', 'failed', 'failed', 'cancelled'])
    broken.clear()
    // Asked about a job that only ended because of another one, it is the other one that is retried.
    expect(transaction(queue.db, (tx) => retryJobs(tx, [ids.third]))).toEqual({ retried: 3, refused: [] })
    await queue.settle()
    expect(ran).toEqual([1, 2, 2, 3, 4])
    expect(statuses()).toEqual(['completed', 'completed', 'completed', 'completed'])
    expect(queue.rows("SELECT count FROM job_totals WHERE status IN ('failed', 'cancelled')")).toEqual([
      { count: 0 },
      { count: 0 },
    ])
  })

  it('does not hold back again what has gone on after a failed step, when that step is retried', async () => {
    queue = createTestQueue({ ...registry, embed: testDefinition<'embed'>(async () => completed({ items: 0, failedItems: 0 })) })
    const insights = { kind: 'job_kind', jobKind: 'insight' } as const
    const embeddings = { kind: 'job_kind', jobKind: 'embed' } as const
    broken.add(1)
    transaction(queue.db, (tx) => {
      pauseJobs(tx, embeddings)
      enqueueFlow(tx, { first: step(1), goesOn: { kind: 'embed', payload: { accountId: 'a' }, after: { first: 'continue' } } })
    })
    await queue.settle()
    transaction(queue.db, (tx) => {
      pauseJobs(tx, insights)
      retryJobs(tx, [1])
      resumeJobs(tx, embeddings)
    })
    await queue.settle()
    expect(statuses()).toEqual(['queued', 'completed'])
  })

  it('stays down when another job that it needs has failed as well', async () => {
    queue = createTestQueue(registry)
    broken.add(1)
    broken.add(2)
    transaction(queue.db, (tx) => enqueueFlow(tx, { a: step(1), b: step(2), c: { ...step(3), after: { a: 'fail', b: 'fail' } } }))
    await queue.settle()
    broken.clear()
    transaction(queue.db, (tx) => retryJobs(tx, [1]))
    await queue.settle()
    expect(statuses()).toEqual(['completed', 'failed', 'failed'])
    transaction(queue.db, (tx) => retryJobs(tx, [2]))
    await queue.settle()
    expect(statuses()).toEqual(['completed', 'completed', 'completed'])
  })

  it('is cancelled as a whole with its first job, running ones included', async () => {
    queue = createTestQueue({
      embed: testDefinition<'embed'>(async (_job, context) => {
        for (;;) await context.yield()
      }),
      ...registry,
    })
    const ids = transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: { kind: 'embed', payload: { accountId: 'a' } },
        second: { ...step(2), after: { first: 'continue' } },
        third: { ...step(3), after: { second: 'fail' } },
      }),
    )
    queue.runner.start()
    await new Promise<void>((resolve) => queue.events.on('job.started', () => resolve()))
    expect(transaction(queue.db, (tx) => cancelJobs(tx, [ids.first]))).toEqual({ cancelled: 2 + 1, refused: [] })
    await queue.runner.runUntilIdle()
    expect(statuses()).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(ran).toEqual([])
  })

  it.each([
    ['its first job', 'first'],
    ['a later one', 'third'],
  ] as const)('comes back as a whole when it was cancelled as one and %s is retried', async (_which, retried) => {
    let isCancelled = false
    queue = createTestQueue({
      embed: testDefinition<'embed'>(async (_job, context) => {
        for (;;) {
          if (isCancelled) return completed({ items: 0, failedItems: 0 })
          await context.yield()
        }
      }),
      ...registry,
    })
    const working = { kind: 'embed', payload: { accountId: 'a' } } as const
    const ids = transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: working,
        beside: working,
        second: { ...step(2), after: { first: 'fail' } },
        third: { ...step(3), after: { second: 'fail', beside: 'fail' } },
      }),
    )
    queue.runner.start()
    await new Promise<void>((resolve) => queue.events.on('job.started', ({ jobId }) => jobId === ids.beside && resolve()))
    transaction(queue.db, (tx) => cancelJobs(tx, [ids.first]))
    await queue.settleRunning()
    expect(queue.rows('SELECT DISTINCT status, error FROM jobs')).toEqual([{ status: 'cancelled', error: 'Cancelled.' }])
    isCancelled = true
    expect(transaction(queue.db, (tx) => retryJobs(tx, [ids[retried]]))).toEqual({ retried: 4, refused: [] })
    await queue.settleRunning()
    expect(statuses()).toEqual(['completed', 'completed', 'completed', 'completed'])
    expect(ran).toEqual([2, 3])
  })

  it('leaves alone what still runs when it was cancelled as a whole and is retried', async () => {
    let started = 0
    let end: () => void = () => undefined
    queue = createTestQueue({
      embed: testDefinition<'embed'>(() => {
        started += 1
        return new Promise((resolve) => (end = () => resolve(completed({ items: 0, failedItems: 0 }))))
      }),
      ...registry,
    })
    broken.add(1)
    const ids = transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: step(1),
        deaf: { kind: 'embed', payload: { accountId: 'a' }, after: { first: 'continue' } },
        last: { ...step(3), after: { deaf: 'fail' } },
      }),
    )
    queue.runner.start()
    await new Promise<void>((resolve) => queue.events.on('job.started', ({ jobId }) => jobId === ids.deaf && resolve()))
    transaction(queue.db, (tx) => cancelJobs(tx, [ids.first]))
    broken.clear()
    expect(transaction(queue.db, (tx) => retryJobs(tx, [ids.first]))).toEqual({ retried: 2, refused: [] })
    expect(statuses()).toEqual(['queued', 'processing', 'queued'])
    end()
    await queue.settleRunning()
    expect(statuses()).toEqual(['completed', 'completed', 'completed'])
    expect([started, ran]).toEqual([1, [1, 1, 3]])
  })

  it('goes on when a job that others wait for is removed', async () => {
    queue = createTestQueue(registry)
    transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: { ...step(1), options: { runAtMs: queue.clock.now() + 1_000 } },
        second: { ...step(2), after: { first: 'fail' } },
      }),
    )
    await queue.settle()
    queue.db.sqlite.exec('DELETE FROM jobs WHERE id = 1')
    await queue.restart()
    await queue.settle()
    expect(ran).toEqual([2])
  })

  it('goes on once for each job after a crash in the middle of a chain that fails', async () => {
    queue = createTestQueue(registry)
    transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: step(1),
        second: { ...step(2), after: { first: 'fail' } },
        third: { ...step(3), after: { second: 'fail' } },
      }),
    )
    queue.db.sqlite.exec("UPDATE jobs SET status = 'failed', ready_rank = NULL, finished_at = 1 WHERE id = 1")
    await queue.settle()
    expect(statuses()).toEqual(['failed', 'failed', 'failed'])
    expect(queue.rows("SELECT count FROM job_totals WHERE status = 'failed'")).toEqual([{ count: 2 }])
  })

  it('holds back what waits for a job that failed long ago and for another one: the failed one is not pruned before', async () => {
    queue = createTestQueue(registry)
    broken.add(1)
    const later = { runAtMs: queue.clock.now() + 1_000 }
    transaction(queue.db, (tx) =>
      enqueueFlow(tx, {
        first: step(1),
        second: { ...step(2), options: later },
        third: { ...step(3), after: { first: 'fail', second: 'fail' } },
      }),
    )
    await queue.settle()
    const now = queue.clock.now() + 500
    transaction(queue.db, (tx) => pruneJobs(tx, 0, 10, { completed: now, failed: now, cancelled: now }, now))
    queue.clock.advance(1_000)
    await queue.settle()
    expect([ran, statuses()]).toEqual([
      [1, 2],
      ['failed', 'completed', 'failed'],
    ])
  })

  it('is refused when its jobs wait for each other in a circle', () => {
    queue = createTestQueue(registry)
    const circle = (): unknown =>
      transaction(queue.db, (tx) =>
        enqueueFlow(tx, { a: { ...step(1), after: { b: 'fail' } }, b: { ...step(2), after: { a: 'fail' } } }),
      )
    expect(circle).toThrow('wait for each other')
    expect(queue.rows('SELECT id FROM jobs')).toEqual([])
  })
})
