// What a fault of one job, or of the engine's housekeeping, does to everybody else: nothing.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { listAlerts } from '../db/queries/jobs/list-alerts.ts'
import { listSchedules } from '../db/queries/jobs/list-schedules.ts'
import { updateSchedule } from './commands/update-schedule.ts'
import { enqueueFlow } from './enqueue-flow.ts'
import { enqueue } from './enqueue.ts'
import type { ScheduleSource } from './schedules.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobRegistry } from './types.ts'

let queue: TestQueue
afterEach(() => queue.close())

const counted = { items: 0, failedItems: 0 }
const registry: Partial<JobRegistry> = {
  embed: testDefinition<'embed'>(async () => completed(counted), { concurrency: { total: 3, perAccount: 3 } }),
  prune: testDefinition<'prune'>(async () => completed({ removedJobs: 0 })),
}
const states = (): unknown[] => queue.rows('SELECT id, status, error FROM jobs ORDER BY id')
const alerts = (): unknown[] => listAlerts(queue.db).map(({ kind, message }) => [kind, message])
const job = (accountId: string) => ({ kind: 'embed' as const, payload: { accountId } })

describe('a job whose end cannot be written', () => {
  it('fails alone: what ended in the same turn is written', async () => {
    queue = createTestQueue(registry)
    for (const accountId of ['a', 'b', 'c', 'd']) queue.add('embed', { accountId })
    queue.db.sqlite.exec(`
      CREATE TRIGGER fault BEFORE UPDATE OF status ON jobs WHEN OLD.id = 2 AND OLD.status = 'processing' AND NEW.error IS NOT 'no end'
      BEGIN SELECT RAISE(ABORT, 'no end'); END
    `)
    await queue.settle()
    expect(states()).toEqual([
      { id: 1, status: 'completed', error: null },
      { id: 2, status: 'failed', error: 'no end' },
      { id: 3, status: 'completed', error: null },
      { id: 4, status: 'completed', error: null },
    ])
  })

  it('has failed where its flow cannot be moved on; the next start does that', async () => {
    queue = createTestQueue(registry)
    transaction(queue.db, (tx) => enqueueFlow(tx, { first: job('a'), second: { ...job('b'), after: { first: 'fail' } } }))
    queue.add('embed', { accountId: 'c' })
    queue.runner.start()
    queue.db.sqlite.exec(`
      CREATE TRIGGER fault BEFORE UPDATE OF waits_for ON jobs WHEN OLD.id = 2 BEGIN SELECT RAISE(ABORT, 'no way on'); END
    `)
    await queue.settleRunning()
    expect(states()).toEqual([
      { id: 1, status: 'failed', error: 'no way on' },
      { id: 2, status: 'queued', error: null },
      { id: 3, status: 'completed', error: null },
    ])
    queue.db.sqlite.exec('DROP TRIGGER fault')
    await queue.restart()
    await queue.settle()
    expect(states()[1]).toEqual({ id: 2, status: 'failed', error: 'Job 1, which this one needs, did not complete.' })
  })
})

describe('a slow batch of which nobody can be told', () => {
  it('is stored all the same, and its job goes on', async () => {
    queue = createTestQueue({
      embed: testDefinition<'embed'>(
        async (_job, context) => {
          context.commit({ checkpoint: 'stored' }, () => {
            for (const began = performance.now(); performance.now() - began < 520;);
          })
          return completed(counted)
        },
        { maxAttempts: 1 },
      ),
    })
    queue.db.sqlite.exec("CREATE TRIGGER fault BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'no alert'); END")
    queue.add('embed', { accountId: 'a' })
    await queue.settle()
    expect(queue.rows('SELECT status, checkpoint FROM jobs')).toEqual([{ status: 'completed', checkpoint: '"stored"' }])
  })
})

describe('housekeeping that fails', () => {
  it('holds up no job, and says so once', async () => {
    queue = createTestQueue(registry)
    queue.db.sqlite.exec("CREATE TRIGGER fault BEFORE INSERT ON job_metrics BEGIN SELECT RAISE(ABORT, 'no figures'); END")
    for (let round = 0; round < 3; round += 1) {
      queue.add('embed', { accountId: 'a' })
      await queue.settle()
      queue.clock.advance(1_000)
      await queue.settle()
    }
    expect(queue.rows('SELECT DISTINCT status, attempt FROM jobs')).toEqual([{ status: 'completed', attempt: 1 }])
    expect(alerts()).toEqual([['housekeeping', 'Figures of how jobs went could not be kept (no figures).']])
  })

  it('is not what a disk brings about of which nobody can tell how full it is', async () => {
    queue = createTestQueue(registry)
    queue.add('embed', { accountId: 'a' })
    rmSync(path.dirname(queue.db.path), { recursive: true })
    await queue.settle()
    expect([states(), alerts()]).toEqual([[{ id: 1, status: 'completed', error: null }], []])
  })
})

describe('a schedule that cannot be read any more', () => {
  const schedules: ScheduleSource = {
    defaults: [
      { id: 'broken', kind: 'prune', title: 'Broken', expression: '0 * * * *', jitterMs: 0 },
      { id: 'prune', kind: 'prune', title: 'Prune', expression: '0 * * * *', jitterMs: 0 },
    ],
    start: (tx, kind) => (kind === 'prune' ? [enqueue(tx, 'prune', {})] : []),
  }
  const spoil = (): unknown => queue.db.sqlite.exec("UPDATE schedules SET expression = 'now and then' WHERE id = 'broken'")
  const open = (): unknown[] => listSchedules(queue.db).map(({ id, isEnabled }) => [id, isEnabled])

  it.each([
    ['when it is due', false],
    ['at the start', true],
  ])('%s is switched off with an alert, and holds up nobody', async (_when, isAtStart) => {
    queue = createTestQueue(registry, { schedules })
    await queue.settle()
    spoil()
    if (isAtStart) await queue.restart()
    queue.clock.advance(3_600_000)
    queue.add('embed', { accountId: 'a' })
    await queue.settle()
    expect(queue.rows('SELECT kind, status FROM jobs ORDER BY kind')).toEqual([
      { kind: 'embed', status: 'completed' },
      { kind: 'prune', status: 'completed' },
    ])
    expect(open()).toEqual([
      ['broken', false],
      ['prune', true],
    ])
    expect(alerts()).toEqual([['unreadable_schedule', expect.stringContaining('“Broken” runs no more by itself.')]])
    transaction(queue.db, (tx) => updateSchedule(tx, { id: 'broken', expression: '0 5 * * *', isEnabled: true }))
    expect(alerts()).toEqual([])
  })
})
