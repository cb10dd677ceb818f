// The job contract: what a processor is given, what it may answer, and what each answer does to the row.
import type { JobKind, JobPriority } from '../../shared/jobs/vocabulary.ts'
import type { JobPayload, JobResult } from '../../shared/jobs/payloads.ts'
import type { Clock } from '../clock.ts'
import type { Database, Transaction } from '../db/database.ts'
import type { Logger } from '../logger.ts'

/** A claimed job, as its processor sees it. */
export interface ClaimedJob<Kind extends JobKind = JobKind> {
  readonly id: number
  readonly kind: Kind
  readonly payload: JobPayload<Kind>
  readonly accountId: string | null
  readonly flowId: number | null
  /** 1 for the first try. */
  readonly attempt: number
  readonly maxAttempts: number
}

/** What may be said about a new job beside its kind and payload. */
export interface EnqueueOptions {
  /** Default: the kind's own. */
  readonly priority?: JobPriority
  /** Default: now. */
  readonly runAtMs?: number
  /** Default: the flow of the job that enqueues it, or a new one. */
  readonly flowId?: number
}

/** A job to be enqueued by the transaction that ends or advances another one. */
export type FollowUp = {
  [Kind in JobKind]: { readonly kind: Kind; readonly payload: JobPayload<Kind>; readonly options?: EnqueueOptions }
}[JobKind]

/** What is committed together with a batch of a job's results. */
export interface BatchCommit {
  readonly progress?: { readonly done: number; readonly total: number | null; readonly what: string }
  /** Where to go on after a crash or a retry; any JSON value. Handed back as `context.checkpoint`. */
  readonly checkpoint?: unknown
  readonly followUps?: readonly FollowUp[]
}

/** What a processor works with. */
export interface ProcessorContext {
  readonly db: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Aborted on cancel, pause and shutdown. Stop soon after, by throwing `signal.reason`; what was committed stays. */
  readonly signal: AbortSignal
  /** The last committed checkpoint of this job, over all its attempts; null at first. */
  readonly checkpoint: unknown
  /** Commits one batch: what `work` writes, progress, checkpoint and follow-ups, all or none. Throws if the job is to stop. */
  commit<Value>(batch: BatchCommit, work: (tx: Transaction) => Value): Value
  /** Tells how far the job is without writing; coalesced on its way to the screen. */
  progress(done: number, total: number | null, what: string): void
  /** Lets user commands and other jobs in. Await it between batches; throws when the job is to stop. */
  yield(): Promise<void>
}

/** An attempt that did the whole job. */
export interface Completed<Result> {
  readonly kind: 'completed'
  readonly result: Result
  readonly followUps: readonly FollowUp[]
  /** Written in the very transaction that completes the job. */
  readonly write?: (tx: Transaction) => void
}

/** An attempt that has to wait. Not a failure: uses up no attempt and pauses the job's bucket (for instance provider and account) until `atMs`, at least for a second. */
export interface RetryLater {
  readonly kind: 'retry_later'
  readonly reason: string
  readonly atMs: number
}

/** How an attempt ended without a throw. */
export type Outcome<Kind extends JobKind = JobKind> = Completed<JobResult<Kind>> | RetryLater

/** Ends a job as completed; its follow-ups are enqueued and `write` is run in the same transaction. */
export function completed<Result>(
  result: Result,
  followUps: readonly FollowUp[] = [],
  write?: (tx: Transaction) => void,
): Completed<Result> {
  return write ? { kind: 'completed', result, followUps, write } : { kind: 'completed', result, followUps }
}

/** Puts a job off until `atMs` without using up an attempt; other jobs of the same bucket wait as well. */
export function retryLater(reason: string, atMs: number): RetryLater {
  return { kind: 'retry_later', reason, atMs }
}

/** Thrown by a processor to fail its job at once: another attempt could not help. The message is shown to a person. */
export class PermanentError extends Error {
  /** What a person can do about it. */
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PermanentError'
    this.hint = hint
  }
}

/** Does the work of one job. Any throw but {@link PermanentError} is retried with backoff until `maxAttempts`. */
export type Processor<Kind extends JobKind> = (job: ClaimedJob<Kind>, context: ProcessorContext) => Promise<Outcome<Kind>>

/**
 * How many jobs with the same unique key may exist. `while_queued`: one waiting (another may be running; the new one runs after it);
 * `while_unfinished`: one waiting or running; `ever`: one, for all time; `none`: any number.
 * Enqueueing a second one answers the existing job and never fails.
 */
export type UniqueMode = 'none' | 'while_queued' | 'while_unfinished' | 'ever'

/** Everything the runner knows about a kind. */
export interface JobDefinition<Kind extends JobKind> {
  readonly process: Processor<Kind>
  readonly priority: JobPriority
  readonly maxAttempts: number
  /** Exponential backoff with full jitter: a random delay up to `min(maxMs, baseMs * 2^(attempt-1))`. */
  readonly backoff: { readonly baseMs: number; readonly maxMs: number }
  readonly unique: UniqueMode
  /** Tells jobs of this kind apart for {@link UniqueMode}. */
  readonly uniqueKey: (payload: JobPayload<Kind>) => string
  /** How many of this kind may run at once, over all accounts and for each account. */
  readonly concurrency: { readonly total: number; readonly perAccount: number }
  /** What a rate limit pauses: provider and account. Null when the kind talks to nobody. */
  readonly bucket: (payload: JobPayload<Kind>) => string | null
}

/** Every kind with its definition: a kind without one does not compile. */
export type JobRegistry = { readonly [Kind in JobKind]: JobDefinition<Kind> }
