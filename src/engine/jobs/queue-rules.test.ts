// Holds the engine to the rules that no run of it may break, with jobs that take as long as the test wants: whatever happens while they run.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobPriorities } from '../../shared/jobs/vocabulary.ts'
import { type Transaction, transaction } from '../db/database.ts'
import { isPausedBy } from '../db/queries/jobs/job-view.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import type { PauseScope } from '../../shared/ipc/contract.ts'
import { cancelJobs } from './commands/cancel-jobs.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { retryJobs } from './commands/retry-jobs.ts'
import { enqueueDiamond } from './testing/enqueue-diamond.ts'
import { modelBackoff, type Run, snoozeMs } from './testing/queue-model.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import {
  type ClaimedJob,
  completed,
  type FollowUp,
  type JobDefinition,
  type JobRegistry,
  PermanentError,
  type ProcessorContext,
  type RetryLater,
  retryLater,
} from './types.ts'

const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
const kinds = ['insight', 'embed', 'google_gmail_sync', 'google_preview'] as const
const accounts = ['a', 'b', 'c'] as const
const limits = {
  insight: { total: 2, perAccount: 2 },
  embed: { total: 3, perAccount: 1 },
  google_gmail_sync: { total: 2, perAccount: 1 },
  google_preview: { total: 1, perAccount: 1 },
} as const
type Kind = (typeof kinds)[number]

type Step =
  | { do: 'add'; kind: Kind; account: string; delayMs: number; priority: number }
  | { do: 'flow'; policies: ('fail' | 'skip' | 'continue')[] }
  | { do: 'end'; pick: number; run: Run; cancelAfterTicks: number | null }
  | { do: 'cancel' | 'retry'; pick: number }
  | { do: 'pause' | 'resume'; scope: PauseScope }
  | { do: 'advance' | 'jump'; byMs: number }
  | { do: 'restart' | 'crash' }

const pick = fc.nat(50)
const scope = fc.constantFrom<PauseScope>(
  { kind: 'all' },
  { kind: 'job_kind', jobKind: 'insight' },
  { kind: 'account', accountId: 'a' },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      kind: fc.constantFrom(...kinds),
      account: fc.constantFrom(...accounts),
      delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      priority: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('flow' as const),
      policies: fc.array(fc.constantFrom('fail' as const, 'skip' as const, 'continue' as const), { minLength: 4, maxLength: 4 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      pick,
      run: fc.constantFrom<Run>('complete', 'complete', 'throw', 'fail_for_good', 'snooze', 'snooze'),
      cancelAfterTicks: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(5) }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'retry' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), scope }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), byMs: fc.integer({ min: 1, max: 60_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), byMs: fc.integer({ min: -600_000, max: 600_000 }) }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'restart' as const }, { do: 'crash' as const }) },
)

interface Row {
  readonly id: number
  readonly kind: Kind
  readonly accountId: string | null
  readonly bucket: string | null
  readonly lane: string
  readonly status: string
  readonly readyRank: number | null
  readonly runAt: number
  readonly waitsFor: number
  readonly flowId: number | null
}

/** Each fourth job does not hear when it is asked to stop. */
const isDeaf = (id: number): boolean => id % 4 === 0

/** The engine, with a gate in every job that runs. */
class Watched {
  readonly queue: TestQueue
  /** What runs now, as events tell it, with the way to let it end. */
  readonly running = new Map<number, (run: Run) => void>()
  /** First jobs of flows that were cancelled as a whole, and of which nothing was retried since. */
  readonly cancelledFlows = new Set<number>()
  readonly broken: string[] = []

  constructor() {
    const common = { maxAttempts: 3, backoff: modelBackoff }
    const ofAccount = { ...common, uniqueKey: ({ accountId }: { readonly accountId: string }) => accountId }
    const ofGoogle = { ...ofAccount, bucket: () => 'google' }
    const counted = { stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 0 }
    const registry: Partial<JobRegistry> = {
      insight: testDefinition(this.#gated<'insight'>({ insightId: 1 }, [{ kind: 'embed', payload: { accountId: 'a' } }]), {
        ...common,
        concurrency: limits.insight,
      }),
      embed: testDefinition(this.#gated<'embed'>({ items: 0, failedItems: 0 }), {
        ...ofAccount,
        unique: 'while_queued',
        concurrency: limits.embed,
      }),
      google_gmail_sync: testDefinition(this.#gated<'google_gmail_sync'>(counted), {
        ...ofGoogle,
        unique: 'while_unfinished',
        concurrency: limits.google_gmail_sync,
      }),
      google_preview: testDefinition(this.#gated<'google_preview'>({ mails: 0, requests: 0 }), {
        ...ofGoogle,
        unique: 'ever',
        concurrency: limits.google_preview,
      }),
    }
    this.queue = createTestQueue(registry)
    this.queue.db.sqlite.exec('CREATE TABLE effects (job_id INTEGER NOT NULL)')
    const { events } = this.queue
    events.on('job.started', ({ jobId }) => this.#started(jobId))
    events.on('job.finished', ({ jobId }) => this.running.delete(jobId))
    events.on('job.requeued', ({ jobId }) => this.running.delete(jobId))
  }

  rows(where = ''): Row[] {
    return this.queue.rows(
      `SELECT id, kind, account_id AS accountId, bucket, lane, status, ready_rank AS readyRank, run_at AS runAt, waits_for AS waitsFor,
        flow_id AS flowId FROM jobs ${where} ORDER BY id`,
    ) as Row[]
  }

  async apply(step: Step): Promise<void> {
    const { queue } = this
    const write = <Value>(work: (tx: Transaction) => Value): Value => transaction(queue.db, work)
    const all = this.rows()
    const picked = 'pick' in step ? all[step.pick % Math.max(1, all.length)]?.id : undefined
    switch (step.do) {
      case 'add':
        this.#add(step)
        break
      case 'flow':
        write((tx) => enqueueDiamond(tx, step.policies))
        break
      case 'end': {
        const ids = [...this.running.keys()]
        const id = ids[step.pick % Math.max(1, ids.length)]
        if (id === undefined) break
        const gate = this.running.get(id)
        gate?.(step.run)
        if (step.cancelAfterTicks === null) break
        // Somewhere around the turn that writes it.
        for (let tick = 0; tick < step.cancelAfterTicks; tick += 1) await Promise.resolve()
        write((tx) => cancelJobs(tx, [id]))
        await this.rest()
        const [{ status } = { status: 'gone' }] = this.rows(`WHERE id = ${id}`)
        // It may have been claimed anew before; who does not hear of the wish is given up later.
        const isAskedInVain = isDeaf(id) && status === 'processing' && this.running.get(id) !== gate
        assert.ok(isAskedInVain || (status !== 'queued' && status !== 'processing'), `job ${id} was cancelled and is ${status}`)
        break
      }
      case 'cancel':
        if (picked === undefined) break
        write((tx) => cancelJobs(tx, [picked]))
        if (all.some(({ flowId }) => flowId === picked)) this.cancelledFlows.add(picked)
        break
      case 'retry':
        if (picked !== undefined) write((tx) => retryJobs(tx, [picked]))
        this.cancelledFlows.clear()
        break
      case 'pause':
        write((tx) => pauseJobs(tx, step.scope))
        break
      case 'resume':
        write((tx) => resumeJobs(tx, step.scope))
        break
      case 'advance':
        queue.clock.advance(step.byMs)
        break
      case 'jump':
        queue.clock.jumpTo(queue.clock.now() + step.byMs)
        queue.runner.wake()
        break
      case 'restart':
      case 'crash':
        if (step.do === 'restart') await queue.restart()
        else queue.crash()
        this.running.clear()
        queue.runner.start()
        break
    }
    await this.rest()
    this.check()
  }

  /** Lets everything happen that happens without more time passing. */
  async rest(): Promise<void> {
    for (let round = 0; round < 12; round += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  check(): void {
    assert.deepEqual(this.broken, [])
    const rows = this.rows("WHERE status IN ('queued', 'processing')")
    const processing = rows.filter(({ status }) => status === 'processing')
    assert.deepEqual(
      processing.map(({ id }) => id),
      [...this.running.keys()].toSorted((a, b) => a - b),
      'what is said to run does',
    )
    const pauses = listPauses(this.queue.db)
    const now = this.queue.clock.now()
    for (const row of rows) {
      if (row.status !== 'queued' || row.waitsFor > 0) continue
      const { total, perAccount } = limits[row.kind]
      const ofKind = processing.filter(({ kind }) => kind === row.kind)
      const ofAccount = ofKind.filter(({ accountId }) => accountId === row.accountId)
      const isHeld = ofKind.length >= total || (row.accountId !== null && ofAccount.length >= perAccount)
      const isPaused = pauses.some((pause) => isPausedBy(pause, row))
      assert.ok(row.readyRank !== null || row.runAt > now, `job ${row.id} is due and not ready`)
      assert.ok(row.readyRank === null || isHeld || isPaused, `job ${row.id} could run and does not`)
    }
    for (const root of this.cancelledFlows) {
      assert.deepEqual(
        rows.filter(({ flowId, status }) => flowId === root && status === 'queued'),
        [],
        `flow ${root} is cancelled`,
      )
    }
  }

  /** Lets everything that runs complete. */
  completeAll(): void {
    for (const end of this.running.values()) end('complete')
  }

  #add({ kind, account, delayMs, priority }: Extract<Step, { do: 'add' }>): void {
    const options = { priority: jobPriorities[priority] ?? 'low', runAtMs: this.queue.clock.now() + delayMs }
    const ofAccount = { accountId: account, reason: 'person' as const }
    const id =
      kind === 'insight'
        ? this.queue.add('insight', { contactId: 1 }, options)
        : kind === 'embed'
          ? this.queue.add('embed', { accountId: account }, options)
          : this.queue.add(kind, ofAccount, options)
    const [row] = this.rows(`WHERE id = ${id}`)
    // What is asked for now is done after now: by a job that waits, or by one for which it is enough that it runs or has run.
    if (kind === 'insight' || kind === 'embed') assert.equal(row?.status, 'queued')
    if (kind === 'google_gmail_sync') assert.ok(row?.status === 'queued' || row?.status === 'processing')
  }

  #started(id: number): void {
    const [row] = this.rows(`WHERE id = ${id}`)
    if (!row) return void this.broken.push(`job ${id} started and is not there`)
    if (this.running.has(id)) this.broken.push(`job ${id} started while it ran`)
    this.running.set(id, () => undefined)
    const ofKind = this.rows(`WHERE kind = '${row.kind}' AND status = 'processing'`)
    const ofAccount = ofKind.filter(({ accountId }) => accountId === row.accountId)
    const { total, perAccount } = limits[row.kind]
    if (ofKind.length > total || (row.accountId !== null && ofAccount.length > perAccount)) {
      this.broken.push(`job ${id} started beyond the limits of its kind`)
    }
    const pause = listPauses(this.queue.db).find((each) => isPausedBy(each, row))
    if (pause) this.broken.push(`job ${id} started although ${pause.scope} is paused`)
    const passed = this.rows(`WHERE status = 'queued' AND lane = '${row.lane}' AND ready_rank < ${row.readyRank ?? 0}`)
    if (passed.length > 0) this.broken.push(`job ${id} started before job ${passed[0]?.id}, whose turn it was`)
  }

  /** Gets on once, waits for its gate, and ends as it is told. */
  #gated<K extends Kind>(result: unknown, followUps: readonly FollowUp[] = []): JobDefinition<K>['process'] {
    const process = async (job: ClaimedJob<K>, context: ProcessorContext): Promise<unknown> => {
      context.commit({ checkpoint: Number(context.checkpoint ?? 0) + 1 }, () => undefined)
      const run = await new Promise<Run>((resolve, reject) => {
        this.running.set(job.id, resolve)
        if (!isDeaf(job.id)) context.signal.addEventListener('abort', () => reject(context.signal.reason as Error))
      })
      if (run === 'throw') throw new Error('again')
      if (run === 'fail_for_good') throw new PermanentError('never', 'Nothing to be done.')
      const later: RetryLater = retryLater('later', context.clock.now() + snoozeMs)
      const insert = (tx: Transaction): unknown => tx.prepare('INSERT INTO effects (job_id) VALUES (?)').run(job.id)
      return run === 'snooze' ? later : completed(result, followUps, (tx) => void insert(tx))
    }
    return process as JobDefinition<K>['process']
  }
}

describe('no run of the job engine', () => {
  it(
    'runs a job twice at once, beyond its limits, out of its turn or while it is paused, leaves one standing that could run, or loses one',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
          const watched = new Watched()
          const { queue } = watched
          try {
            queue.runner.start()
            for (const each of steps) await watched.apply(each)
            // In the end everything may run, and all of it ends.
            for (const kind of ['all', 'job_kind', 'account'] as const) {
              const scope: PauseScope =
                kind === 'all' ? { kind } : kind === 'account' ? { kind, accountId: 'a' } : { kind, jobKind: 'insight' }
              await watched.apply({ do: 'resume', scope })
            }
            for (let round = 0; round < 200 && watched.rows("WHERE status IN ('queued', 'processing')").length > 0; round += 1) {
              watched.completeAll()
              await watched.apply({ do: 'advance', byMs: 60_000 })
            }
            expect(watched.rows("WHERE status IN ('queued', 'processing')")).toEqual([])
            // Every job that completed has done its work once, and no other has.
            expect(queue.rows('SELECT job_id AS id FROM effects ORDER BY job_id')).toEqual(
              queue.rows("SELECT id FROM jobs WHERE status = 'completed' ORDER BY id"),
            )
          } finally {
            await queue.close()
          }
        }),
        { numRuns: isLong ? 3_000 : 40 },
      )
    },
    isLong ? 3_600_000 : 120_000,
  )
})
