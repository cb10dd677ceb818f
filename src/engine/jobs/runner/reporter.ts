// Tells what the runner has done, after the commit that made it true, and no more often than somebody can read.
import type { Database } from '../../db/database.ts'
import { getAlert } from '../../db/queries/jobs/get-alert.ts'
import type { DraggedJob } from '../dependents.ts'
import type { JobEventHub, JobReference } from '../events.ts'
import type { RunningJob } from './running-job.ts'
import type { Settlement } from './settle-job.ts'

/** Progress of one job is told at most this often. */
const progressEveryMs = 100
const never = Number.POSITIVE_INFINITY

/** Turns what happened into events. */
export class Reporter {
  readonly #db: Database
  readonly #events: JobEventHub
  readonly #untoldProgress = new Set<RunningJob>()
  readonly #newAlerts = new Set<number>()
  /** When progress that was held back is to be told; `Infinity` while there is none. */
  progressDueAtMs = never

  constructor(db: Database, events: JobEventHub) {
    this.#db = db
    this.#events = events
  }

  /** A job was claimed and starts now. */
  started({ job, reference }: RunningJob): void {
    if (this.#events.hasListeners('job.started')) this.#events.emit('job.started', { ...reference, attempt: job.attempt })
  }

  /** An attempt was settled. */
  settled(running: RunningJob, settlement: Settlement): void {
    if (this.#untoldProgress.size > 0) this.#untoldProgress.delete(running)
    if (running.latestProgress && running.progressIsUntold) this.#tellProgress(running)
    if (settlement.kind === 'requeued') {
      const { outcome, reason, runAtMs } = settlement
      this.#events.emit('job.requeued', { ...running.reference, outcome, reason, runAtMs })
      return
    }
    this.ended(running.reference, settlement.kind, settlement.kind === 'completed' ? null : settlement.error, settlement.dragged)
  }

  /** A job has ended, and perhaps others because of it. */
  ended(
    reference: JobReference,
    status: 'completed' | 'failed' | 'cancelled',
    error: string | null,
    dragged: readonly DraggedJob[],
  ): void {
    if (!this.#events.hasListeners('job.finished')) return
    this.#events.emit('job.finished', { ...reference, status, error })
    for (const other of dragged) this.#events.emit('job.finished', { ...reference, ...other })
  }

  /** A running job has told how far it is: it is passed on, or held back until {@link progressDueAtMs}. */
  progressed(running: RunningJob, now: number): void {
    if (!this.#events.hasListeners('job.progress')) return
    running.progressIsUntold = true
    const dueAt = running.progressToldAtMs + progressEveryMs
    if (now >= dueAt || now < running.progressToldAtMs) {
      running.progressToldAtMs = now
      this.#tellProgress(running)
      return
    }
    this.#untoldProgress.add(running)
    this.progressDueAtMs = Math.min(this.progressDueAtMs, dueAt)
  }

  /** Passes on the progress that was held back and is due. */
  tellProgress(now: number): void {
    if (now < this.progressDueAtMs) return
    this.progressDueAtMs = never
    // What is not due yet goes back into the set, and a set that is being walked would never come to its end.
    const waiting = [...this.#untoldProgress]
    this.#untoldProgress.clear()
    for (const running of waiting) this.progressed(running, now)
  }

  /** The clock was set back: what was held back is due now. */
  clockWentBack(now: number): void {
    this.progressDueAtMs = this.progressDueAtMs === never ? never : now
  }

  /** An alert was written by a transaction that may still fail. */
  noteAlert(id: number): void {
    this.#newAlerts.add(id)
  }

  /** Tells the alerts that were written. */
  tellAlerts(): void {
    for (const id of this.#newAlerts) {
      this.#newAlerts.delete(id)
      const alert = getAlert(this.#db, id)
      if (!alert) continue
      if (alert.closedAtMs === null) this.#events.emit('alert.raised', alert.alert)
      else this.#events.emit('alert.closed', { id })
    }
  }

  #tellProgress(running: RunningJob): void {
    if (!running.latestProgress) return
    running.progressIsUntold = false
    this.#events.emit('job.progress', { ...running.reference, progress: running.latestProgress })
  }
}
