// Runs jobs: claims, starts and settles them, one short transaction at a time, and sleeps while there is nothing to do.
import { type Transaction, transaction } from '../db/database.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { Dispatcher } from './dispatcher.ts'
import { readFreeBytes } from './disk-watch.ts'
import { DueTimes } from './due-times.ts'
import { Figures } from './figures.ts'
import { HealthWatch } from './health-watch.ts'
import { HeldTimes } from './held-times.ts'
import { IdleWaiters } from './idle-waiters.ts'
import { bindQueue, type QueueBinding } from './queue-binding.ts'
import { takeOver } from './recover.ts'
import { Reporter } from './reporter.ts'
import { createRunnerListener } from './runner-listener.ts'
import type { IdleReport, Runner, RunnerOptions } from './runner.ts'
import { type JobClaim, JobStopped, RunningJob, type RunningJobHost } from './running-job.ts'
import { RunningJobs } from './running-jobs.ts'
import { seedSchedules } from './schedules.ts'
import { Suspensions } from './suspensions.ts'
import { TurnSchedule } from './turn-schedule.ts'
import { type EndedAttempt, TurnWriter, type WrittenTurn } from './turn-writer.ts'
import { WakeTimer } from './wake-timer.ts'
import { Watchdog } from './watchdog.ts'
import { writeLast } from './write-last.ts'
import { isEnvironmentError, WriteRetry } from './write-retry.ts'

const never = Number.POSITIVE_INFINITY

/** The loop: turn after turn, each one transaction. What a turn decides lies in the rooms around it. */
export class JobRunner implements Runner {
  readonly #options: RunnerOptions
  readonly #queue: QueueBinding
  readonly #dispatcher: Dispatcher
  readonly #reporter: Reporter
  readonly #host: RunningJobHost
  readonly #due: DueTimes
  readonly #timer: WakeTimer
  readonly #writer: TurnWriter
  readonly #writeRetry: WriteRetry
  readonly #figures: Figures
  readonly #health: HealthWatch
  readonly #watchdog: Watchdog
  readonly #random: () => number
  readonly #suspensions = new Suspensions()
  readonly #held = new HeldTimes()
  readonly #running = new RunningJobs()
  readonly #idleWaiters = new IdleWaiters()
  readonly #turns = new TurnSchedule(() => this.#turn())
  readonly #ended = { completed: 0, failed: 0, cancelled: 0 }
  #unwritten: EndedAttempt[] = []
  #state: 'created' | 'running' | 'stopping' | 'stopped' = 'created'
  #bootNumber = 0
  #isInTurn = false
  #isIdle = true
  #progressAtMs = never
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
    this.#host = {
      db,
      clock,
      logger,
      progressed: (running) => this.#progressed(running),
      cleared: () => {
        this.#dispatcher.noteCleared()
        this.#schedule()
      },
    }
    this.#queue = bindQueue(db, registry, clock)
    const shared = { dispatcher: this.#dispatcher, due: this.#due, running: this.#running }
    this.#queue.listener = createRunnerListener({
      ...shared,
      reporter: this.#reporter,
      events,
      scheduleTurn: () => !this.#isInTurn && this.#schedule(),
      scheduleNextTurn: () => this.#schedule(),
      wake: () => this.wake(),
      isStopped: () => this.#state === 'stopped',
    })
    const [figures, health, watchdog] = [this.#figures, this.#health, this.#watchdog]
    this.#writer = new TurnWriter({ ...shared, queue: this.#queue, figures, health, watchdog, logger, schedules, random })
  }

  start(): void {
    if (this.#state !== 'created') throw new Error('a runner is started once')
    const { db, clock, bootId, logger, schedules } = this.#options
    const now = clock.now()
    this.#state = 'running'
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
    if (this.#state !== 'running' && this.#state !== 'stopping') return
    this.#readAnew()
    this.#schedule()
  }

  async runUntilIdle({ waitForRetriesMs = 60_000 } = {}): Promise<IdleReport> {
    const before = { ...this.#ended }
    await this.#idleWaiters.wait(waitForRetriesMs, () => this.wake())
    return {
      completed: this.#ended.completed - before.completed,
      failed: this.#ended.failed - before.failed,
      cancelled: this.#ended.cancelled - before.cancelled,
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
    if (this.#state === 'stopped') return
    const { clock } = this.#options
    const wasStarted = this.#state !== 'created'
    this.#state = 'stopping'
    this.#running.shutDown()
    if (this.#running.count > 0 && deadlineMs > 0) {
      let takeBack = (): void => undefined
      await this.#idleWaiters.wait(0, (resolve) => {
        takeBack = clock.callAt(clock.now() + deadlineMs, resolve)
        this.#schedule()
      })
      takeBack()
    }
    this.#state = 'stopped'
    this.#timer.disarm()
    this.#queue.listener = null
    if (!wasStarted) return
    writeLast(this.#options, this.#running.list(), this.#bootNumber, this.#random, (tx, now) => this.#keepFigures(tx, now))
    this.#figures.written()
    for (const running of this.#running.list()) this.#running.remove(running)
  }

  get #mayStart(): boolean {
    return this.#state === 'running' && !this.#suspensions.isSuspended
  }

  #readAnew(): void {
    this.#held.update(listPauses(this.#options.db), this.#options.clock.now())
    this.#dispatcher.reload(this.#options.db, this.#running.list())
    this.#due.read(this.#options.db)
    this.#running.stopPaused((lane) => this.#dispatcher.isPausedByPerson(lane))
  }

  #schedule(): void {
    if (this.#state === 'running' || this.#state === 'stopping') this.#turns.request()
  }

  #turn(): void {
    if (this.#state !== 'running' && this.#state !== 'stopping') return
    const { db, clock } = this.#options
    const now = clock.now()
    if (now < this.#lastTurnAtMs) this.#clockWentBack(now)
    this.#lastTurnAtMs = now
    if (this.#writeRetry.dueAtMs !== never && now < this.#writeRetry.dueAtMs) return this.#armTimer(now)
    for (const running of this.#running.stopCancelled(db, now)) {
      const error = new JobStopped('cancelled', 'The job did not stop in time.')
      this.#unwritten.push({ running, end: { kind: 'threw', error } })
    }
    const ended = this.#unwritten
    this.#unwritten = []
    if (ended.length === 0 && !this.#writer.hasWork(now, this.#mayStart)) this.#writeRetry.clear()
    else if (!this.#write(now, ended)) return
    if (now >= this.#progressAtMs) this.#progressAtMs = this.#reporter.tellProgress(now) ?? never
    this.#reporter.tellAlerts()
    this.#rest(now)
  }

  /** Nothing that was to come soon waits until the clock is there once more. */
  #clockWentBack(now: number): void {
    this.#options.logger.warn('the clock was set back', { byMs: this.#lastTurnAtMs - now })
    this.#writer.doubtTimes()
    this.#writeRetry.clockWentBack(now)
    this.#watchdog.clockWentBack(now)
    this.#health.clockWentBack()
    this.#running.clockWentBack(now)
    if (this.#progressAtMs !== never) this.#progressAtMs = now
    this.#timer.disarm()
  }

  /** Writes the turn in one transaction and goes on with what it says; false when it could not be written: it is tried again. */
  #write(now: number, ended: readonly EndedAttempt[]): boolean {
    let turn: WrittenTurn
    this.#isInTurn = true
    try {
      turn = this.#writeTurn(now, ended)
    } catch (error) {
      // Nothing of it has happened.
      this.#writeRetry.failed(error, now)
      this.#unwritten = [...ended, ...this.#unwritten]
      this.#noteUndone()
      this.#armTimer(now)
      return false
    } finally {
      this.#isInTurn = false
    }
    this.#writeRetry.clear()
    this.#goOn(turn, now)
    return true
  }

  /** Where a fault of one part keeps the turn from being written as one, each part of it is written for itself. A full disk is waited out. */
  #writeTurn(now: number, ended: readonly EndedAttempt[]): WrittenTurn {
    const { db, logger } = this.#options
    const bootNumber = this.#mayStart ? this.#bootNumber : null
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

  /** What was written is true now: tells it and starts what was claimed. */
  #goOn(turn: WrittenTurn, now: number): void {
    if (turn.hasWrittenFigures) {
      this.#figures.written()
      this.#options.events.emit('queue.changed', { reason: 'figures' })
    }
    for (const { running, settlement } of turn.settled) {
      this.#running.remove(running)
      this.#figures.record(running, settlement, now)
      if (settlement.kind !== 'requeued') this.#ended[settlement.kind] += 1
      this.#reporter.settled(running, settlement)
    }
    for (const { reference, error, dragged } of turn.refused) {
      this.#ended.failed += 1
      this.#reporter.ended(reference, 'failed', error, dragged)
    }
    for (const claim of turn.claims) this.#launch(claim, now)
    if (this.#dispatcher.isRoomWanted) this.#running.makeRoom()
    if (turn.hasStalled) this.wake()
  }

  #launch(claim: JobClaim, now: number): void {
    const running = new RunningJob(this.#host, claim, now)
    this.#running.add(running)
    this.#isIdle = false
    this.#reporter.started(running)
    void this.#process(running)
  }

  async #process(running: RunningJob): Promise<void> {
    let end: EndedAttempt['end']
    try {
      end = { kind: 'returned', outcome: await running.definition.process(running.job, running) }
    } catch (error) {
      end = { kind: 'threw', error }
    }
    if (!this.#running.noteEnd(running)) return
    this.#unwritten.push({ running, end })
    this.#schedule()
  }

  #progressed(running: RunningJob): void {
    const now = this.#options.clock.now()
    const dueAt = this.#reporter.progressed(running, now)
    if (dueAt === null || this.#progressAtMs !== never) return
    this.#progressAtMs = dueAt
    this.#armTimer(now)
  }

  /** After a turn: says when there is nothing to do, and sets the one timer. */
  #rest(now: number): void {
    this.#figures.schedule(now, this.#running.count > 0)
    this.#health.noteBusy(this.#running.count > 0)
    const isWaiting = this.#state === 'running' && this.#dispatcher.hasUnpausedWork()
    if (isWaiting) this.#watchdog.watch(now)
    else this.#watchdog.rest()
    if (this.#running.count === 0 && this.#unwritten.length === 0 && !this.#turns.isRequested) this.#idle(now)
    this.#armTimer(now)
  }

  #idle(now: number): void {
    const { db, logger, events } = this.#options
    if (this.#mayStart && this.#dispatcher.findMissed(db)) {
      logger.warn('jobs were found that nobody had told the runner about')
      return this.#schedule()
    }
    this.#idleWaiters.release(this.#state === 'running' ? this.#due.jobAtMs - now : never, () => {
      this.#writeFigures(now)
      this.#reporter.tellAlerts()
    })
    if (this.#isIdle) return
    this.#isIdle = true
    events.emit('queue.idle', {})
  }

  #keepFigures(tx: Transaction, now: number): void {
    this.#health.look(tx, this.#figures.write(tx), now)
  }

  /** Who waited for the end finds the figures, if there is room for them; otherwise they are written later. */
  #writeFigures(now: number): void {
    try {
      if (this.#figures.isDirty) transaction(this.#options.db, (tx) => this.#keepFigures(tx, now))
      this.#figures.written()
    } catch (error) {
      this.#writeRetry.failed(error, now)
    }
  }

  #armTimer(now: number): void {
    let atMs = Math.min(this.#figures.dueAtMs, this.#health.dueAtMs, this.#progressAtMs, this.#running.nextDeadlineMs)
    if (this.#mayStart) atMs = Math.min(atMs, this.#due.nextAtMs, this.#watchdog.nextLookAtMs)
    if (this.#writeRetry.dueAtMs !== never) atMs = this.#writeRetry.dueAtMs
    if (atMs <= now) this.#schedule()
    else this.#timer.arm(atMs)
  }
}
