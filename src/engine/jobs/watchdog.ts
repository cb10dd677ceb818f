// Notices a queue that stands still although there is work: nothing may stall in silence.
import { jobName } from '../../shared/jobs/job-name.ts'
import type { Transaction } from '../db/database.ts'
import { raiseAlert, settleAlert } from './raise-alert.ts'
import type { RunningJob } from './running-job.ts'
import type { Suspensions } from './suspensions.ts'

/** A queue with runnable work that has not moved for so long (while the computer was awake) has stalled. */
export const stalledAfterMs = 5 * 60_000

/** Watches for movement: a job that starts, ends, or tells that it has got on. It looks only while there is work that waits. */
export class Watchdog {
  readonly #suspensions: Suspensions
  #movedAtMs: number | null = null
  #hasBarked = false

  constructor(suspensions: Suspensions) {
    this.#suspensions = suspensions
  }

  /** When to look again; `Infinity` while no runnable work waits. */
  get nextLookAtMs(): number {
    return this.#movedAtMs === null ? Number.POSITIVE_INFINITY : this.#movedAtMs + stalledAfterMs
  }

  /** Starts to watch where it does not yet. */
  watch(now: number): void {
    this.#movedAtMs ??= now
  }

  /** No runnable work waits any more. */
  rest(): void {
    this.#movedAtMs = null
  }

  /** Looks; raises the alert when the queue has stalled. Answers whether it has. */
  look(tx: Transaction, now: number, running: Iterable<RunningJob>): boolean {
    if (this.#movedAtMs === null) return false
    let movedAtMs = this.#movedAtMs
    let silent: RunningJob | null = null
    for (const job of running) {
      movedAtMs = Math.max(movedAtMs, job.lastSignOfLifeMs)
      if (!silent || job.lastSignOfLifeMs < silent.lastSignOfLifeMs) silent = job
    }
    if (this.#suspensions.awakeMs(movedAtMs, now) < stalledAfterMs) {
      this.#movedAtMs = movedAtMs
      return false
    }
    this.#movedAtMs = now
    this.#hasBarked = true
    const minutes = Math.round(stalledAfterMs / 60_000)
    raiseAlert(tx, {
      kind: 'stalled_queue',
      subject: '',
      message: silent
        ? `Work is waiting, but “${jobName(silent.job.kind)}” (job ${silent.job.id}) has shown no sign of life for ${minutes} minutes.`
        : `Work has been waiting for ${minutes} minutes and nothing runs.`,
      cure: silent
        ? 'Cancel that job; it can be retried. If it happens again, restart OmniCRM.'
        : 'Press Process Jobs. If that does not help, restart OmniCRM.',
      jobId: silent?.row.id ?? null,
    })
    return true
  }

  /** Closes the alert once the queue has moved again. */
  settle(tx: Transaction): void {
    if (!this.#hasBarked) return
    this.#hasBarked = false
    settleAlert(tx, 'stalled_queue', '')
  }
}
