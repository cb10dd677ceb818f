import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transaction } from '../db/database.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { retryJobs } from './commands/retry-jobs.ts'
import { setJobPriority } from './commands/set-job-priority.ts'
import { enqueueDiamond } from './testing/enqueue-diamond.ts'
import { modelBackoff, QueueModel, type Run, snoozeMs } from './testing/queue-model.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed, type JobRegistry, type Outcome, PermanentError, retryLater } from './types.ts'
import { jobPriorities } from '../../shared/jobs/vocabulary.ts'

const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
const maxAttempts = 3
const policies = ['fail', 'skip', 'continue'] as const

type Step =
  | { do: 'add'; script: Run[]; delayMs: number; priority: number }
  | { do: 'add_unique'; account: string; script: Run[]; delayMs: number; priority: number }
  | { do: 'flow'; scripts: Run[][]; policies: (typeof policies)[number][] }
  | { do: 'cancel' | 'retry'; pick: number }
  | { do: 'priority'; pick: number; priority: number }
  | { do: 'pause' | 'resume'; scope: 'all' | 'insight' | 'embed' }
  | { do: 'advance' | 'jump'; byMs: number }
  | { do: 'restart' }

const run = fc.constantFrom<Run>('complete', 'throw', 'fail_for_good', 'snooze')
const script = fc.array(run, { maxLength: 5 })
const priority = fc.integer({ min: 0, max: 3 })
const delayMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000 }))
const scope = fc.constantFrom('all' as const, 'insight' as const, 'embed' as const)
const pick = fc.nat(50)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), script, delayMs, priority }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('add_unique' as const),
      account: fc.constantFrom('a', 'b'),
      script,
      delayMs,
      priority,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('flow' as const),
      scripts: fc.array(script, { minLength: 4, maxLength: 4 }),
      policies: fc.array(fc.constantFrom(...policies), { minLength: 4, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'retry' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('priority' as const), pick, priority }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), scope }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), byMs: fc.integer({ min: 1, max: 60_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump' as const), byMs: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
)

/** The engine, told what each run of each job is to do; and beside it the model, told the same. */
class Both {
  readonly scripts = new Map<number, Run[]>()
  readonly runs = new Map<number, number>()
  readonly queue: TestQueue
  readonly model: QueueModel

  constructor() {
    const process = (jobId: number): Outcome => {
      this.runs.set(jobId, (this.runs.get(jobId) ?? 0) + 1)
      const next = this.scripts.get(jobId)?.shift() ?? 'complete'
      if (next === 'throw') throw new Error('again')
      if (next === 'fail_for_good') throw new PermanentError('never', 'Nothing to be done.')
      return next === 'snooze' ? retryLater('later', this.queue.clock.now() + snoozeMs) : completed({ insightId: 1 })
    }
    const common = { backoff: modelBackoff, maxAttempts, concurrency: { total: 3, perAccount: 1 } }
    const registry: Partial<JobRegistry> = {
      insight: testDefinition<'insight'>(async (job) => process(job.id) as Outcome<'insight'>, common),
      embed: testDefinition<'embed'>(
        async (job) => {
          const outcome = process(job.id)
          return outcome.kind === 'completed' ? completed({ items: 0, failedItems: 0 }) : outcome
        },
        { ...common, unique: 'while_queued', uniqueKey: ({ accountId }) => accountId },
      ),
    }
    this.queue = createTestQueue(registry)
    this.model = new QueueModel(this.queue.clock.now())
  }

  async apply(step: Step): Promise<void> {
    const { queue, model } = this
    const ids = model.jobs.map((job) => job.id)
    const picked = 'pick' in step ? (ids[step.pick % Math.max(1, ids.length)] ?? 1) : 0
    const write = <Value>(work: Parameters<typeof transaction<Value>>[1]): Value => transaction(queue.db, work)
    switch (step.do) {
      case 'add':
      case 'add_unique': {
        const uniqueKey = step.do === 'add_unique' ? step.account : null
        const kind = uniqueKey === null ? 'insight' : 'embed'
        const options = { priority: jobPriorities[step.priority] ?? 'low', runAtMs: queue.clock.now() + step.delayMs }
        const expected = model.add({
          kind,
          uniqueKey,
          script: [...step.script],
          maxAttempts,
          parents: [],
          priority: step.priority,
          delayMs: step.delayMs,
        })
        if (!ids.includes(expected)) this.scripts.set(expected, [...step.script])
        const id =
          uniqueKey === null
            ? queue.add('insight', { contactId: 1 }, options)
            : queue.add('embed', { accountId: uniqueKey }, options)
        assert.equal(id, expected)
        break
      }
      case 'flow': {
        const [first = 'fail', second = 'fail', third = 'fail', fourth = 'fail'] = step.policies
        write((tx) => enqueueDiamond(tx, step.policies))
        const modelIds: number[] = []
        const parentsOf = [
          [],
          [[0, first]],
          [[0, second]],
          [
            [1, third],
            [2, fourth],
          ],
        ] as [number, (typeof policies)[number]][][]
        step.scripts.forEach((each, index) => {
          const parents = (parentsOf[index] ?? []).map(([parent, policy]) => ({ id: modelIds[parent] ?? 0, policy }))
          const id = model.add({
            kind: 'insight',
            uniqueKey: null,
            script: [...each],
            maxAttempts,
            parents,
            priority: 2,
            delayMs: 0,
          })
          this.scripts.set(id, [...each])
          modelIds.push(id)
        })
        break
      }
      case 'cancel': {
        // The first job of a flow takes the flow along; here single jobs are cancelled.
        const isRoot = model.jobs.some((job) => job.parents.some((parent) => parent.id === picked))
        if (isRoot) break
        write((tx) => cancelJobs(tx, [picked]))
        model.cancel(picked)
        break
      }
      case 'retry':
        write((tx) => retryJobs(tx, [picked]))
        model.retry(picked)
        break
      case 'priority': {
        const job = model.jobs.find((each) => each.id === picked)
        if (job?.status === 'queued') job.priority = step.priority
        write((tx) => setJobPriority(tx, [picked], jobPriorities[step.priority] ?? 'low'))
        break
      }
      case 'pause':
      case 'resume': {
        const pauseScope =
          step.scope === 'all' ? ({ kind: 'all' } as const) : ({ kind: 'job_kind', jobKind: step.scope } as const)
        write((tx) => (step.do === 'pause' ? pauseJobs : resumeJobs)(tx, pauseScope))
        if (step.do === 'pause') model.paused.add(step.scope)
        else model.paused.delete(step.scope)
        break
      }
      case 'advance':
        queue.clock.advance(step.byMs)
        break
      case 'jump':
        queue.clock.jumpTo(queue.clock.now() + step.byMs)
        break
      case 'restart':
        await queue.restart()
        break
    }
    await this.compare()
  }

  async compare(): Promise<void> {
    this.model.nowMs = this.queue.clock.now()
    this.model.settle()
    await this.queue.settle()
    const actual = this.queue.rows(
      "SELECT id, status, attempt, CASE status WHEN 'queued' THEN run_at END AS runAtMs FROM jobs ORDER BY id",
    )
    const expected = this.model.jobs.map(({ id, status, attempt, runAtMs }) => ({
      id,
      status,
      attempt,
      runAtMs: status === 'queued' ? runAtMs : null,
    }))
    assert.deepEqual(
      actual.map((row) => normalize(row as JobRow)),
      expected.map(normalize),
    )
    for (const job of this.model.jobs) assert.deepEqual([job.id, this.runs.get(job.id) ?? 0], [job.id, job.runs])
  }
}

interface JobRow {
  id: number
  status: string
  attempt: number
  runAtMs: number | null
}

/** A job that never ran because of another one has no attempts worth comparing, and one that waits has no time of its own yet. */
function normalize(row: JobRow): JobRow {
  return row.status === 'queued' ? { ...row, runAtMs: row.attempt === 0 ? null : row.runAtMs } : { ...row, runAtMs: null }
}

describe('the job engine', () => {
  it(
    'does what the model does, whatever is enqueued, cancelled, retried, paused, restarted, and however the clock jumps',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
          const both = new Both()
          try {
            for (const each of steps) await both.apply(each)
            // In the end everything may run: nothing is stuck.
            for (const scope of ['all', 'insight', 'embed'] as const) await both.apply({ do: 'resume', scope })
            for (let hour = 0; hour < 12; hour += 1) await both.apply({ do: 'advance', byMs: 3_600_000 })
            expect(both.queue.rows("SELECT id FROM jobs WHERE status IN ('queued', 'processing')")).toEqual([])
          } finally {
            await both.queue.close()
          }
        }),
        { numRuns: isLong ? 3_000 : 40 },
      )
    },
    isLong ? 3_600_000 : 120_000,
  )

  it('lets no job starve: a low one runs although urgent ones never stop coming', async () => {
    const ranAfterMs: number[] = []
    const queue = createTestQueue({
      insight: testDefinition<'insight'>(
        async (job) => {
          // Each urgent job leaves another one behind and takes a second: the line of urgent ones is never empty.
          if (job.payload.contactId === 1) ranAfterMs.push(queue.clock.now() - start)
          else if (queue.clock.now() - start < 700_000) queue.add('insight', { contactId: 2 }, { priority: 'urgent' })
          queue.clock.advance(1_000)
          return completed({ insightId: 1 })
        },
        { concurrency: { total: 1, perAccount: 1 } },
      ),
    })
    const start = queue.clock.now()
    queue.add('insight', { contactId: 1 }, { priority: 'low' })
    queue.add('insight', { contactId: 2 }, { priority: 'urgent' })
    queue.add('insight', { contactId: 2 }, { priority: 'urgent' })
    await queue.settle()
    await queue.close()
    expect(ranAfterMs).toHaveLength(1)
    expect(ranAfterMs[0]).toBeGreaterThan(590_000)
    expect(ranAfterMs[0]).toBeLessThan(610_000)
  })
})
