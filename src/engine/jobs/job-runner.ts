// Runs jobs: claims, starts and settles them, one short transaction at a time, and sleeps while there is nothing to do.
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import { type Transaction, transaction } from '../db/database.ts'
import { explainDatabaseError } from '../db/open.ts'
import { closeBoot, openBoot } from '../db/queries/jobs/boots.ts'
import { promoteDueJobs } from '../db/queries/jobs/promote-due-jobs.ts'
import { recountJobTotals } from '../db/queries/jobs/recount-job-totals.ts'
import { removeEndedPauses } from '../db/queries/jobs/remove-pause.ts'
import { isCancelRequested } from '../db/queries/jobs/request-cancel.ts'
import { type Claim, Dispatcher } from './dispatcher.ts'
import { DueTimes } from './due-times.ts'
import { Figures } from './figures.ts'
import { bindQueue, type QueueBinding, type QueueListener } from './queue-binding.ts'
import { recoverOrphans, recoverWaiting } from './recover.ts'
import { refuseJob } from './refuse-job.ts'
import { Reporter } from './reporter.ts'
import type { IdleReport, Runner, RunnerOptions } from './runner.ts'
import { type JobClaim, JobStopped, RunningJob, type RunningJobHost } from './running-job.ts'
import { seedSchedules, startDueSchedules } from './schedules.ts'
import { type AttemptEnd, settleJob } from './settle-job.ts'
import { raiseSlowWrite } from './slow-alerts.ts'
import { Suspensions } from './suspensions.ts'
import type { JobDefinition } from './types.ts'
import { WakeTimer } from './wake-timer.ts'
import { Watchdog } from './watchdog.ts'

/** Turns may follow each other for so long before timers and messages get theirs. */
const longestTurnsMs = 4
/** How soon a write that failed (a full disk) is tried again. */
const retryWriteMs = 1_000
/** A cancelled job that does not stop within this time is given up: it can write nothing more. */
const cancelGraceMs = 10_000
const keepAliveMs = 2 ** 30
const never = Number.POSITIVE_INFINITY

interface Settled {
  readonly running: RunningJob
  readonly end: AttemptEnd
}

interface IdleWaiter {
  readonly horizonMs: number
  readonly resolve: () => void
}

/** The loop: turn after turn, each one transaction. What a turn decides lies in the rooms around it. */
export class JobRunner implements Runner {
  readonly #options: RunnerOptions
  readonly #queue: QueueBinding
  readonly #dispatcher: Dispatcher
  readonly #reporter: Reporter
  readonly #host: RunningJobHost
  readonly #due: DueTimes
  readonly #timer: WakeTimer
  readonly #suspensions = new Suspensions()
  readonly #figures = new Figures(this.#suspensions)
  readonly #watchdog = new Watchdog(this.#suspensions)
  readonly #random: () => number
  readonly #running = new Map<number, RunningJob>()
  readonly #idleWaiters = new Set<IdleWaiter>()
  readonly #maybeCancelled = new Set<number>()
  #settled: Settled[] = []
  #state: 'created' | 'running' | 'stopping' | 'stopped' = 'created'
  #bootNumber = 0
  #isScheduled = false
  #isInTurn = false
  #isIdle = true
  #turnsBeganAt = 0
  #retryWriteAtMs = never
  #progressAtMs = never
  readonly #ended = { completed: 0, failed: 0, cancelled: 0 }

  constructor(options: RunnerOptions) {
    const { db, registry, clock, logger, events } = options
    this.#options = options
    this.#random = options.random ?? Math.random
    this.#queue = bindQueue(db, registry, clock)
    this.#queue.listener = this.#createListener()
    this.#dispatcher = new Dispatcher(registry)
    this.#reporter = new Reporter(db, events)
    this.#due = new DueTimes(options.schedules !== undefined)
    this.#timer = new WakeTimer(clock, () => this.#schedule())
    this.#host = {
      db,
      clock,
      logger,
      progressed: (running) => this.#progressed(running),
      committedSlowly: (running, tookMs) => this.#reportSlowCommit(running, tookMs),
    }
  }

  start(): void {
    if (this.#state !== 'created') throw new Error('a runner is started once')
    const { db, clock, bootId, logger } = this.#options
    const now = clock.now()
    this.#state = 'running'
    const orphans = transaction(db, (tx) => {
      const boot = openBoot(tx, bootId, now)
      this.#bootNumber = boot.id
      if (boot.previousDied) recountJobTotals(tx)
      const orphans = recoverOrphans(tx, now)
      recoverWaiting(tx, now)
      if (this.#options.schedules) seedSchedules(tx, this.#options.schedules.defaults, now, this.#random)
      return orphans
    })
    if (orphans > 0) logger.info('jobs of an earlier run were put back into the queue', { orphans })
    this.wake()
  }

  wake(): void {
    if (this.#state !== 'running' && this.#state !== 'stopping') return
    this.#dispatcher.reload(this.#options.db, this.#running.values())
    this.#due.read(this.#options.db)
    this.#schedule()
  }

  async runUntilIdle({ waitForRetriesMs = 60_000 } = {}): Promise<IdleReport> {
    const before = { ...this.#ended }
    await this.#whenIdle(waitForRetriesMs, () => this.wake())
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
    this.#suspensions.end(this.#options.clock.now())
    this.wake()
  }

  async stop(deadlineMs = 5_000): Promise<void> {
    if (this.#state === 'stopped') return
    const { clock, db } = this.#options
    const wasStarted = this.#state !== 'created'
    this.#state = 'stopping'
    for (const running of this.#running.values()) running.stop('shutdown', 'OmniCRM is closing.')
    if (this.#running.size > 0 && deadlineMs > 0) {
      let takeBack = (): void => undefined
      await this.#whenIdle(0, (resolve) => {
        takeBack = clock.callAt(clock.now() + deadlineMs, resolve)
        this.#schedule()
      })
      takeBack()
    }
    this.#state = 'stopped'
    this.#timer.disarm()
    this.#queue.listener = null
    if (!wasStarted) return
    transaction(db, (tx) => {
      const now = clock.now()
      for (const running of this.#running.values()) {
        running.close()
        const end = { kind: 'threw', error: new JobStopped('shutdown', 'The job did not stop in time.') } as const
        settleJob(tx, running, this.#definitionOf(running.job.kind), end, now, this.#random)
      }
      this.#figures.write(tx, now)
      closeBoot(tx, this.#bootNumber, now)
    })
    this.#figures.written()
    this.#running.clear()
  }

  /** Waits without letting the process end: the clock's timers do not keep it alive. */
  async #whenIdle(horizonMs: number, begin: (resolve: () => void) => void): Promise<void> {
    const keepAlive = setInterval(() => undefined, keepAliveMs)
    await new Promise<void>((resolve) => {
      this.#idleWaiters.add({ horizonMs, resolve })
      begin(resolve)
    })
    clearInterval(keepAlive)
  }

  #createListener(): QueueListener {
    const later = (work: () => void): void => queueMicrotask(() => this.#state !== 'stopped' && work())
    return {
      laneReady: (lane) => {
        this.#dispatcher.noteReady(lane)
        if (!this.#isInTurn) this.#schedule()
      },
      readyAt: (atMs) => {
        this.#due.jobAtMs = Math.min(this.#due.jobAtMs, atMs)
        if (!this.#isInTurn) this.#schedule()
      },
      pausesChanged: () =>
        later(() => {
          this.wake()
          this.#options.events.emit('queue.changed', { reason: 'pauses' })
        }),
      schedulesChanged: () =>
        later(() => {
          this.wake()
          this.#options.events.emit('queue.changed', { reason: 'schedules' })
        }),
      cancelRequested: (ids) => {
        for (const id of ids) this.#maybeCancelled.add(id)
        later(() => this.#schedule())
      },
      alertRaised: (id) => {
        this.#reporter.noteAlert(id)
        later(() => this.#schedule())
      },
      jobsChanged: () => later(() => this.#options.events.emit('queue.changed', { reason: 'jobs' })),
    }
  }

  /** Takes a turn soon: right after the current task or, when turns have followed each other for a while, after everybody else's. */
  #schedule(): void {
    if (this.#isScheduled || this.#state === 'created' || this.#state === 'stopped') return
    this.#isScheduled = true
    if (performance.now() - this.#turnsBeganAt < longestTurnsMs) return queueMicrotask(() => this.#turn())
    setImmediate(() => {
      this.#turnsBeganAt = performance.now()
      this.#turn()
    })
  }

  #turn(): void {
    this.#isScheduled = false
    if (this.#state === 'created' || this.#state === 'stopped') return
    const now = this.#options.clock.now()
    if (this.#retryWriteAtMs !== never && now < this.#retryWriteAtMs) return this.#armTimer(now)
    this.#stopCancelled(now)
    const settled = this.#settled
    this.#settled = []
    const claims: JobClaim[] = []
    const tellings: (() => void)[] = []
    this.#isInTurn = true
    try {
      if (settled.length > 0 || this.#hasSomethingToWrite(now)) {
        transaction(this.#options.db, (tx) => this.#write(tx, now, settled, claims, tellings))
      }
      this.#retryWriteAtMs = never
    } catch (error) {
      return this.#survive(error, settled, now)
    } finally {
      this.#isInTurn = false
    }
    for (const tell of tellings) tell()
    for (const claim of claims) this.#launch(claim, now)
    if (now >= this.#progressAtMs) this.#progressAtMs = this.#reporter.tellProgress(now) ?? never
    this.#reporter.tellAlerts()
    this.#rest(now)
  }

  get #mayStart(): boolean {
    return this.#state === 'running' && !this.#suspensions.isSuspended
  }

  #hasSomethingToWrite(now: number): boolean {
    if (now >= this.#figures.dueAtMs || now >= this.#watchdog.nextLookAtMs) return true
    return this.#mayStart && (now >= this.#due.nextAtMs || this.#dispatcher.hasUnpausedWork())
  }

  /** Everything that a turn writes, in one transaction: what has ended, what became due, and what starts next. */
  #write(tx: Transaction, now: number, settled: readonly Settled[], claims: JobClaim[], tellings: (() => void)[]): void {
    for (const { running, end } of settled) {
      const settlement = settleJob(tx, running, this.#definitionOf(running.job.kind), end, now, this.#random)
      this.#dispatcher.noteEnded(running.row)
      tellings.push(() => {
        this.#running.delete(running.row.id)
        running.close()
        if (settlement.kind === 'completed' || settlement.kind === 'failed') this.#figures.record(running, settlement.kind, now)
        if (settlement.kind !== 'requeued') this.#ended[settlement.kind] += 1
        this.#reporter.settled(running, settlement)
      })
    }
    if (now >= this.#figures.dueAtMs) this.#flush(tx, now, tellings)
    if (now >= this.#watchdog.nextLookAtMs && this.#watchdog.look(tx, now, this.#running.values())) {
      tellings.push(() => this.wake())
    }
    if (!this.#mayStart) return
    this.#letTimePass(tx, now)
    for (let claim = this.#claim(tx, now); claim; claim = this.#claim(tx, now)) {
      if (claim.kind === 'start') claims.push(claim.claim)
      else this.#refuse(tx, claim, now, tellings)
    }
    if (settled.length > 0 || claims.length > 0) this.#watchdog.settle(tx)
  }

  #claim(tx: Transaction, now: number): Claim | null {
    return this.#dispatcher.claimNext(tx, now, this.#bootNumber)
  }

  #flush(tx: Transaction, now: number, tellings: (() => void)[]): void {
    this.#figures.write(tx, now)
    // Before what this turn's jobs add to the next figures.
    tellings.unshift(() => {
      this.#figures.written()
      this.#options.events.emit('queue.changed', { reason: 'figures' })
    })
  }

  /** Ends the pauses, starts the schedules and makes ready the jobs whose time has come. */
  #letTimePass(tx: Transaction, now: number): void {
    const { schedules, logger } = this.#options
    if (now >= this.#due.pauseEndAtMs) {
      removeEndedPauses(tx, now)
      this.#dispatcher.reloadPauses(tx)
      this.#due.readPauses(tx)
      this.#queue.listener?.jobsChanged()
    }
    if (schedules && now >= this.#due.scheduleAtMs) {
      startDueSchedules(tx, schedules, now, this.#random, logger)
      this.#due.readSchedules(tx)
    }
    if (now >= this.#due.jobAtMs) {
      for (const lane of promoteDueJobs(tx, now)) this.#dispatcher.noteReady(lane)
      this.#due.readJobs(tx)
    }
  }

  #refuse(tx: Transaction, claim: Exclude<Claim, { kind: 'start' }>, now: number, tellings: (() => void)[]): void {
    const { error, dragged } = refuseJob(tx, claim, now)
    this.#dispatcher.noteEnded(claim.row)
    tellings.push(() => {
      this.#ended.failed += 1
      this.#reporter.ended(claim.row, 'failed', error, dragged)
    })
  }

  #launch(claim: JobClaim, now: number): void {
    const running = new RunningJob(this.#host, claim, now)
    this.#running.set(claim.row.id, running)
    this.#isIdle = false
    this.#reporter.started(claim.row)
    void this.#process(running)
  }

  async #process(running: RunningJob): Promise<void> {
    let end: AttemptEnd
    try {
      end = { kind: 'returned', outcome: await this.#definitionOf(running.job.kind).process(running.job, running) }
    } catch (error) {
      end = { kind: 'threw', error }
    }
    // An abandoned job has been settled without it.
    if (this.#running.get(running.row.id) !== running) return
    this.#settled.push({ running, end })
    this.#schedule()
  }

  /** Passes on the wish to cancel, and gives up on what does not stop. */
  #stopCancelled(now: number): void {
    for (const id of this.#maybeCancelled) {
      this.#maybeCancelled.delete(id)
      const running = this.#running.get(id)
      if (!running || !isCancelRequested(this.#options.db, id)) continue
      running.stop('cancelled', 'The job was cancelled.')
      running.stopDeadlineMs = Math.min(running.stopDeadlineMs, now + cancelGraceMs)
    }
    for (const running of this.#running.values()) {
      if (now < running.stopDeadlineMs || this.#settled.some((other) => other.running === running)) continue
      running.stopDeadlineMs = never
      this.#settled.push({ running, end: { kind: 'threw', error: new JobStopped('cancelled', 'The job did not stop in time.') } })
    }
  }

  #progressed(running: RunningJob): void {
    const now = this.#options.clock.now()
    const dueAt = this.#reporter.progressed(running, now)
    if (dueAt === null || this.#progressAtMs !== never) return
    this.#progressAtMs = dueAt
    this.#armTimer(now)
  }

  #reportSlowCommit(running: RunningJob, tookMs: number): void {
    const { id: jobId, kind } = running.row
    this.#options.logger.warn('a batch was slow to write', { kind, jobId, tookMs })
    transaction(this.#options.db, (tx) => raiseSlowWrite(tx, running.row, tookMs))
  }

  /** After a turn: says when there is nothing to do, and sets the one timer. */
  #rest(now: number): void {
    this.#figures.schedule(now, this.#running.size > 0)
    const isWaiting = this.#state === 'running' && this.#dispatcher.hasUnpausedWork()
    if (isWaiting) this.#watchdog.watch(now)
    else this.#watchdog.rest()
    if (this.#running.size === 0 && this.#settled.length === 0 && !this.#isScheduled) this.#idle(now)
    this.#armTimer(now)
  }

  #idle(now: number): void {
    if (this.#mayStart && this.#dispatcher.findMissed(this.#options.db)) {
      this.#options.logger.warn('jobs were found that nobody had told the runner about')
      return this.#schedule()
    }
    for (const waiter of this.#idleWaiters) {
      if (this.#state === 'running' && this.#due.jobAtMs - now <= waiter.horizonMs) continue
      if (this.#figures.isDirty) transaction(this.#options.db, (tx) => this.#figures.write(tx, now))
      this.#figures.written()
      this.#reporter.tellAlerts()
      this.#idleWaiters.delete(waiter)
      waiter.resolve()
    }
    if (this.#isIdle) return
    this.#isIdle = true
    this.#options.events.emit('queue.idle', {})
  }

  /** A turn could not be written: nothing of it has happened. A fault of one job ends that attempt; a full disk is waited out. */
  #survive(error: unknown, settled: readonly Settled[], now: number): void {
    const { db, logger, events } = this.#options
    const isEnvironment = isEnvironmentError(error)
    const again = isEnvironment ? settled : settled.map(({ running }) => ({ running, end: { kind: 'threw', error } as const }))
    this.#settled = [...again, ...this.#settled]
    const isFirst = this.#retryWriteAtMs === never
    this.#retryWriteAtMs = now + retryWriteMs
    this.#dispatcher.reload(db, this.#running.values())
    this.#due.read(db)
    this.#armTimer(now)
    // The same disk is still full a second later: that has been told.
    if (!isFirst) return
    logger.error('the job engine could not write', { error, isEnvironment })
    const explained = explainDatabaseError(error, db.path)
    const message = explained instanceof Error ? explained.message : String(explained)
    const hint = explained instanceof Error && 'hint' in explained ? String(explained.hint) : 'It is tried again by itself.'
    events.emit('engine.write_failed', { message, hint })
  }

  #armTimer(now: number): void {
    let atMs = Math.min(this.#figures.dueAtMs, this.#retryWriteAtMs, this.#progressAtMs, this.#watchdog.nextLookAtMs)
    if (this.#mayStart) atMs = Math.min(atMs, this.#due.nextAtMs)
    for (const running of this.#running.values()) atMs = Math.min(atMs, running.stopDeadlineMs)
    if (this.#retryWriteAtMs !== never) atMs = this.#retryWriteAtMs
    if (atMs <= now) this.#schedule()
    else this.#timer.arm(atMs)
  }

  #definitionOf(kind: JobKind): JobDefinition<JobKind> {
    const definition = this.#options.registry[kind]
    if (!definition) throw new Error(`no definition for ${kind}`)
    return definition as unknown as JobDefinition<JobKind>
  }
}

/** Whether an error says something about disk and file rather than about a statement of ours. */
function isEnvironmentError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR'
}
