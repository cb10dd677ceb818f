// Ours, as the app runs it: the real table with all its indexes, validation, metrics, progress, events and listeners.
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { systemClock } from '../../src/engine/clock.ts'
import { type Database, transaction } from '../../src/engine/db/database.ts'
import { databasePathIn, openDatabase } from '../../src/engine/db/open.ts'
import { enqueue } from '../../src/engine/jobs/enqueue.ts'
import { createJobEvents, type JobEventHub } from '../../src/engine/jobs/events.ts'
import { bindQueue } from '../../src/engine/jobs/queue-binding.ts'
import { createRunner, type Runner, type RunnerOptions } from '../../src/engine/jobs/runner.ts'
import { completed, type JobDefinition, type JobRegistry } from '../../src/engine/jobs/types.ts'
import type { Clock } from '../../src/engine/clock.ts'
import { silentLogger } from '../../src/engine/logger.ts'
import { quantile } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'
import { perSecond } from './bare.ts'

/** How jobs of the benchmark are kept apart: `plain` ones by nothing, `keyed` ones by a unique key each, and in the bucket of one provider. */
type Keeping = 'plain' | 'keyed'

/** A kind whose jobs do nothing but tell their progress, `atOnce` of them at a time. */
export function noopRegistry(
  atOnce: number,
  onStart: () => void = () => undefined,
  keeping: Keeping = 'plain',
): Partial<JobRegistry> {
  const insight: JobDefinition<'insight'> = {
    process: async (job, context) => {
      onStart()
      context.progress(1, 1, 'people')
      return completed({ insightId: job.payload.contactId })
    },
    priority: 'medium',
    maxAttempts: 5,
    backoff: { baseMs: 1_000, maxMs: 60_000 },
    unique: keeping === 'keyed' ? 'while_unfinished' : 'none',
    uniqueKey: ({ contactId }) => String(contactId),
    concurrency: { total: atOnce, perAccount: atOnce },
    bucket: () => (keeping === 'keyed' ? 'provider' : null),
  }
  return { insight }
}

/** Events with a listener for each name that the app listens to. */
function listenedEvents(): JobEventHub {
  const events = createJobEvents(silentLogger)
  let heard = 0
  for (const name of ['job.started', 'job.progress', 'job.finished', 'job.requeued', 'queue.changed', 'queue.idle'] as const) {
    events.on(name, () => (heard += 1))
  }
  return events
}

function startRunner(
  db: Database,
  registry: Partial<JobRegistry>,
  options: Partial<Pick<RunnerOptions, 'clock' | 'keepsFigures'>> = {},
): Runner {
  const runner = createRunner({
    db,
    registry,
    clock: systemClock,
    logger: silentLogger,
    bootId: `bench ${Math.random()}`,
    events: listenedEvents(),
    ...options,
  })
  runner.start()
  return runner
}

function addInBulk(db: Database, jobs: number): number {
  const beganAt = performance.now()
  transaction(db, (tx) => {
    for (let index = 0; index < jobs; index += 1) enqueue(tx, 'insight', { contactId: index + 1 })
  })
  return perSecond(jobs, beganAt)
}

async function processAll(db: Database, registry: Partial<JobRegistry>, jobs: number, keepsFigures: boolean): Promise<number> {
  const beganAt = performance.now()
  const runner = startRunner(db, registry, { keepsFigures })
  const { completed } = await runner.runUntilIdle()
  const figure = perSecond(jobs, beganAt)
  await runner.stop()
  if (completed !== jobs) throw new Error(`ours ran ${completed} jobs of ${jobs}`)
  return figure
}

/** Enqueues one by one and in bulk. Figures are jobs a second. */
export function runOursEnqueue(singles: number, jobs: number): Promise<Record<string, number>> {
  return inTempFolder((folder) => {
    const db = openDatabase(databasePathIn(folder))
    bindQueue(db, noopRegistry(1), systemClock)
    const beganAt = performance.now()
    for (let index = 0; index < singles; index += 1) transaction(db, (tx) => enqueue(tx, 'insight', { contactId: index + 1 }))
    const enqueueOurs = perSecond(singles, beganAt)
    db.sqlite.exec('DELETE FROM jobs')
    const bulkEnqueueOurs = addInBulk(db, jobs)
    db.close()
    return { enqueueOurs, bulkEnqueueOurs }
  })
}

/** Processes `atOnce` plain jobs at a time, with metrics unless told otherwise. The figure is jobs a second, told under `name`. */
export function runOursProcess(
  name: string,
  jobs: number,
  atOnce: number,
  { keepsFigures = true, keeping = 'plain' }: { readonly keepsFigures?: boolean; readonly keeping?: Keeping } = {},
): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
    const db = openDatabase(databasePathIn(folder))
    const registry = noopRegistry(atOnce, undefined, keeping)
    bindQueue(db, registry, systemClock)
    addInBulk(db, jobs)
    const figure = await processAll(db, registry, jobs, keepsFigures)
    db.close()
    return { [name]: figure }
  })
}

/** Makes a database with so many ended and queued jobs, once; rounds work on copies of it. */
export function fillTable(folder: string, finished: number, queued: number): string {
  const file = path.join(folder, `filled-${finished}-${queued}.db`)
  const db = openDatabase(file)
  bindQueue(db, noopRegistry(1), systemClock)
  const now = Date.now()
  const insert = db.sqlite.prepare(`
    INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, attempt, created_at, started_at, finished_at, payload, result)
    VALUES ('insight', 'completed', 2, 'insight||', ?, 5, 1, ?, ?, ?, ?, ?)
  `)
  db.sqlite.transaction(() => {
    for (let index = 0; index < finished; index += 1) {
      const at = now - (finished - index)
      insert.run(at, at, at, at, JSON.stringify({ contactId: index + 1 }), JSON.stringify({ insightId: index + 1 }))
    }
  })()
  addInBulk(db, queued)
  db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return file
}

/** Processes `jobs` of what is queued in a copy of a filled table; answers jobs a second under `name`. */
export function runOnCopy(name: string, filled: string, jobs: number): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
    const file = databasePathIn(folder)
    await copyFile(filled, file)
    const db = openDatabase(file)
    let left = jobs
    let done = (): void => undefined
    const allDone = new Promise<void>((resolve) => (done = resolve))
    let beganAt = 0
    const registry = noopRegistry(1, () => {
      // The first one starts the watch: opening a table is not processing it.
      if (left === jobs) beganAt = performance.now()
      left -= 1
      if (left === 0) done()
    })
    const runner = startRunner(db, registry)
    await allDone
    const figure = perSecond(jobs - 1, beganAt)
    await runner.stop(0)
    db.close()
    return { [name]: figure }
  })
}

/** From the call of `enqueue` to the first line of the processor, on a queue that has been idle. In ms. */
export function runStartLatency(samples: number): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
    const db = openDatabase(databasePathIn(folder))
    let started = (): void => undefined
    const runner = startRunner(
      db,
      noopRegistry(1, () => started()),
    )
    const latencies: number[] = []
    for (let index = 0; index < samples; index += 1) {
      await new Promise((resolve) => setTimeout(resolve, 3))
      const start = new Promise<number>((resolve) => (started = () => resolve(performance.now())))
      const beganAt = performance.now()
      transaction(db, (tx) => enqueue(tx, 'insight', { contactId: index + 1 }))
      latencies.push((await start) - beganAt)
    }
    await runner.stop()
    db.close()
    // The first ones warm the code up.
    const warm = latencies.slice(Math.floor(samples / 10))
    return { startLatencyP50Ms: quantile(warm, 0.5), startLatencyP99Ms: quantile(warm, 0.99) }
  })
}

/** Runs a few jobs and then watches an idle runner: how often it wakes up, which it cannot do without asking for the time. */
export function runIdle(durationMs: number): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
    const db = openDatabase(databasePathIn(folder))
    let wakeUps = 0
    const clock: Clock = {
      now: () => {
        wakeUps += 1
        return systemClock.now()
      },
      callAt: (atMs, callback) => systemClock.callAt(atMs, callback),
    }
    const runner = startRunner(db, noopRegistry(1), { clock })
    addInBulk(db, 100)
    await runner.runUntilIdle()
    await new Promise((resolve) => setTimeout(resolve, 500))
    wakeUps = 0
    await new Promise((resolve) => setTimeout(resolve, durationMs))
    const idleWakeUps = wakeUps
    await runner.stop()
    db.close()
    return { idleWakeUps }
  })
}
