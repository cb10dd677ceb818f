// What a processor holds while it works: commits batches, tells progress, and learns that it is to stop.
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import type { JobProgress } from '../../../shared/views/jobs.ts'
import type { Clock } from '../../clock.ts'
import { type Database, type Transaction, transaction } from '../../db/database.ts'
import { explainDatabaseError } from '../../db/open.ts'
import type { ClaimedRow } from '../../db/queries/jobs/claim-job.ts'
import { findCancelRequest } from '../../db/queries/jobs/request-cancel.ts'
import { getJobProgress } from '../../db/queries/jobs/get-job-progress.ts'
import { saveBatch } from '../../db/queries/jobs/save-batch.ts'
import type { Logger } from '../../logger.ts'
import { logSlowQuery } from '../../db/slow-query-log.ts'
import { enqueueFollowUps } from '../enqueue.ts'
import type { JobReference } from '../events.ts'
import type { Lane } from '../lanes.ts'
import { nextTurn } from '../next-turn.ts'
import { raiseSlowWrite } from '../slow-alerts.ts'
import { hasGotOn, type HowFar, isSuspect } from './suspicion.ts'
import type { BatchCommit, ClaimedJob, JobDefinition, ProcessorContext } from '../types.ts'

/** Why a running job is asked to stop. */
export type StopKind = 'cancelled' | 'paused' | 'making_room' | 'shutdown'

/** The reason of the abort signal: throw it on and the attempt ends as what it is. */
export class JobStopped extends Error {
  readonly kind: StopKind

  constructor(kind: StopKind, message: string) {
    super(message)
    this.name = 'JobStopped'
    this.kind = kind
  }
}

/** What the runner lends to each running job. */
export interface RunningJobHost {
  readonly db: Database
  readonly clock: Clock
  readonly logger: Logger
  /** The job has told how far it is. */
  progressed(running: RunningJob): void
  /** A job that was suspected of killing the program has got on. */
  cleared(): void
}

/** A batch that takes longer than this is a fault: everybody waits for the one writer. */
const slowCommitMs = 500

/** A claimed row whose kind is known and whose payload fits. */
export interface JobClaim {
  readonly row: ClaimedRow
  readonly lane: Lane
  readonly definition: JobDefinition<JobKind>
  readonly kind: JobKind
  readonly payload: JobPayload
}

/** One attempt of one job, from claim to settlement. */
export class RunningJob implements ProcessorContext {
  readonly job: ClaimedJob & { readonly flowId: number }
  /** How events name the job. */
  readonly reference: JobReference
  readonly row: ClaimedRow
  readonly lane: Lane
  readonly definition: JobDefinition<JobKind>
  readonly startedAtMs: number
  /** How many times the program has died under the job since it last got anywhere. */
  deaths: number
  lastSignOfLifeMs: number
  latestProgress: JobProgress | null = null
  progressToldAtMs = Number.NEGATIVE_INFINITY
  progressIsUntold = false
  /** Whether its processor has ended, or is not waited for any more; the end may still have to be written. */
  hasEnded = false
  #host: RunningJobHost
  #checkpointText: string | null
  /** How far the job was when the program last died under it; read when it matters. */
  #atDeath: HowFar | null = null
  #controller: AbortController | null = null
  #stop: JobStopped | null = null
  #mayBeCancelled = false
  #isClosed = false

  constructor(host: RunningJobHost, claim: JobClaim, startedAtMs: number) {
    const { row, lane } = claim
    this.#host = host
    this.row = row
    this.lane = lane
    this.definition = claim.definition
    this.deaths = row.deaths
    this.startedAtMs = startedAtMs
    this.lastSignOfLifeMs = startedAtMs
    this.#checkpointText = row.checkpoint
    const flowId = row.flowId ?? row.id
    const { kind, payload } = claim
    const { accountId } = lane
    this.job = { id: row.id, kind, payload, accountId, flowId, attempt: row.attempt, maxAttempts: row.maxAttempts }
    this.reference = { jobId: row.id, kind, accountId, flowId }
  }

  get db(): Database {
    return this.#host.db
  }

  get clock(): Clock {
    return this.#host.clock
  }

  get logger(): Logger {
    return this.#host.logger
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#stop) this.#controller.abort(this.#stop)
    }
    return this.#controller.signal
  }

  get checkpoint(): unknown {
    return this.#checkpointText === null ? null : JSON.parse(this.#checkpointText)
  }

  /** Why the job is to stop; null while it may go on. */
  get stopKind(): StopKind | null {
    return this.#stop?.kind ?? null
  }

  /** Whether nothing may start beside the job. */
  get isSuspect(): boolean {
    return isSuspect(this.deaths)
  }

  /** Somebody may want the job to be cancelled; the database tells. */
  noteCancelRequest(): void {
    this.#mayBeCancelled = true
  }

  /** Whether the job is to be cancelled, asked of the database when there is a reason to. */
  get isCancelRequested(): boolean {
    return this.#mayBeCancelled && findCancelRequest(this.db, this.row.id) !== null
  }

  /** Asks the job to stop; the first reason counts. */
  stop(kind: StopKind, message: string): void {
    if (this.#stop) return
    this.#stop = new JobStopped(kind, message)
    this.#controller?.abort(this.#stop)
  }

  /** Ends the processor's hold on the job: the attempt has been settled, and a processor that is still at work can write nothing more. */
  close(): void {
    this.#isClosed = true
  }

  commit<Value>(batch: BatchCommit, work: (tx: Transaction) => Value): Value {
    this.#throwIfStopped()
    const beganAt = performance.now()
    const getsOn = this.deaths > 0 && this.#getsOn(batch)
    const value = this.#write((tx) => {
      const value = work(tx)
      saveBatch(tx, this.row.id, batch, getsOn ? 0 : this.deaths)
      if (batch.followUps) enqueueFollowUps(tx, batch.followUps, this.job)
      return value
    })
    const tookMs = performance.now() - beganAt
    logSlowQuery(this.logger, 'batch', this.job.kind, tookMs)
    if (tookMs > slowCommitMs) this.#reportSlowCommit(Math.round(tookMs))
    if (batch.checkpoint !== undefined) this.#checkpointText = JSON.stringify(batch.checkpoint)
    if (batch.progress) this.#tell(batch.progress)
    else this.lastSignOfLifeMs = this.#host.clock.now()
    if (getsOn) this.#clear()
    return value
  }

  progress(done: number, total: number | null, what: string): void {
    this.#tell({ done, total, what })
  }

  async yield(): Promise<void> {
    this.#throwIfStopped()
    await nextTurn()
    this.#throwIfStopped()
  }

  #reportSlowCommit(tookMs: number): void {
    const { id, kind } = this.job
    this.logger.warn('a batch was slow to write', { kind, jobId: id, tookMs })
    try {
      transaction(this.db, (tx) => raiseSlowWrite(tx, this.job, tookMs))
    } catch (error) {
      // The batch is stored: that nobody could be told of it does not make the attempt fail.
      this.logger.error('a slow batch could not be told of', { kind, jobId: id, error })
    }
  }

  /** Whether a batch brings the job further than it was when the program died under it. */
  #getsOn(batch: BatchCommit): boolean {
    this.#atDeath ??= { checkpoint: this.checkpoint, progress: getJobProgress(this.db, this.row.id) }
    return hasGotOn(this.#atDeath, batch)
  }

  /** The batch that was committed has cleared the job. */
  #clear(): void {
    const wasSuspect = this.isSuspect
    this.deaths = 0
    if (wasSuspect) this.#host.cleared()
  }

  #tell(progress: JobProgress): void {
    if (this.#isClosed) return
    this.latestProgress = progress
    this.lastSignOfLifeMs = this.#host.clock.now()
    this.#host.progressed(this)
  }

  #write<Value>(work: (tx: Transaction) => Value): Value {
    try {
      return transaction(this.#host.db, work)
    } catch (error) {
      throw explainDatabaseError(error, this.#host.db.path)
    }
  }

  /** A wish to cancel holds from its commit on: nothing more is committed, although the runner has not had a turn since. */
  #throwIfStopped(): void {
    if (this.isCancelRequested) this.stop('cancelled', 'The job was cancelled.')
    if (this.#stop) throw this.#stop
    if (this.#isClosed) throw new Error(`job ${this.row.id} has ended; its processor is still at work`)
  }
}
