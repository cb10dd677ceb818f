// Runs jobs: claims, starts and settles them, one short transaction at a time, and sleeps while there is nothing to do.
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { Clock } from '../clock.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { explainDatabaseError } from '../db/open.ts'
import { closeBoot, openBoot } from '../db/queries/jobs/boots.ts'
import { endJob } from '../db/queries/jobs/end-job.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { removeEndedPauses } from '../db/queries/jobs/remove-pause.ts'
import { nextDueAt, promoteDueJobs } from '../db/queries/jobs/promote-due-jobs.ts'
import { recountJobTotals } from '../db/queries/jobs/recount-job-totals.ts'
import { nextScheduleAt } from '../db/queries/jobs/schedule-rows.ts'
import { isCancelRequested } from '../db/queries/jobs/request-cancel.ts'
import type { Logger } from '../logger.ts'
import { releaseDependents } from './dependents.ts'
import { type Claim, Dispatcher } from './dispatcher.ts'
import type { JobEventHub } from './events.ts'
import { checkKinds, DiskWatch } from './health-checks.ts'
import { MetricsRecorder } from './metrics-recorder.ts'
import { bindQueue, type QueueBinding, type QueueListener } from './queue-binding.ts'
import { raiseAlert } from './raise-alert.ts'
import { recoverOrphans, recoverWaiting } from './recover.ts'
import { Reporter } from './reporter.ts'
import { type JobClaim, JobStopped, RunningJob, type RunningJobHost } from './running-job.ts'
import { type AttemptEnd, interruptJob, settleJob } from './settle-job.ts'
import { type ScheduleSource, seedSchedules, startDueSchedules } from './schedules.ts'
import { Suspensions } from './suspensions.ts'
import type { JobDefinition, JobRegistry } from './types.ts'
import { Watchdog } from './watchdog.ts'

/** What a runner is made of. */
export interface RunnerOptions {
  readonly db: Database
  /** Kinds that are missing (in tests) are failed as unknown. */
  readonly registry: Partial<JobRegistry>
  readonly clock: Clock
  readonly logger: Logger
  /** Another one for each run of the program. */
  readonly bootId: string
  readonly events: JobEventHub
  /** What starts by itself. Without it nothing does: the command line does what it is told and no more. */
  readonly schedules?: ScheduleSource
  /** A number from 0 up to 1, for jitter. Default: `Math.random`. */
  readonly random?: () => number
}

/** How {@link Runner.runUntilIdle} found things. */
export interface IdleReport {
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  /** Jobs that wait for a time further off than was waited for; when the first of them is due. */
  readonly nextRunAtMs: number | null
}

/** The job engine's heart. */
export interface Runner {
  /** Recovers what an earlier run left behind and begins to work. */
  start(): void
  /** Looks at everything anew, as if just started: jobs that came from elsewhere are found. */
  wake(): void
  /**
   * Resolves when nothing runs and nothing can run. A job that is due within `waitForRetriesMs` (default one minute) is waited for;
   * schedules are not.
   */
  runUntilIdle(options?: { waitForRetriesMs?: number }): Promise<IdleReport>
  /** The computer goes to sleep: nothing is started, and the time does not count. */
  suspend(): void
  /** The computer is awake again. */
  resume(): void
  /** Claims nothing more, asks what runs to stop, and waits up to `deadlineMs` for it. What is interrupted keeps its attempt and its checkpoint. */
  stop(deadlineMs?: number): Promise<void>
}

/** Makes a runner. It does nothing until it is started. */
export function createRunner(options: RunnerOptions): Runner {
  return new JobRunner(options)
}

/** Turns may follow each other for so long before timers and messages get theirs. */
const longestTurnsMs = 4
/** How often figures are written while jobs run, and how soon after the last job. */
const flushEveryMs = 1_000
const flushWhenIdleMs = 200
/** How soon a write that failed (a full disk) is tried again. */
const retryWriteMs = 1_000
/** A cancelled job that does not stop within this time is given up: it can write nothing more. */
const cancelGraceMs = 10_000
const keepAliveMs = 2 ** 30

interface Settled {
  readonly running: RunningJob
  readonly end: AttemptEnd
}

interface IdleWaiter {
  readonly horizonMs: number
  readonly resolve: () => void
}

class JobRunner implements Runner {
  readonly #options: RunnerOptions
  readonly #queue: QueueBinding
  readonly #dispatcher: Dispatcher
  readonly #reporter: Reporter
  readonly #host: RunningJobHost
  readonly #metrics = new MetricsRecorder()
  readonly #disk = new DiskWatch()
  readonly #suspensions = new Suspensions()
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
  #nextDueAt: number | null = null
  #nextPauseEndAt: number | null = null
  #nextScheduleAt: number | null = null
  #flushAt: number | null = null
  #retryWriteAt: number | null = null
  #progressAt: number | null = null
  #timer: { readonly atMs: number; readonly cancel: () => void } | null = null
  readonly #ended = { completed: 0, failed: 0, cancelled: 0 }

  constructor(options: RunnerOptions) {
    const { db, registry, clock, logger, events } = options
    this.#options = options
    this.#random = options.random ?? Math.random
    this.#queue = bindQueue(db, registry, clock)
    this.#queue.listener = this.#createListener()
    this.#dispatcher = new Dispatcher(registry)
    this.#reporter = new Reporter(db, events)
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
    this.#readTimes()
    this.#schedule()
  }

  async runUntilIdle({ waitForRetriesMs = 60_000 } = {}): Promise<IdleReport> {
    const before = { ...this.#ended }
    await this.#whenIdle(waitForRetriesMs, () => this.wake())
    return {
      completed: this.#ended.completed - before.completed,
      failed: this.#ended.failed - before.failed,
      cancelled: this.#ended.cancelled - before.cancelled,
      nextRunAtMs: this.#nextDueAt,
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
    this.#timer?.cancel()
    this.#queue.listener = null
    if (!wasStarted) return
    transaction(db, (tx) => {
      const now = clock.now()
      for (const running of this.#running.values()) {
        running.close()
        interruptJob(tx, running, 'OmniCRM was closed while the job ran.', now)
      }
      this.#writeFigures(tx, now)
      closeBoot(tx, this.#bootNumber, now)
    })
    this.#metrics.clear()
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
        this.#nextDueAt = Math.min(this.#nextDueAt ?? atMs, atMs)
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
    if (this.#retryWriteAt !== null && now < this.#retryWriteAt) return this.#armTimer(now)
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
      this.#retryWriteAt = null
    } catch (error) {
      return this.#survive(error, settled, now)
    } finally {
      this.#isInTurn = false
    }
    for (const tell of tellings) tell()
    for (const claim of claims) this.#launch(claim, now)
    if (this.#progressAt !== null && now >= this.#progressAt) this.#progressAt = this.#reporter.tellProgress(now)
    this.#reporter.tellAlerts()
    this.#rest(now)
  }

  #hasSomethingToWrite(now: number): boolean {
    if (isDue(this.#flushAt, now) || isDue(this.#watchdog.nextLookAtMs, now)) return true
    if (this.#state !== 'running' || this.#suspensions.isSuspended) return false
    return isDue(this.#nextDueAt, now) || isDue(this.#nextPauseEndAt, now) || isDue(this.#nextScheduleAt, now) || this.#dispatcher.hasUnpausedWork()
  }

  /** Everything that a turn writes, in one transaction: what has ended, what became due, and what starts next. */
  #write(tx: Transaction, now: number, settled: readonly Settled[], claims: JobClaim[], tellings: (() => void)[]): void {
    for (const { running, end } of settled) {
      const settlement = settleJob(tx, running, this.#definitionOf(running.job.kind), end, now, this.#random)
      this.#dispatcher.noteEnded(running.row)
      tellings.push(() => {
        this.#running.delete(running.row.id)
        running.close()
        if (settlement.kind === 'completed' || settlement.kind === 'failed') {
          const waitMs = this.#suspensions.awakeMs(running.row.runAt, running.startedAtMs)
          const runMs = this.#suspensions.awakeMs(running.startedAtMs, now)
          this.#metrics.record({ kind: running.row.kind, status: settlement.kind, waitMs, runMs }, now)
        }
        if (settlement.kind !== 'requeued') this.#ended[settlement.kind] += 1
        this.#reporter.settled(running, settlement)
      })
    }
    if (isDue(this.#flushAt, now)) this.#flush(tx, now, tellings)
    if (isDue(this.#watchdog.nextLookAtMs, now) && this.#watchdog.look(tx, now, this.#running.values())) {
      tellings.push(() => this.wake())
    }
    if (this.#state !== 'running' || this.#suspensions.isSuspended) return
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
    this.#writeFigures(tx, now)
    tellings.unshift(() => {
      this.#metrics.clear()
      this.#flushAt = null
      this.#options.events.emit('queue.changed', { reason: 'figures' })
    })
  }

  #writeFigures(tx: Transaction, now: number): void {
    this.#metrics.write(tx)
    const { ended, failed } = this.#metrics.kinds()
    checkKinds(tx, ended, failed, now)
    this.#disk.check(tx, now)
  }

  /** Ends the pauses and makes ready the jobs whose time has come. */
  #letTimePass(tx: Transaction, now: number): void {
    if (isDue(this.#nextPauseEndAt, now)) {
      removeEndedPauses(tx, now)
      this.#dispatcher.reloadPauses(tx)
      this.#readPauseEnds(tx)
      this.#queue.listener?.jobsChanged()
    }
    if (isDue(this.#nextScheduleAt, now) && this.#options.schedules) {
      startDueSchedules(tx, this.#options.schedules, now, this.#random, this.#options.logger)
      this.#nextScheduleAt = nextScheduleAt(tx)
    }
    if (isDue(this.#nextDueAt, now)) {
      for (const lane of promoteDueJobs(tx, now)) this.#dispatcher.noteReady(lane)
      this.#nextDueAt = nextDueAt(tx)
    }
  }

  /** Fails a stored job that this version cannot run, loudly. */
  #refuse(tx: Transaction, claim: Exclude<Claim, { kind: 'start' }>, now: number, tellings: (() => void)[]): void {
    const { row } = claim
    const error =
      claim.kind === 'unknown_kind'
        ? `This version of OmniCRM knows no job kind "${row.kind}".`
        : `What is stored for this job is not what ${row.kind} needs (${claim.problem}).`
    const cure = 'Update OmniCRM and retry the job, or leave it: nothing else waits for it.'
    endJob(tx, row.id, row.kind, now, { status: 'failed', error, hint: cure })
    raiseAlert(tx, { kind: claim.kind, subject: row.kind, message: `Job ${row.id} cannot run. ${error}`, cure, jobId: row.id })
    const dragged = releaseDependents(tx, row.id, now)
    this.#dispatcher.noteEnded(row)
    tellings.push(() => {
      this.#ended.failed += 1
      this.#reporter.ended(row, 'failed', error, dragged)
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
      running.stopDeadlineMs ??= now + cancelGraceMs
    }
    for (const running of this.#running.values()) {
      if (!isDue(running.stopDeadlineMs, now) || this.#settled.some((other) => other.running === running)) continue
      running.stopDeadlineMs = null
      this.#settled.push({ running, end: { kind: 'threw', error: new JobStopped('cancelled', 'The job did not stop in time.') } })
    }
  }

  #progressed(running: RunningJob): void {
    const now = this.#options.clock.now()
    const dueAt = this.#reporter.progressed(running, now)
    if (dueAt === null || this.#progressAt !== null) return
    this.#progressAt = dueAt
    this.#armTimer(now)
  }

  #reportSlowCommit(running: RunningJob, tookMs: number): void {
    const { id: jobId, kind } = running.row
    this.#options.logger.warn('a batch was slow to write', { kind, jobId, tookMs })
    transaction(this.#options.db, (tx) =>
      raiseAlert(tx, {
        kind: 'slow_query',
        subject: kind,
        message: `A batch of ${kind} took ${tookMs} ms to write; everything else had to wait.`,
        cure: 'Nothing is lost. If it happens often: run Optimize from the list of schedules, and check that the disk is not busy or failing.',
        jobId,
      }),
    )
  }

  /** After a turn: says when there is nothing to do, and sets the one timer. */
  #rest(now: number): void {
    if (this.#metrics.isDirty) this.#flushAt ??= now + (this.#running.size > 0 ? flushEveryMs : flushWhenIdleMs)
    const isWaiting = this.#state === 'running' && this.#dispatcher.hasUnpausedWork()
    if (isWaiting) this.#watchdog.watch(now)
    else this.#watchdog.rest()
    if (this.#running.size === 0 && this.#settled.length === 0 && !this.#isScheduled) this.#idle(now)
    this.#armTimer(now)
  }

  #idle(now: number): void {
    if (this.#state === 'running' && !this.#suspensions.isSuspended && this.#dispatcher.findMissed(this.#options.db)) {
      this.#options.logger.warn('jobs were found that nobody had told the runner about')
      return this.#schedule()
    }
    for (const waiter of this.#idleWaiters) {
      if (this.#state === 'running' && this.#nextDueAt !== null && this.#nextDueAt - now <= waiter.horizonMs) continue
      if (this.#metrics.isDirty) transaction(this.#options.db, (tx) => this.#writeFigures(tx, now))
      this.#metrics.clear()
      this.#reporter.tellAlerts()
      this.#flushAt = null
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
    logger.error('the job engine could not write', { error, isEnvironment })
    const again = isEnvironment ? settled : settled.map(({ running }) => ({ running, end: { kind: 'threw', error } as const }))
    this.#settled = [...again, ...this.#settled]
    this.#retryWriteAt = now + retryWriteMs
    this.#dispatcher.reload(db, this.#running.values())
    this.#readTimes()
    const explained = explainDatabaseError(error, db.path)
    const message = explained instanceof Error ? explained.message : String(explained)
    const hint = explained instanceof Error && 'hint' in explained ? String(explained.hint) : 'It is tried again by itself.'
    events.emit('engine.write_failed', { message, hint })
    this.#armTimer(now)
  }

  #readTimes(): void {
    this.#nextDueAt = nextDueAt(this.#options.db)
    this.#nextScheduleAt = this.#options.schedules ? nextScheduleAt(this.#options.db) : null
    this.#readPauseEnds(this.#options.db)
  }

  #readPauseEnds(db: Database): void {
    const ends = listPauses(db).flatMap((pause) => (pause.untilAt === null ? [] : [pause.untilAt]))
    this.#nextPauseEndAt = ends.length > 0 ? Math.min(...ends) : null
  }

  #armTimer(now: number): void {
    const atMs = this.#nextTimeMs()
    if (this.#timer === null ? atMs === Number.POSITIVE_INFINITY : this.#timer.atMs === atMs) return
    this.#timer?.cancel()
    this.#timer = null
    if (atMs === Number.POSITIVE_INFINITY) return
    if (atMs <= now && this.#retryWriteAt === null) return this.#schedule()
    const cancel = this.#options.clock.callAt(atMs, () => {
      this.#timer = null
      this.#schedule()
    })
    this.#timer = { atMs, cancel }
  }

  /** When the next turn is due by the clock; infinity when none is. */
  #nextTimeMs(): number {
    const never = Number.POSITIVE_INFINITY
    let atMs = Math.min(this.#flushAt ?? never, this.#retryWriteAt ?? never, this.#progressAt ?? never, this.#watchdog.nextLookAtMs ?? never)
    if (this.#state === 'running' && !this.#suspensions.isSuspended) {
      atMs = Math.min(atMs, this.#nextDueAt ?? never, this.#nextPauseEndAt ?? never, this.#nextScheduleAt ?? never)
    }
    for (const running of this.#running.values()) atMs = Math.min(atMs, running.stopDeadlineMs ?? never)
    return atMs
  }

  #definitionOf(kind: JobKind): JobDefinition<JobKind> {
    const definition = this.#options.registry[kind]
    if (!definition) throw new Error(`no definition for ${kind}`)
    return definition as unknown as JobDefinition<JobKind>
  }
}

function isDue(atMs: number | null, now: number): boolean {
  return atMs !== null && now >= atMs
}

/** Whether an error says something about disk and file rather than about a statement of ours. */
function isEnvironmentError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR'
}
