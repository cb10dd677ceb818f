// Runs jobs: claims, starts and settles them, one short transaction at a time, and sleeps while there is nothing to do.
import { transaction } from '../../db/database.ts'
import { logSlowQuery, slowQueryMs } from '../../db/slow-query-log.ts'
import { listPauses } from '../../db/queries/jobs/list-pauses.ts'
import { Attempts } from './attempts.ts'
import { Dispatcher } from './dispatcher.ts'
import { readFreeBytes } from '../disk-watch.ts'
import { DueTimes } from './due-times.ts'
import { Figures } from './figures.ts'
import { HealthWatch } from './health-watch.ts'
import { HeldTimes } from './held-times.ts'
import { IdleWaiters } from './idle-waiters.ts'
import { bindQueue, type QueueBinding } from '../queue-binding.ts'
import { takeOver } from './recover.ts'
import { Reporter } from './reporter.ts'
import { RunnerPhase } from './runner-phase.ts'
import { RunnerRest } from './runner-rest.ts'
import { createRunnerListener } from './runner-listener.ts'
import type { IdleReport, Runner, RunnerOptions } from '../runner.ts'
import type { RunningJob, RunningJobHost } from './running-job.ts'
import { RunningJobs } from './running-jobs.ts'
import { seedSchedules } from '../schedules.ts'
import { Suspensions } from './suspensions.ts'
import { TurnSchedule } from './turn-schedule.ts'
import { type EndedAttempt, TurnWriter, type WrittenTurn } from './turn-writer.ts'
import { WakeTimer } from './wake-timer.ts'
import { Watchdog } from './watchdog.ts'
import { writeLast } from './write-last.ts'
import { isEnvironmentError, WriteRetry } from './write-retry.ts'

const never = Number.POSITIVE_INFINITY

/**
 * The loop: turn after turn, each one transaction. {@link TurnWriter} decides and writes what a turn does, {@link Attempts} run meanwhile, and
 * {@link RunnerRest} sees what is left to do when it is over.
 */
export class JobRunner implements Runner {
  readonly #options: RunnerOptions
  readonly #queue: QueueBinding
  readonly #dispatcher: Dispatcher
  readonly #reporter: Reporter
  readonly #attempts: Attempts
  readonly #due: DueTimes
  readonly #timer: WakeTimer
  readonly #writer: TurnWriter
  readonly #writeRetry: WriteRetry
  readonly #figures: Figures
  readonly #health: HealthWatch
  readonly #watchdog: Watchdog
  readonly #rest: RunnerRest
  readonly #random: () => number
  readonly #suspensions = new Suspensions()
  readonly #held = new HeldTimes()
  readonly #running = new RunningJobs()
  readonly #waiters = new IdleWaiters()
  readonly #phase = new RunnerPhase(this.#suspensions)
  readonly #turns = new TurnSchedule(() => this.#turn())
  #bootNumber = 0
  #isInTurn = false
  #lastTurnAtMs = Number.NEGATIVE_INFINITY

  constructor(options: RunnerOptions) {
    const { db, registry, clock, logger, events, schedules = null, random = Math.random, keepsFigures = true } = options
    this.#options = options
    this.#random = random
    this.#dispatcher = new Dispatcher(registry)
    this.#reporter = new Reporter(db, events)
    this.#due = new DueTimes(schedules !== null)
    this.#timer = new WakeTimer(clock, () => this.#schedule())
    this.#figures = new Figures(this.#suspensions, this.#held, keepsFigures)
    this.#health = new HealthWatch(options.readFreeBytes ?? readFreeBytes)
    this.#watchdog = new Watchdog()
    this.#writeRetry = new WriteRetry({ databasePath: db.path, logger, events })
    this.#queue = bindQueue(db, registry, clock)
    const shared = { dispatcher: this.#dispatcher, due: this.#due, running: this.#running }
    this.#queue.listener = createRunnerListener({
      ...shared,
      reporter: this.#reporter,
      events,
      scheduleTurn: () => !this.#isInTurn && this.#schedule(),
      scheduleNextTurn: () => this.#schedule(),
      wake: () => this.wake(),
      isStopped: () => this.#phase.isStopped,
    })
    const kept = { ...shared, figures: this.#figures, health: this.#health, watchdog: this.#watchdog, logger }
    this.#writer = new TurnWriter({ ...kept, queue: this.#queue, schedules, random })
    const host: RunningJobHost = {
      db,
      clock,
      logger,
      progressed: (running) => this.#progressed(running),
      cleared: () => {
        this.#dispatcher.noteCleared()
        this.#schedule()
      },
    }
    const schedule = (): void => this.#schedule()
    this.#attempts = new Attempts({ ...kept, host, reporter: this.#reporter, events, schedule })
    this.#rest = new RunnerRest({
      ...kept,
      db,
      events,
      phase: this.#phase,
      reporter: this.#reporter,
      writeRetry: this.#writeRetry,
      waiters: this.#waiters,
      timer: this.#timer,
      schedule,
    })
  }

  start(): void {
    this.#phase.start()
    const { db, clock, bootId, logger, schedules } = this.#options
    const now = clock.now()
    const { bootNumber, orphans } = transaction(db, (tx) => {
      const takeover = takeOver(tx, bootId, now)
      if (schedules) seedSchedules(tx, schedules.defaults, now, this.#random)
      this.#watchdog.moved(tx)
      return takeover
    })
    this.#bootNumber = bootNumber
    this.#writer.noteWaking(now)
    if (orphans > 0) logger.info('jobs of an earlier run were put back into the queue', { orphans })
    this.wake()
  }

  wake(): void {
    if (!this.#phase.takesTurns) return
    this.#readAnew()
    this.#schedule()
  }

  async runUntilIdle({ waitForRetriesMs = 60_000 } = {}): Promise<IdleReport> {
    const before = { ...this.#attempts.ended }
    await this.#waiters.wait(waitForRetriesMs, () => this.wake())
    return {
      completed: this.#attempts.ended.completed - before.completed,
      failed: this.#attempts.ended.failed - before.failed,
      cancelled: this.#attempts.ended.cancelled - before.cancelled,
      nextRunAtMs: this.#due.jobAtMs === never ? null : this.#due.jobAtMs,
    }
  }

  suspend(): void {
    this.#suspensions.begin(this.#options.clock.now())
  }

  resume(): void {
    const now = this.#options.clock.now()
    this.#suspensions.end(now)
    this.#writer.noteWaking(now)
    this.#writer.doubtTimes()
    // Timers may stand still while the computer sleeps: this one would be late by as much.
    this.#timer.disarm()
    this.wake()
  }

  async stop(deadlineMs = 5_000): Promise<void> {
    if (this.#phase.isStopped) return
    const { clock } = this.#options
    const wasStarted = this.#phase.beginStop()
    this.#running.shutDown()
    if (this.#running.count > 0 && deadlineMs > 0) {
      let takeBack = (): void => undefined
      await this.#waiters.wait(0, (resolve) => {
        takeBack = clock.callAt(clock.now() + deadlineMs, resolve)
        this.#schedule()
      })
      takeBack()
    }
    this.#phase.endStop()
    this.#timer.disarm()
    this.#queue.listener = null
    if (!wasStarted) return
    writeLast(this.#options, this.#running.list(), this.#bootNumber, this.#random, (tx, now) => this.#rest.keepFigures(tx, now))
    this.#figures.written()
    for (const running of this.#running.list()) this.#running.remove(running)
  }

  #readAnew(): void {
    this.#held.update(listPauses(this.#options.db), this.#options.clock.now())
    this.#dispatcher.reload(this.#options.db, this.#running.list())
    this.#due.read(this.#options.db)
    this.#running.stopPaused((lane) => this.#dispatcher.isPausedByPerson(lane))
  }

  #schedule(): void {
    if (this.#phase.takesTurns) this.#turns.request()
  }

  #turn(): void {
    if (!this.#phase.takesTurns) return
    const { db, clock } = this.#options
    const now = clock.now()
    if (now < this.#lastTurnAtMs) this.#clockWentBack(now)
    this.#lastTurnAtMs = now
    if (this.#writeRetry.dueAtMs !== never && now < this.#writeRetry.dueAtMs) return this.#rest.armTimer(now)
    for (const running of this.#running.stopCancelled(db, now)) this.#attempts.giveUp(running)
    const ended = this.#attempts.takeUnwritten()
    if (ended.length === 0 && !this.#writer.hasWork(now, this.#phase.mayStart)) this.#writeRetry.clear()
    else if (!this.#write(now, ended)) return
    this.#reporter.tellProgress(now)
    this.#reporter.tellAlerts()
    this.#rest.begin(now, this.#attempts.hasUnwritten || this.#turns.isRequested)
  }

  /** Nothing that was to come soon waits until the clock is there once more. */
  #clockWentBack(now: number): void {
    this.#options.logger.warn('the clock was set back', { byMs: this.#lastTurnAtMs - now })
    this.#writer.doubtTimes()
    this.#writeRetry.clockWentBack(now)
    this.#watchdog.clockWentBack(now)
    this.#health.clockWentBack()
    this.#running.clockWentBack(now)
    this.#reporter.clockWentBack(now)
    this.#timer.disarm()
  }

  /** Writes the turn in one transaction and goes on with what it says; false when it could not be written: it is tried again. */
  #write(now: number, ended: readonly EndedAttempt[]): boolean {
    let turn: WrittenTurn
    const beganAt = performance.now()
    this.#isInTurn = true
    try {
      turn = this.#writeTurn(now, ended)
    } catch (error) {
      // Nothing of it has happened.
      this.#writeRetry.failed(error, now)
      this.#attempts.putBack(ended)
      this.#noteUndone()
      this.#rest.armTimer(now)
      return false
    } finally {
      this.#isInTurn = false
    }
    const tookMs = performance.now() - beganAt
    if (tookMs > slowQueryMs) logSlowQuery(this.#options.logger, 'turn', kindsOf(ended), tookMs)
    this.#writeRetry.clear()
    this.#attempts.goOn(turn, now)
    if (turn.claims.length > 0) this.#rest.noteStarted()
    if (turn.hasStalled) this.wake()
    return true
  }

  /** Where a fault of one part keeps the turn from being written as one, each part of it is written for itself. A full disk is waited out. */
  #writeTurn(now: number, ended: readonly EndedAttempt[]): WrittenTurn {
    const { db, logger } = this.#options
    const bootNumber = this.#phase.mayStart ? this.#bootNumber : null
    const write = (isApart: boolean): WrittenTurn =>
      transaction(db, (tx) => this.#writer.write(tx, now, ended, bootNumber, isApart))
    try {
      return write(false)
    } catch (error) {
      if (isEnvironmentError(error)) throw error
      logger.error('a turn could not be written as one', { error })
      this.#noteUndone()
      return write(true)
    }
  }

  /** What was noted of a turn is not true: it was not committed. */
  #noteUndone(): void {
    this.#writer.doubtTimes()
    this.#readAnew()
  }

  #progressed(running: RunningJob): void {
    const now = this.#options.clock.now()
    const dueBeforeMs = this.#reporter.progressDueAtMs
    this.#reporter.progressed(running, now)
    if (this.#reporter.progressDueAtMs < dueBeforeMs) this.#rest.armTimer(now)
  }
}

function kindsOf(ended: readonly EndedAttempt[]): string {
  return [...new Set(ended.map(({ running }) => running.job.kind))].join(', ')
}
