// Lets tests run one job on the real runner and a real database.
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import { type JobKind, type JobStatus, jobKinds } from '../../../shared/jobs/vocabulary.ts'
import type { JobProgress } from '../../../shared/views/jobs.ts'
import { type Clock, systemClock } from '../../clock.ts'
import { type Database, transaction } from '../../db/database.ts'
import { type Logger, silentLogger } from '../../logger.ts'
import { enqueue } from '../enqueue.ts'
import { createJobEvents, type JobEventHub } from '../events.ts'
import { bindQueue } from '../queue-binding.ts'
import { createRunner } from '../runner.ts'
import type { JobDefinition, JobRegistry, Processor } from '../types.ts'
import { testDefinition } from './test-definition.ts'

/** The same processor, but at the first place where it lets others in, `work` is done: what a sync may do meanwhile. */
export function interruptOnce<Kind extends JobKind>(process: Processor<Kind>, work: () => void): Processor<Kind> {
  return (job, context) => {
    const rest = context.yield.bind(context)
    context.yield = () => {
      context.yield = rest
      work()
      return rest()
    }
    return process(job, context)
  }
}

/** What {@link runJob} found when nothing could run any more. */
export interface RunJobReport {
  readonly jobId: number
  readonly status: JobStatus
  readonly attempt: number
  /** Null while the job has not completed. */
  readonly result: unknown
  readonly error: string | null
  readonly hint: string | null
  readonly runAtMs: number
  readonly checkpoint: unknown
  /** The last progress that was committed or told. */
  readonly progress: JobProgress | null
  /** What the job enqueued, in order; none of it was run. */
  readonly followUps: readonly { readonly kind: string; readonly payload: unknown }[]
}

/** What {@link runJob} may be told beside the job. */
export interface RunJobOptions {
  readonly clock?: Clock
  readonly logger?: Logger
  readonly events?: JobEventHub
}

/**
 * Runs one job of one kind to its end on a real runner: attempts that fail are repeated at once as far as the backoff is zero or short (10 s).
 * `definitions` is the definition of the kind, or a (partial) registry; follow-ups are enqueued but never started.
 */
export async function runJob<Kind extends JobKind>(
  db: Database,
  definitions: JobDefinition<Kind> | Partial<JobRegistry>,
  kind: Kind,
  payload: JobPayload<Kind>,
  options: RunJobOptions = {},
): Promise<RunJobReport> {
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? silentLogger
  const events = options.events ?? createJobEvents(logger)
  const registry = isolate(definitions, kind)
  bindQueue(db, registry, clock)
  const jobId = transaction(db, (tx) => enqueue(tx, kind, payload))
  let told: JobProgress | null = null
  const stopListening = events.on('job.progress', (event) => {
    if (event.jobId === jobId) told = event.progress
  })
  const runner = createRunner({ db, registry, clock, logger, bootId: `test-${jobId}-${Math.random()}`, events })
  runner.start()
  await runner.runUntilIdle({ waitForRetriesMs: 10_000 })
  await runner.stop()
  stopListening()
  return readReport(db, jobId, told)
}

/** Only `kind` may run; every other kind can be enqueued and stays where it is. */
function isolate<Kind extends JobKind>(
  definitions: JobDefinition<Kind> | Partial<JobRegistry>,
  kind: Kind,
): Partial<JobRegistry> {
  const isDefinition = 'process' in definitions && typeof definitions.process === 'function'
  const given = isDefinition ? { [kind]: definitions } : definitions
  const entries = jobKinds.map((each) => {
    const definition =
      (given as Partial<JobRegistry>)[each] ?? testDefinition(() => Promise.reject(new Error('only one kind runs here')))
    return [each, each === kind ? definition : { ...definition, concurrency: { total: 0, perAccount: 0 } }]
  })
  return Object.fromEntries(entries) as Partial<JobRegistry>
}

interface ReportRow {
  status: JobStatus
  attempt: number
  result: string | null
  error: string | null
  hint: string | null
  runAtMs: number
  checkpoint: string | null
  progress: string | null
}

function readReport(db: Database, jobId: number, told: JobProgress | null): RunJobReport {
  const row = db
    .prepare<[number], ReportRow>(
      'SELECT status, attempt, result, error, hint, run_at AS runAtMs, checkpoint, progress FROM jobs WHERE id = ?',
    )
    .get(jobId)
  if (!row) throw new Error(`job ${jobId} has vanished`)
  const followUps = db
    .prepare<[number], { kind: string; payload: string }>('SELECT kind, payload FROM jobs WHERE id > ? ORDER BY id')
    .all(jobId)
    .map((next) => ({ kind: next.kind, payload: JSON.parse(next.payload) as unknown }))
  return {
    ...row,
    jobId,
    result: parse(row.result),
    checkpoint: parse(row.checkpoint),
    progress: told ?? (parse(row.progress) as JobProgress | null),
    followUps,
  }
}

function parse(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
