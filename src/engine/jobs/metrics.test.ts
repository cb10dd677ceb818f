import { afterEach, describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { addJobMetrics } from '../db/queries/jobs/add-job-metrics.ts'
import { getJobOverview } from '../db/queries/jobs/get-job-overview.ts'
import { binOf, type Histogram } from '../db/queries/jobs/histogram.ts'
import { listMetrics } from '../db/queries/jobs/list-metrics.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'

const minuteMs = 60_000
let queue: TestQueue
afterEach(() => queue.close())

const registry = {
  insight: testDefinition<'insight'>(async () => completed({ insightId: 1 })),
  embed: testDefinition<'embed'>(async () => completed({ items: 0, failedItems: 0 })),
}

const histogram = (...durationsMs: number[]): Histogram => {
  const bins: Histogram = {}
  for (const durationMs of durationsMs) bins[binOf(durationMs)] = (bins[binOf(durationMs)] ?? 0) + 1
  return bins
}

/** Keeps that jobs of a kind ended in a minute, with these run times. */
function keep(minuteAt: number, kind: string, runsMs: number[], failed = 0): void {
  const cell = { minuteAt, kind, completed: runsMs.length - failed, failed, wait: histogram(0), run: histogram(...runsMs) }
  transaction(queue.db, (tx) => addJobMetrics(tx, cell))
}

describe('the figures', () => {
  it('have a point for every minute, also where nothing ended, and add histograms up over minutes and kinds', () => {
    queue = createTestQueue(registry)
    const start = queue.clock.now()
    keep(
      start,
      'insight',
      Array.from({ length: 98 }, () => 3),
    )
    keep(start + 3 * minuteMs, 'insight', [3, 1_000], 1)
    keep(
      start + 3 * minuteMs,
      'embed',
      Array.from({ length: 100 }, () => 100),
    )
    const report = listMetrics(queue.db, start, start + 4 * minuteMs)
    const nothing = { completed: 0, failed: 0, waitMs: null, runMs: null }
    const [embed, insight] = report.kinds
    expect(insight).toMatchObject({ kind: 'insight', completed: 99, failed: 1, throughputPerMinute: 25, successRate: 0.99 })
    // The upper edges of the bins of 3 ms and of one second.
    expect(insight?.runMs).toEqual({ p50: 4, p95: 4, p99: 4 })
    expect(insight?.points).toEqual([
      { atMs: start, completed: 98, failed: 0, waitMs: { p50: 0, p95: 0, p99: 0 }, runMs: { p50: 4, p95: 4, p99: 4 } },
      { atMs: start + minuteMs, ...nothing },
      { atMs: start + 2 * minuteMs, ...nothing },
      {
        atMs: start + 3 * minuteMs,
        completed: 1,
        failed: 1,
        waitMs: { p50: 0, p95: 0, p99: 0 },
        runMs: { p50: 4, p95: 1024, p99: 1024 },
      },
      { atMs: start + 4 * minuteMs, ...nothing },
    ])
    expect(embed?.points.map((point) => point.completed)).toEqual([0, 0, 0, 100, 0])
    // One more than half of all jobs ran for 100 ms: a median of the two kinds' medians would be something else.
    expect(report.total).toMatchObject({ completed: 199, failed: 1, throughputPerMinute: 50, successRate: 0.995 })
    expect(report.total.runMs).toEqual({ p50: 2 ** 7, p95: 2 ** 7, p99: 2 ** 7 })
  })

  it('have wider points for longer periods, and none of minutes that are yet to come', () => {
    queue = createTestQueue(registry)
    const start = queue.clock.now()
    const dayMs = 24 * 60 * minuteMs
    keep(start + dayMs, 'embed', [1])
    keep(start + dayMs + minuteMs, 'embed', [1])
    const report = listMetrics(queue.db, start, start + dayMs)
    expect(report.bucketMs).toBe(12 * minuteMs)
    expect(report.total.points).toHaveLength(121)
    expect(report.total.points.at(-1)).toMatchObject({ atMs: start + dayMs, completed: 1 })
    expect(report.total.completed).toBe(1)
  })

  it('tell the age of the oldest ready job, whoever is first in line', async () => {
    queue = createTestQueue(registry)
    queue.add('insight', { contactId: 1 }, { priority: 'low' })
    queue.clock.advance(2 * minuteMs)
    queue.add('embed', { accountId: 'a' })
    queue.clock.advance(7 * minuteMs)
    queue.add('insight', { contactId: 2 }, { priority: 'urgent' })
    const now = queue.clock.now()
    const ages = (): unknown => {
      const { total, kinds } = listMetrics(queue.db, now, now)
      return [total.oldestReadyAgeMs, ...kinds.map(({ kind, oldestReadyAgeMs }) => [kind, oldestReadyAgeMs])]
    }
    expect(ages()).toEqual([9 * minuteMs, ['embed', 7 * minuteMs], ['insight', 9 * minuteMs]])
    expect(getJobOverview(queue.db, now)).toMatchObject({ readyCount: 3, oldestReadyAgeMs: 9 * minuteMs })
    transaction(queue.db, (tx) => pauseJobs(tx, { kind: 'job_kind', jobKind: 'insight' }))
    expect(ages()).toEqual([7 * minuteMs, ['embed', 7 * minuteMs]])
    await queue.settle()
    expect(ages()).toEqual([null, ['embed', null]])
  })

  it('count as waiting neither what a person has held back nor, twice, what the computer has slept meanwhile', async () => {
    queue = createTestQueue(registry)
    await queue.settle()
    const write = (work: Parameters<typeof transaction<unknown>>[1]): unknown => transaction(queue.db, work)
    write((tx) => pauseJobs(tx, { kind: 'job_kind', jobKind: 'embed' }))
    for (const accountId of ['a', 'b']) queue.add('embed', { accountId })
    queue.clock.advance(5)
    write((tx) => pauseJobs(tx, { kind: 'all' }))
    await queue.settle()
    queue.clock.advance(minuteMs)
    queue.runner.suspend()
    queue.clock.advance(minuteMs)
    queue.runner.resume()
    // The pauses outlive the program; when they began is known.
    await queue.restart()
    await queue.settle()
    write((tx) => resumeJobs(tx, { kind: 'all' }))
    queue.clock.advance(minuteMs)
    write((tx) => resumeJobs(tx, { kind: 'job_kind', jobKind: 'embed' }))
    await queue.settle()
    const { total } = listMetrics(queue.db, queue.clock.now() - 10 * minuteMs, queue.clock.now())
    expect([total.completed, total.waitMs]).toEqual([2, { p50: 0, p95: 0, p99: 0 }])
  })
})
