// What the runner does once a turn is over: sees whether anything is left to do, and sets its one timer for what time alone will bring.
import { type Database, type Transaction, transaction } from '../../db/database.ts'
import type { JobEventHub } from '../events.ts'
import type { IdleWaiters } from './idle-waiters.ts'
import type { Reporter } from './reporter.ts'
import type { RunnerPhase } from './runner-phase.ts'
import type { SharedRooms } from './shared-rooms.ts'
import type { WakeTimer } from './wake-timer.ts'
import type { WriteRetry } from './write-retry.ts'

const never = Number.POSITIVE_INFINITY

/** What there may be left to do, and who is to hear that there is nothing. */
export interface RestParts extends SharedRooms {
  readonly db: Database
  readonly events: JobEventHub
  readonly phase: RunnerPhase
  readonly reporter: Reporter
  readonly writeRetry: WriteRetry
  readonly waiters: IdleWaiters
  readonly timer: WakeTimer
  /** Takes a turn soon. */
  readonly schedule: () => void
}

/** The time between two turns. */
export class RunnerRest {
  readonly #parts: RestParts
  #isIdle = true

  constructor(parts: RestParts) {
    this.#parts = parts
  }

  /** A job has been started. */
  noteStarted(): void {
    this.#isIdle = false
  }

  /** A turn is over. `isTurnComing` when the next one is called for already. */
  begin(now: number, isTurnComing: boolean): void {
    const { phase, dispatcher, running, figures, health, watchdog } = this.#parts
    const isBusy = running.count > 0
    figures.schedule(now, isBusy)
    health.noteBusy(isBusy)
    if (phase.isRunning && dispatcher.hasUnpausedWork()) watchdog.watch(now)
    else watchdog.rest()
    if (!isBusy && !isTurnComing) this.#idle(now)
    this.armTimer(now)
  }

  /** Sets the timer for the next thing that time alone brings about. */
  armTimer(now: number): void {
    const { phase, running, due, figures, health, watchdog, reporter, writeRetry, timer, schedule } = this.#parts
    let atMs = Math.min(figures.dueAtMs, health.dueAtMs, reporter.progressDueAtMs, running.nextDeadlineMs)
    if (phase.mayStart) atMs = Math.min(atMs, due.nextAtMs, watchdog.nextLookAtMs)
    if (writeRetry.dueAtMs !== never) atMs = writeRetry.dueAtMs
    if (atMs <= now) schedule()
    else timer.arm(atMs)
  }

  /** Writes the figures and looks after the health of the whole. */
  keepFigures(tx: Transaction, now: number): void {
    const { figures, health } = this.#parts
    health.look(tx, figures.write(tx), now)
  }

  #idle(now: number): void {
    const { db, logger, events, phase, dispatcher, due, reporter, waiters, schedule } = this.#parts
    if (phase.mayStart && dispatcher.findMissed(db)) {
      logger.warn('jobs were found that nobody had told the runner about')
      return schedule()
    }
    waiters.release(phase.isRunning ? due.jobAtMs - now : never, () => {
      this.#writeFigures(now)
      reporter.tellAlerts()
    })
    if (this.#isIdle) return
    this.#isIdle = true
    events.emit('queue.idle', {})
  }

  /** Who waited for the end finds the figures, if there is room for them; otherwise they are written later. */
  #writeFigures(now: number): void {
    const { db, figures, writeRetry } = this.#parts
    try {
      if (figures.isDirty) transaction(db, (tx) => this.keepFigures(tx, now))
      figures.written()
    } catch (error) {
      writeRetry.failed(error, now)
    }
  }
}
