import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { transaction } from '../db/database.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { enqueue } from './enqueue.ts'
import { createKillableProgram, type KillableProgram } from './testing/killable-program.ts'
import { poisonRegistry } from './testing/poison-child.ts'
import { bindQueue } from './queue-binding.ts'
import { hasGotOn } from './runner/suspicion.ts'
import { createTestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'

const counted = { items: 0, failedItems: 0 }

describe('a job that kills the program', () => {
  let program: KillableProgram
  beforeEach(() => {
    program = createKillableProgram(new URL('testing/poison-child.ts', import.meta.url))
  })
  afterEach(() => program.dispose())

  it('is found and parked, and what ran beside it each time is done', async () => {
    program.withDatabase((db) => {
      db.sqlite.exec('CREATE TABLE starts (account TEXT NOT NULL, beside INTEGER NOT NULL)')
      bindQueue(db, poisonRegistry, systemClock)
      transaction(db, (tx) => {
        for (const accountId of ['a', 'b', 'c', 'd']) enqueue(tx, 'embed', { accountId })
      })
    })
    const ends: unknown[] = []
    for (let starts = 0; starts < 6 && ends.at(-1) !== 'ended'; starts += 1) {
      const [code, signal] = await once(program.start(), 'exit')
      ends.push(code === 0 ? 'ended' : signal)
    }
    program.withDatabase((db) => {
      const rows = (sql: string): unknown[] => db.sqlite.prepare(sql).all()
      const together = ['a', 'b', 'c', 'd'].map((account) => ({ account, beside: 3 }))
      const alone = ['a', 'b', 'c', 'd'].map((account) => ({ account, beside: 0 }))
      expect(ends).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL', 'ended'])
      expect(rows('SELECT account, beside FROM starts ORDER BY rowid')).toEqual([...together, ...together, ...alone])
      expect(rows('SELECT account_id AS account, status, attempt, error FROM jobs ORDER BY id')).toEqual([
        { account: 'a', status: 'completed', attempt: 1, error: null },
        { account: 'b', status: 'failed', attempt: 1, error: 'OmniCRM has ended 3 times while this job ran.' },
        { account: 'c', status: 'completed', attempt: 1, error: null },
        { account: 'd', status: 'completed', attempt: 1, error: null },
      ])
      expect(listAlerts(db).map(({ kind, jobId }) => [kind, jobId])).toEqual([['poison_job', 2]])
    })
  })
})

describe('getting on', () => {
  const at = (checkpoint: unknown, done: number, total: number | null) => ({
    checkpoint,
    progress: { done, total, what: 'items' },
  })

  it('is another checkpoint, more done, or less left than when the program died', () => {
    expect(hasGotOn(at({ page: 1 }, 0, null), { checkpoint: { page: 2 } })).toBe(true)
    expect(hasGotOn(at(null, 40, 100), at(undefined, 41, 100))).toBe(true)
    expect(hasGotOn(at(null, 40, 100), at(undefined, 8, 60))).toBe(true)
    expect(hasGotOn({ checkpoint: null, progress: null }, at(undefined, 1, null))).toBe(true)
  })

  it('is not a batch that writes nothing, or the same once more', () => {
    expect(hasGotOn(at(null, 0, null), {})).toBe(false)
    expect(hasGotOn(at({ page: 1, rest: null }, 0, null), { checkpoint: { rest: null, page: 1 } })).toBe(false)
    expect(hasGotOn(at(null, 40, 100), at(undefined, 40, 100))).toBe(false)
    expect(hasGotOn(at(null, 40, 100), at(undefined, 8, 100))).toBe(false)
    expect(hasGotOn({ checkpoint: null, progress: null }, at(undefined, 0, 9))).toBe(false)
  })
})

describe('a job that is suspected of killing the program', () => {
  it('waits until nothing runs, runs alone, and is cleared once it gets on', async () => {
    const told: string[] = []
    let goOn = (): void => undefined
    const queue = createTestQueue({
      insight: testDefinition<'insight'>(async ({ payload }, context) => {
        told.push(`${payload.contactId} starts`)
        if (payload.contactId === 1) await new Promise<void>((resolve) => (goOn = resolve))
        if (payload.contactId === 2) {
          await context.yield()
          told.push('2 gets on')
          context.commit({ checkpoint: 'further' }, () => undefined)
          await context.yield()
        }
        told.push(`${payload.contactId} ends`)
        return completed({ insightId: 1 })
      }),
    })
    for (const contactId of [1, 2, 3]) queue.add('insight', { contactId })
    queue.db.sqlite.exec('UPDATE jobs SET deaths = 2 WHERE id = 2')
    const started = new Promise((resolve) => queue.events.on('job.started', resolve))
    queue.runner.start()
    await started
    goOn()
    await queue.settleRunning()
    expect(told).toEqual(['1 starts', '1 ends', '2 starts', '2 gets on', '3 starts', '3 ends', '2 ends'])
    await queue.close()
  })

  it('need not wait for a long job: that one makes room at its next checkpoint, and goes on after it', async () => {
    const told: string[] = []
    const queue = createTestQueue({
      insight: testDefinition<'insight'>(async ({ payload }, context) => {
        told.push(`${payload.contactId} starts at ${String(context.checkpoint)}`)
        if (payload.contactId === 1 && context.checkpoint === null) {
          context.commit({ checkpoint: 'a long way' }, () => undefined)
          for (;;) await context.yield()
        }
        return completed({ insightId: 1 })
      }),
    })
    queue.add('insight', { contactId: 1 })
    const started = new Promise((resolve) => queue.events.on('job.started', resolve))
    queue.runner.start()
    await started
    const suspect = queue.add('insight', { contactId: 2 }, { runAtMs: queue.clock.now() + 1_000 })
    queue.db.sqlite.prepare('UPDATE jobs SET deaths = 2 WHERE id = ?').run(suspect)
    queue.clock.advance(1_000)
    await queue.settleRunning()
    expect(told).toEqual(['1 starts at null', '2 starts at null', '1 starts at a long way'])
    expect(queue.rows('SELECT status, attempt FROM jobs')).toEqual([
      { status: 'completed', attempt: 1 },
      { status: 'completed', attempt: 1 },
    ])
    await queue.close()
  })

  it('is still one after it was broken off by the end of the program', async () => {
    const queue = createTestQueue({ insight: testDefinition<'insight'>(() => new Promise(() => undefined)) })
    queue.add('insight', { contactId: 1 })
    queue.db.sqlite.exec('UPDATE jobs SET deaths = 2')
    const started = new Promise((resolve) => queue.events.on('job.started', resolve))
    queue.runner.start()
    await started
    await queue.runner.stop(0)
    expect(queue.rows('SELECT status, attempt, deaths FROM jobs')).toEqual([{ status: 'queued', attempt: 0, deaths: 2 }])
    await queue.close()
  })

  it('passes that on to the job that takes over from it', async () => {
    const queue = createTestQueue({
      embed: testDefinition<'embed'>(async () => completed(counted), {
        unique: 'while_queued',
        uniqueKey: ({ accountId }) => accountId,
      }),
    })
    queue.add('embed', { accountId: 'a' })
    queue.db.sqlite.exec("UPDATE jobs SET status = 'processing', attempt = 1, started_at = 1, boot_id = 1, deaths = 1")
    queue.add('embed', { accountId: 'a' })
    queue.runner.start()
    expect(queue.rows('SELECT id, status, deaths FROM jobs')).toEqual([
      { id: 1, status: 'cancelled', deaths: 1 },
      { id: 2, status: 'queued', deaths: 2 },
    ])
    await queue.close()
  })
})
