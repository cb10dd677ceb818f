// What a processor holds while it works: commits batches, tells progress, and learns that it is to stop.
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { JobPayload } from '../../shared/jobs/payloads.ts'
import type { JobProgress } from '../../shared/views/jobs.ts'
import type { Clock } from '../clock.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { explainDatabaseError } from '../db/open.ts'
import type { ClaimedRow } from '../db/queries/jobs/claim-job.ts'
import { saveBatch } from '../db/queries/jobs/save-batch.ts'
import type { Logger } from '../logger.ts'
import { enqueueFollowUps } from './enqueue.ts'
import { nextTurn } from './next-turn.ts'
import type { BatchCommit, ClaimedJob, ProcessorContext } from './types.ts'

/** Why a running job is asked to stop. */
export type StopKind = 'cancelled' | 'shutdown'

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
  /** A batch of the job has held up everybody for so long. */
  committedSlowly(running: RunningJob, tookMs: number): void
}

/** A batch that takes longer than this is a fault: everybody waits for the one writer. */
const slowCommitMs = 500

/** A claimed row whose kind is known and whose payload fits. */
export interface JobClaim {
  readonly row: ClaimedRow
  readonly lane: string
  readonly kind: JobKind
  readonly payload: JobPayload
}

/** One attempt of one job, from claim to settlement. */
export class RunningJob implements ProcessorContext {
  readonly job: ClaimedJob
  readonly row: ClaimedRow
  readonly lane: string
  readonly startedAtMs: number
  lastSignOfLifeMs: number
  latestProgress: JobProgress | null = null
  progressToldAtMs = Number.NEGATIVE_INFINITY
  progressIsUntold = false
  /** When the runner gives up on a job that was asked to stop. */
  stopDeadlineMs = Number.POSITIVE_INFINITY
  #host: RunningJobHost
  #checkpointText: string | null
  #controller: AbortController | null = null
  #stop: JobStopped | null = null
  #isClosed = false

  constructor(host: RunningJobHost, claim: JobClaim, startedAtMs: number) {
    const { row } = claim
    this.#host = host
    this.row = row
    this.lane = claim.lane
    this.startedAtMs = startedAtMs
    this.lastSignOfLifeMs = startedAtMs
    this.#checkpointText = row.checkpoint
    this.job = {
      id: row.id,
      kind: claim.kind,
      payload: claim.payload,
      accountId: row.accountId,
      flowId: row.flowId ?? row.id,
      attempt: row.attempt,
      maxAttempts: row.maxAttempts,
    }
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

  /** The id that the job's follow-ups carry. */
  get flowId(): number {
    return this.row.flowId ?? this.row.id
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
    const value = this.#write((tx) => {
      const value = work(tx)
      saveBatch(tx, this.row.id, batch)
      if (batch.followUps) enqueueFollowUps(tx, batch.followUps, { id: this.row.id, flowId: this.flowId })
      return value
    })
    const tookMs = performance.now() - beganAt
    if (tookMs > slowCommitMs) this.#host.committedSlowly(this, Math.round(tookMs))
    if (batch.checkpoint !== undefined) this.#checkpointText = JSON.stringify(batch.checkpoint)
    if (batch.progress) this.#tell(batch.progress)
    else this.lastSignOfLifeMs = this.#host.clock.now()
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

  #throwIfStopped(): void {
    if (this.#stop) throw this.#stop
    if (this.#isClosed) throw new Error(`job ${this.row.id} has ended; its processor is still at work`)
  }
}
