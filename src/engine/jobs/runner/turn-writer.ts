// Writes one turn of the runner: what has ended, what became due, and what starts next.
import type { Transaction } from '../../db/database.ts'
import { promoteDueJobs } from '../../db/queries/jobs/promote-due-jobs.ts'
import { removeEndedPauses } from '../../db/queries/jobs/remove-pause.ts'
import type { DraggedJob } from '../dependents.ts'
import type { JobReference } from '../events.ts'
import { mendTimes, planAnew } from './mend-times.ts'
import type { QueueBinding } from '../queue-binding.ts'
import { raiseAlert } from '../raise-alert.ts'
import { refuseJob } from './refuse-job.ts'
import type { JobClaim, RunningJob } from './running-job.ts'
import { type ScheduleSource, startDueSchedules } from '../schedules.ts'
import type { SharedRooms } from './shared-rooms.ts'
import { settleApart } from './settle-apart.ts'
import { type AttemptEnd, settleJob, type Settlement } from './settle-job.ts'
import { currentTimeZone } from '../time-zone.ts'

/** What a turn does beside its jobs, and what a person reads when it cannot. */
const chores = {
  figures: 'Figures of how jobs went could not be kept',
  health: 'Nobody could look whether all is well',
  watchdog: 'Nobody could look whether the queue stands still',
  schedules: 'What runs by itself could not be started',
  times: 'Times written before the clock was changed could not be put right',
} as const
/** How soon a chore that failed is tried again. */
const choreRetryMs = 60_000
/** For so long after the program has started or the computer has woken, housekeeping leaves both to the person. */
const wakingUpMs = 5 * 60_000

/** An attempt whose end has to be written. */
export interface EndedAttempt {
  readonly running: RunningJob
  readonly end: AttemptEnd
}

/** What a turn has written. None of it is true before the commit. */
export interface WrittenTurn {
  readonly settled: { readonly running: RunningJob; readonly settlement: Settlement }[]
  readonly refused: { readonly reference: JobReference; readonly error: string; readonly dragged: readonly DraggedJob[] }[]
  readonly claims: JobClaim[]
  readonly hasWrittenFigures: boolean
  readonly hasStalled: boolean
}

/** The rooms in which the parts of a turn are decided. */
export interface TurnParts extends SharedRooms {
  readonly queue: QueueBinding
  readonly schedules: ScheduleSource | null
  readonly random: () => number
}

const noKinds: ReadonlySet<string> = new Set()

/** Takes turns; each is one transaction of the runner. */
export class TurnWriter {
  readonly #parts: TurnParts
  /** At the start, too: nobody knows what the clock did since. */
  #areTimesDoubtful = true
  #timeZone = currentTimeZone()
  #wokeAtMs = Number.NEGATIVE_INFINITY

  constructor(parts: TurnParts) {
    this.#parts = parts
  }

  /** The clock may have been set back since times were written: the next turn puts them right. */
  doubtTimes(): void {
    this.#areTimesDoubtful = true
  }

  /** The program has started, or the computer has woken. */
  noteWaking(now: number): void {
    this.#wokeAtMs = now
  }

  /** Whether a turn would find something to write beside what has ended. */
  hasWork(now: number, mayStart: boolean): boolean {
    const { figures, health, watchdog, due, dispatcher } = this.#parts
    if (now >= figures.dueAtMs || now >= health.dueAtMs) return true
    if (!mayStart) return false
    if (this.#areTimesDoubtful) return true
    return now >= watchdog.nextLookAtMs || now >= due.nextAtMs || dispatcher.hasUnpausedWork()
  }

  /**
   * Writes a turn. `bootNumber` is null when nothing may start. `isApart` is for a turn that could not be written as one: each of its parts is
   * tried for itself, and a fault of one is told and harms no other.
   */
  write(tx: Transaction, now: number, ended: readonly EndedAttempt[], bootNumber: number | null, isApart: boolean): WrittenTurn {
    const { dispatcher, figures, health, watchdog, running, random, logger } = this.#parts
    // First of all, because it counts anew what runs: what has ended is still among that.
    if (this.#areTimesDoubtful && bootNumber !== null) this.#mendTimes(tx, now, isApart)
    const settled = ended.map(({ running, end }) => {
      const settlement = isApart ? settleApart(tx, running, end, now, random, logger) : settleJob(tx, running, end, now, random)
      dispatcher.noteEnded(running.lane)
      return { running, settlement }
    })
    const hasWrittenFigures = now >= figures.dueAtMs
    let failed = noKinds
    if (hasWrittenFigures) {
      // Figures that cannot be written are given up: they would keep every later turn from being written as one.
      this.#keepHouse(tx, 'figures', isApart, () => {
        failed = figures.write(tx)
      })
    }
    if (hasWrittenFigures || now >= health.dueAtMs) this.#look(tx, failed, now, isApart)
    if (ended.length > 0) this.#keepHouse(tx, 'watchdog', isApart, () => watchdog.moved(tx))
    let hasStalled = false
    if (bootNumber !== null && now >= watchdog.nextLookAtMs) {
      this.#keepHouse(tx, 'watchdog', isApart, () => {
        hasStalled = watchdog.look(tx, now, running.list(), () => dispatcher.hasReadyJob(tx))
      })
    }
    const turn: WrittenTurn = { settled, refused: [], claims: [], hasWrittenFigures, hasStalled }
    if (bootNumber === null) return turn
    this.#letTimePass(tx, now, isApart)
    this.#claim(tx, now, bootNumber, turn)
    if (turn.claims.length > 0) this.#keepHouse(tx, 'watchdog', isApart, () => watchdog.moved(tx))
    // What was refused has raised an alert that may close by itself one day.
    if (turn.refused.length > 0) this.#look(tx, noKinds, now, isApart)
    return turn
  }

  /** Does what no job depends on. Apart from the rest, a fault of it is told, and what it wrote is undone. */
  #keepHouse(tx: Transaction, what: keyof typeof chores, isApart: boolean, work: () => void): void {
    if (!isApart) return work()
    try {
      tx.sqlite.transaction(work)()
    } catch (error) {
      if (!tx.sqlite.inTransaction) throw error
      this.#parts.logger.error('the job engine could not keep house', { what, error })
      raiseAlert(tx, {
        kind: 'housekeeping',
        subject: what,
        message: `${chores[what]} (${error instanceof Error ? error.message : String(error)}).`,
        cure: 'Your data and your jobs are not affected. If it happens again, export the diagnostics from Settings.',
        jobId: null,
      })
    }
  }

  #look(tx: Transaction, failed: ReadonlySet<string>, now: number, isApart: boolean): void {
    const { health } = this.#parts
    this.#keepHouse(tx, 'health', isApart, () => health.look(tx, failed, now))
  }

  #mendTimes(tx: Transaction, now: number, isApart: boolean): void {
    const { dispatcher, due, running, random } = this.#parts
    this.#areTimesDoubtful = false
    this.#keepHouse(tx, 'times', isApart, () => {
      mendTimes(tx, now, random)
      this.#followTimeZone(tx, now)
    })
    dispatcher.reload(tx, running.list())
    due.read(tx)
  }

  #followTimeZone(tx: Transaction, now: number): void {
    const timeZone = currentTimeZone()
    if (timeZone === this.#timeZone) return
    this.#timeZone = timeZone
    planAnew(tx, now, this.#parts.random)
  }

  /** Ends the pauses, starts the schedules and makes ready the jobs whose time has come. */
  #letTimePass(tx: Transaction, now: number, isApart: boolean): void {
    const { dispatcher, due, queue, schedules, random, logger } = this.#parts
    if (now >= due.pauseEndAtMs) {
      removeEndedPauses(tx, now)
      dispatcher.reloadPauses(tx)
      due.readPauses(tx)
      queue.listener?.jobsChanged()
    }
    if (schedules && now >= due.scheduleAtMs) {
      this.#keepHouse(tx, 'schedules', isApart, () => {
        this.#followTimeZone(tx, now)
        startDueSchedules(tx, schedules, now, random, logger, () => this.#isQuiet(tx, now))
      })
      due.readSchedules(tx)
      queue.listener?.jobsChanged()
      if (isApart) due.scheduleAtMs = Math.max(due.scheduleAtMs, now + choreRetryMs)
    }
    if (now >= due.jobAtMs) {
      for (const lane of promoteDueJobs(tx, now)) dispatcher.noteReady(lane)
      due.readJobs(tx)
    }
  }

  /** Whether housekeeping would be in nobody's way. */
  #isQuiet(tx: Transaction, now: number): boolean {
    const sinceWakingMs = now - this.#wokeAtMs
    const isWakingUp = sinceWakingMs >= 0 && sinceWakingMs < wakingUpMs
    return !isWakingUp && !this.#parts.dispatcher.isBusy(tx)
  }

  #claim(tx: Transaction, now: number, bootNumber: number, turn: WrittenTurn): void {
    const { dispatcher } = this.#parts
    for (let claim = dispatcher.claimNext(tx, now, bootNumber); claim; claim = dispatcher.claimNext(tx, now, bootNumber)) {
      if (claim.kind === 'start') {
        turn.claims.push(claim.claim)
        continue
      }
      const { row, lane } = claim
      const { error, dragged } = refuseJob(tx, claim, now)
      dispatcher.noteEnded(lane)
      const reference = { jobId: row.id, kind: lane.kind, accountId: lane.accountId, flowId: row.flowId ?? row.id }
      turn.refused.push({ reference, error, dragged })
    }
  }
}
