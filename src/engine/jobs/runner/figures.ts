// Keeps figures of how jobs go.
import type { Transaction } from '../../db/database.ts'
import type { HeldTimes } from './held-times.ts'
import { MetricsRecorder } from './metrics-recorder.ts'
import type { RunningJob } from './running-job.ts'
import type { Settlement } from './settle-job.ts'
import type { Suspensions } from './suspensions.ts'

/** How often figures are written while jobs run, and how soon after the last job. */
const flushEveryMs = 1_000
const flushWhenIdleMs = 200

/** Figures wait in memory and are written together: at most once a second, and shortly after the last job. */
export class Figures {
  readonly #metrics = new MetricsRecorder()
  readonly #suspensions: Suspensions
  readonly #held: HeldTimes
  readonly #areKept: boolean
  /** When they are to be written; `Infinity` while there are none. */
  dueAtMs = Number.POSITIVE_INFINITY

  constructor(suspensions: Suspensions, held: HeldTimes, areKept: boolean) {
    this.#suspensions = suspensions
    this.#held = held
    this.#areKept = areKept
  }

  /** Whether anything waits to be written. */
  get isDirty(): boolean {
    return this.#metrics.isDirty
  }

  /** Counts a job that has completed or failed. */
  record(running: RunningJob, settlement: Settlement, now: number): void {
    if (!this.#areKept || (settlement.kind !== 'completed' && settlement.kind !== 'failed')) return
    const held = this.#held.of(running.lane, now)
    const waitMs = this.#suspensions.awakeMs(running.row.runAt, running.startedAtMs, held)
    const runMs = this.#suspensions.awakeMs(running.startedAtMs, now)
    const isKindsFault = settlement.kind === 'failed' && !settlement.hasOwnAlert
    this.#metrics.record({ kind: running.job.kind, status: settlement.kind, isKindsFault, waitMs, runMs }, now)
  }

  /** Decides when to write what waits. */
  schedule(now: number, isBusy: boolean): void {
    if (!this.isDirty) return
    const dueAtMs = now + (isBusy ? flushEveryMs : flushWhenIdleMs)
    // The earlier of the two, and never later than that, whatever the clock did meanwhile.
    this.dueAtMs = Math.min(this.dueAtMs, dueAtMs)
  }

  /** Writes what waits; {@link written} follows once it is committed. Answers the kinds of which a job has failed by the kind's own fault. */
  write(tx: Transaction): ReadonlySet<string> {
    this.#metrics.write(tx)
    return this.#metrics.failedKinds
  }

  /** What waited has been committed. */
  written(): void {
    this.#metrics.clear()
    this.dueAtMs = Number.POSITIVE_INFINITY
  }
}
