// Notices a queue that stands still although there is work: nothing may stall in silence.
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Transaction } from '../../db/database.ts'
import { raiseAlert, settleAlert } from '../raise-alert.ts'
import type { RunningJob } from './running-job.ts'

/** How often it looks while work waits. */
export const lookEveryMs = 60_000
/** So many looks in a row at a queue that has not moved since the one before: it has stalled. */
export const looksBeforeAlarm = 5
const never = Number.POSITIVE_INFINITY

/**
 * Watches for movement: a job that starts, ends, or tells that it has got on. It looks only while there is work that waits, and it counts
 * its looks instead of asking the clock how much time has passed: a clock that jumps and a computer that sleeps stall nothing.
 */
export class Watchdog {
  #nextLookAtMs = never
  #looks = 0
  /** When, of all that run, one has last shown a sign of life. */
  #newestSignMs: number | null = null
  /** Until somebody has looked: an earlier run of the program may have left it open. */
  #mayBeOpen = true

  /** When to look again; `Infinity` while no runnable work waits. */
  get nextLookAtMs(): number {
    return this.#nextLookAtMs
  }

  /** Starts to watch where it does not yet. */
  watch(now: number): void {
    if (this.#nextLookAtMs === never) this.#nextLookAtMs = now + lookEveryMs
  }

  /** No runnable work waits any more. An alert that is open has yet to be closed: that takes one more look. */
  rest(): void {
    if (!this.#mayBeOpen) this.#nextLookAtMs = never
  }

  /** The clock was set back: what was to come in a minute would come much later. */
  clockWentBack(now: number): void {
    if (this.#nextLookAtMs !== never) this.#nextLookAtMs = now + lookEveryMs
  }

  /** Looks; raises the alert when the queue has stalled. Answers whether it has. `hasReadyJob` tells whether work really waits. */
  look(tx: Transaction, now: number, running: Iterable<RunningJob>, hasReadyJob: () => boolean): boolean {
    this.#nextLookAtMs = now + lookEveryMs
    let newestSignMs: number | null = null
    let silent: RunningJob | null = null
    for (const job of running) {
      newestSignMs = Math.max(newestSignMs ?? job.lastSignOfLifeMs, job.lastSignOfLifeMs)
      if (!silent || job.lastSignOfLifeMs < silent.lastSignOfLifeMs) silent = job
    }
    const hasMoved = newestSignMs !== this.#newestSignMs
    this.#newestSignMs = newestSignMs
    if (hasMoved || !hasReadyJob()) {
      this.moved(tx)
      return false
    }
    this.#looks += 1
    if (this.#looks < looksBeforeAlarm) return false
    this.#looks = 0
    this.#mayBeOpen = true
    raiseStalled(tx, silent)
    return true
  }

  /** The queue has moved, or has nothing to move: closes the alert. */
  moved(tx: Transaction): void {
    this.#looks = 0
    if (!this.#mayBeOpen) return
    this.#mayBeOpen = false
    settleAlert(tx, 'stalled_queue', '')
  }
}

/** `silent` is the running job of which nothing was heard for longest; null when nothing runs. */
function raiseStalled(tx: Transaction, silent: RunningJob | null): void {
  const minutes = Math.round((lookEveryMs * looksBeforeAlarm) / 60_000)
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
}
