import { afterEach, describe, expect, it, vi } from 'vitest'
import { transaction } from '../../db/database.ts'
import { listMetrics } from '../../db/queries/jobs/list-metrics.ts'
import { cancelJobs } from '../commands/cancel-jobs.ts'
import { createTestQueue, type TestQueue } from '../testing/test-queue.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { completed } from '../types.ts'
import { lookEveryMs, looksBeforeAlarm } from './watchdog.ts'

const hourMs = 3_600_000
let queue: TestQueue
afterEach(() => queue.close())

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
const oneAtATime = { concurrency: { total: 1, perAccount: 1 } }
const silent = (): Promise<never> => new Promise(() => undefined)
/** After so many looks a queue that does not move has stalled: the first one sees what there is. */
const looks = looksBeforeAlarm + 1

/** Lets time pass, minute by minute as it does in life. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    queue.clock.advance(lookEveryMs)
    await turn()
  }
}

const openAlerts = (): unknown[] =>
  queue.rows("SELECT job_id AS jobId FROM alerts WHERE kind = 'stalled_queue' AND closed_at IS NULL")

/** One silent job, and `waiting` more that wait for it. */
async function startSilent({ waiting }: { waiting: number }): Promise<number[]> {
  queue = createTestQueue({ insight: testDefinition<'insight'>(silent, oneAtATime) })
  queue.runner.start()
  const ids = Array.from({ length: waiting + 1 }, (_, contactId) => queue.add('insight', { contactId: contactId + 1 }))
  await turn()
  return ids
}

describe('the watchdog', () => {
  it('a turn that finds the queue stalled still counts what it starts: limits hold', async () => {
    queue = createTestQueue({
      insight: testDefinition<'insight'>(silent, oneAtATime),
      embed: testDefinition<'embed'>(silent, oneAtATime),
    })
    const start = queue.clock.now()
    const stallsAtMs = start + looks * lookEveryMs
    // One insight runs in silence and the other waits for it; when that has lasted too long, both embeddings are due.
    for (const contactId of [1, 2]) queue.add('insight', { contactId })
    for (const accountId of ['a', 'b']) queue.add('embed', { accountId }, { runAtMs: stallsAtMs })
    queue.runner.start()
    await turn()
    await pass(looks)
    expect(queue.rows('SELECT kind, job_id AS jobId, since_at AS sinceMs FROM alerts')).toEqual([
      { kind: 'stalled_queue', jobId: 1, sinceMs: stallsAtMs },
    ])
    expect(queue.rows('SELECT kind, status, started_at AS startedAtMs FROM jobs ORDER BY id')).toEqual([
      { kind: 'insight', status: 'processing', startedAtMs: start },
      { kind: 'insight', status: 'queued', startedAtMs: null },
      { kind: 'embed', status: 'processing', startedAtMs: stallsAtMs },
      { kind: 'embed', status: 'queued', startedAtMs: null },
    ])
  })

  it('says nothing about one job alone that takes its time: nothing waits for it', async () => {
    await startSilent({ waiting: 0 })
    await pass(30)
    expect(openAlerts()).toEqual([])
  })

  it('does not look while the computer is suspended, nor over and over once it is awake', async () => {
    await startSilent({ waiting: 1 })
    await pass(looks - 2)
    queue.runner.suspend()
    queue.clock.jumpTo(queue.clock.now() + 8 * hourMs)
    // Something has the runner take turns: still asleep as far as it was told, because the network is not back.
    queue.runner.wake()
    await turn()
    expect(openAlerts()).toEqual([])
    queue.runner.resume()
    await turn()
    const asked = vi.spyOn(queue.clock, 'now')
    for (let times = 0; times < 20; times += 1) await turn()
    expect(asked).not.toHaveBeenCalled()
    expect(openAlerts()).toEqual([])
    await pass(2)
    expect(openAlerts()).toEqual([{ jobId: 1 }])
  })

  it.each([2 * hourMs, -2 * hourMs])('takes a clock that jumps by %i ms for no stall, and still notices one', async (byMs) => {
    await startSilent({ waiting: 1 })
    await pass(1)
    queue.clock.jumpTo(queue.clock.now() + byMs)
    await pass(2)
    expect(openAlerts()).toEqual([])
    await pass(looks)
    expect(openAlerts()).toEqual([{ jobId: 1 }])
  })

  it('closes its alert when the program was started anew', async () => {
    await startSilent({ waiting: 1 })
    await pass(looks)
    expect(openAlerts()).toEqual([{ jobId: 1 }])
    await queue.restart()
    const closed = queue.collect('alert.closed')
    queue.runner.start()
    await turn()
    expect(openAlerts()).toEqual([])
    expect(closed).toHaveLength(1)
  })

  it('closes its alert when nothing waits any more', async () => {
    const [, waiting = 0] = await startSilent({ waiting: 1 })
    await pass(looks)
    transaction(queue.db, (tx) => cancelJobs(tx, [waiting]))
    await pass(2)
    expect(openAlerts()).toEqual([])
  })
})

it('a job that ends while the computer is suspended has not run for all that time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  queue = createTestQueue({ insight: testDefinition<'insight'>(() => promise.then(() => completed({ insightId: 1 }))) })
  queue.runner.start()
  queue.add('insight', { contactId: 1 })
  await turn()
  queue.clock.advance(10)
  queue.runner.suspend()
  queue.clock.jumpTo(queue.clock.now() + 8 * hourMs)
  resolve()
  await queue.settleRunning()
  const { total } = listMetrics(queue.db, queue.clock.now(), queue.clock.now())
  expect(total.runMs).toEqual({ p50: 2 ** 3.5, p95: 2 ** 3.5, p99: 2 ** 3.5 })
})
