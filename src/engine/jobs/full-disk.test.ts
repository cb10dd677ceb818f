// What a full disk does to jobs: they wait, they say so, and they go on by themselves when there is room.
import { afterEach, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'

let queue: TestQueue
afterEach(() => queue.close())

const big = 'x'.repeat(2_000_000)
const pages = (pragma: string): number => Number(queue.db.sqlite.pragma(pragma, { simple: true }))
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

it('a job that finds no room waits without using up an attempt, others go on, and with room it completes', async () => {
  let isAnother = false
  queue = createTestQueue({
    embed: testDefinition<'embed'>(
      async (_job, context) => {
        context.commit({}, (tx) => tx.prepare("INSERT INTO settings VALUES ('big', ?, 0)").run(big))
        return completed({ items: 1, failedItems: 0 })
      },
      { maxAttempts: 1 },
    ),
    insight: testDefinition<'insight'>(async () => {
      isAnother = true
      return completed({ insightId: 1 })
    }),
  })
  // As if the disk had room for a few pages more, but not for two megabytes.
  queue.db.sqlite.pragma(`max_page_count = ${pages('page_count') + 40}`)
  queue.add('embed', { accountId: 'a' })
  await queue.settle()
  queue.clock.advance(10_000)
  await queue.settleRunning()
  queue.add('insight', { contactId: 1 })
  await queue.settleRunning()
  const jobs = 'SELECT kind, status, attempt, error, hint FROM jobs ORDER BY id'
  expect([isAnother, queue.rows(jobs)]).toEqual([
    true,
    [
      {
        kind: 'embed',
        status: 'queued',
        attempt: 0,
        error: 'The disk is full.',
        hint: 'Free some space; the work goes on by itself.',
      },
      { kind: 'insight', status: 'completed', attempt: 1, error: null, hint: null },
    ],
  ])
  expect(queue.rows('SELECT outcome, reason FROM job_attempts')).toEqual([
    { outcome: 'snoozed', reason: 'The disk is full.' },
    { outcome: 'snoozed', reason: 'The disk is full.' },
  ])

  queue.db.sqlite.pragma('max_page_count = 1000000')
  queue.clock.advance(10_000)
  await queue.settleRunning()
  expect(queue.rows("SELECT status, attempt FROM jobs WHERE kind = 'embed'")).toEqual([{ status: 'completed', attempt: 1 }])
  expect(queue.rows("SELECT length(value) AS length FROM settings WHERE key = 'big'")).toEqual([{ length: big.length }])
})

it('a full disk that a job meets outside of its batches, as a backup does, uses up no attempt either', async () => {
  let isFull = true
  queue = createTestQueue({
    backup: testDefinition<'backup'>(
      async () => {
        if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        return completed({ path: '/backup', bytes: 1 })
      },
      { maxAttempts: 1 },
    ),
  })
  queue.add('backup', {})
  await queue.settle()
  expect(queue.rows('SELECT status, attempt, error FROM jobs')).toEqual([
    { status: 'queued', attempt: 0, error: 'The disk is full.' },
  ])
  isFull = false
  queue.clock.advance(10_000)
  await queue.settleRunning()
  expect(queue.rows('SELECT status, attempt, error FROM jobs')).toEqual([{ status: 'completed', attempt: 1, error: null }])
})

it('a result that finds no room is told once and written as soon as there is some, without doing the work again', async () => {
  let runs = 0
  queue = createTestQueue({
    embed: testDefinition<'embed'>(async () => {
      runs += 1
      // Not one page more: the end of the job cannot be written.
      queue.db.sqlite.pragma(`max_page_count = ${pages('page_count')}`)
      return completed({ items: 1, failedItems: 0 }, [], (tx) => tx.prepare("INSERT INTO settings VALUES ('big', ?, 0)").run(big))
    }),
  })
  const told = queue.collect('engine.write_failed')
  const recovered = queue.collect('engine.write_recovered')
  queue.add('embed', { accountId: 'a' })
  queue.runner.start()
  await new Promise<void>((resolve) => queue.events.on('engine.write_failed', () => resolve()))
  for (let second = 0; second < 5; second++) {
    queue.clock.advance(1_000)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(told).toEqual([{ message: 'The disk is full.', hint: 'Free some space; the work goes on by itself.' }])
  expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'processing' }])

  expect(recovered).toEqual([])
  queue.db.sqlite.pragma('max_page_count = 1000000')
  queue.clock.advance(1_000)
  await queue.settleRunning()
  expect(recovered).toHaveLength(1)
  expect([runs, queue.rows('SELECT status, attempt FROM jobs')]).toEqual([1, [{ status: 'completed', attempt: 1 }]])
})

it('a cancelled job that is given up, and ends after all before that could be written, is settled once', async () => {
  let endEmbed = (): void => undefined
  queue = createTestQueue({
    embed: testDefinition<'embed'>(async () => {
      await new Promise<void>((resolve) => (endEmbed = resolve))
      return completed({ items: 1, failedItems: 0 })
    }),
    insight: testDefinition<'insight'>(async () => {
      queue.db.sqlite.pragma(`max_page_count = ${pages('page_count')}`)
      return completed({ insightId: 1 }, [], (tx) => tx.prepare("INSERT INTO settings VALUES ('big', ?, 0)").run(big))
    }),
  })
  const finished = queue.collect('job.finished')
  const started = new Promise((resolve) => queue.events.on('job.started', resolve))
  const embedId = queue.add('embed', { accountId: 'a' })
  queue.runner.start()
  await started
  transaction(queue.db, (tx) => cancelJobs(tx, [embedId]))
  // From here on one result finds no room, and what is written in the same turn waits with it.
  const fails = new Promise((resolve) => queue.events.on('engine.write_failed', resolve))
  queue.add('insight', { contactId: 1 })
  await fails
  queue.clock.advance(10_000)
  await turn()
  endEmbed()
  await turn()
  const jobs = 'SELECT kind, status FROM jobs ORDER BY id'
  expect(queue.rows(jobs)).toEqual([
    { kind: 'embed', status: 'processing' },
    { kind: 'insight', status: 'processing' },
  ])

  queue.db.sqlite.pragma('max_page_count = 1000000')
  queue.clock.advance(1_000)
  await queue.settleRunning()
  expect(queue.rows(jobs)).toEqual([
    { kind: 'embed', status: 'cancelled' },
    { kind: 'insight', status: 'completed' },
  ])
  expect(finished.map(({ kind, status }) => ({ kind, status }))).toEqual([
    { kind: 'insight', status: 'completed' },
    { kind: 'embed', status: 'cancelled' },
  ])
})

it('a disk that is full as the program ends keeps nobody from quitting, and nothing is lost', async () => {
  queue = createTestQueue({ embed: testDefinition<'embed'>(() => new Promise(() => undefined)) })
  queue.add('embed', { accountId: 'a' })
  const started = new Promise((resolve) => queue.events.on('job.started', resolve))
  queue.runner.start()
  await started
  queue.db.sqlite.pragma('query_only = ON')
  await queue.restart()
  expect(queue.rows('SELECT status FROM jobs')).toEqual([{ status: 'processing' }])
  queue.db.sqlite.pragma('query_only = OFF')
  queue.runner.start()
  expect(queue.rows('SELECT outcome FROM job_attempts')).toEqual([{ outcome: 'interrupted' }])
})

it('a disk that is full when everything is done harms nobody who waits for that', async () => {
  queue = createTestQueue({
    embed: testDefinition<'embed'>(async () => completed({ items: 1, failedItems: 0 })),
  })
  queue.add('embed', { accountId: 'a' })
  queue.events.on('job.finished', () => queue.db.sqlite.pragma('query_only = ON'))
  await queue.settle()
  expect(queue.rows('SELECT count(*) AS minutes FROM job_metrics')).toEqual([{ minutes: 0 }])
  queue.db.sqlite.pragma('query_only = OFF')
  queue.clock.advance(1_000)
  await queue.settleRunning()
  expect(queue.rows('SELECT sum(completed) AS completed FROM job_metrics')).toEqual([{ completed: 1 }])
})
