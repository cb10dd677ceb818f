// Keeps what runs now, and sees to it that what is cancelled stops.
import type { Database } from '../../db/database.ts'
import { findCancelRequest } from '../../db/queries/jobs/request-cancel.ts'
import type { Lane } from '../lanes.ts'
import type { RunningJob } from './running-job.ts'

/** A cancelled job that does not stop within this time is given up: it can write nothing more. */
const cancelGraceMs = 10_000
const never = Number.POSITIVE_INFINITY

/** All attempts that have begun and are not settled. */
export class RunningJobs {
  readonly #jobs = new Map<number, RunningJob>()
  readonly #maybeCancelled = new Set<number>()
  /** When each job that was asked to stop is given up. */
  readonly #deadlines = new Map<RunningJob, number>()

  /** How many there are. */
  get count(): number {
    return this.#jobs.size
  }

  /** When the first of those that were asked to stop is given up; `Infinity` when none was. */
  get nextDeadlineMs(): number {
    return this.#deadlines.size === 0 ? never : Math.min(...this.#deadlines.values())
  }

  /** All of them, in the order of their starts. */
  list(): RunningJob[] {
    return [...this.#jobs.values()]
  }

  /** A claimed job begins. */
  add(running: RunningJob): void {
    this.#jobs.set(running.row.id, running)
  }

  /** The processor has ended. Answers false for a job that was given up: it is settled without it. */
  noteEnd(running: RunningJob): boolean {
    if (running.hasEnded) return false
    running.hasEnded = true
    if (this.#deadlines.size > 0) this.#deadlines.delete(running)
    return true
  }

  /** The attempt is settled: a processor that is still at work can write nothing more. */
  remove(running: RunningJob): void {
    this.#jobs.delete(running.row.id)
    running.close()
  }

  /** Somebody may want these to stop; the database tells. */
  noteCancelRequest(ids: readonly number[]): void {
    for (const id of ids) {
      this.#maybeCancelled.add(id)
      this.#jobs.get(id)?.noteCancelRequest()
    }
  }

  /** Passes on the wish to cancel. Answers the jobs that were asked in vain: each of them once. */
  stopCancelled(db: Database, now: number): RunningJob[] {
    if (this.#maybeCancelled.size > 0) this.#askCancelled(db, now)
    if (this.nextDeadlineMs > now) return []
    const late = [...this.#deadlines].filter(([, deadlineMs]) => deadlineMs <= now).map(([running]) => running)
    return late.filter((running) => this.noteEnd(running))
  }

  /** The clock was set back: those that were asked to stop would be given up much later than was meant. */
  clockWentBack(now: number): void {
    for (const running of this.#deadlines.keys()) this.#deadlines.set(running, now + cancelGraceMs)
  }

  /** Asks those whose lane a person has paused to stop at their next checkpoint; they go on from there. Nobody is given up for it. */
  stopPaused(isPaused: (lane: Lane) => boolean): void {
    for (const running of this.#jobs.values()) {
      if (!running.hasEnded && isPaused(running.lane)) running.stop('paused', 'The job was paused.')
    }
  }

  /** Asks all of them to stop at their next checkpoint, so that a suspect can run alone; they go on after it. */
  makeRoom(): void {
    for (const running of this.#jobs.values()) {
      if (!running.hasEnded) running.stop('making_room', 'Another job has to run alone.')
    }
  }

  /** Asks all of them to stop because the program ends. */
  shutDown(): void {
    for (const running of this.#jobs.values()) running.stop('shutdown', 'OmniCRM is closing.')
  }

  #askCancelled(db: Database, now: number): void {
    for (const id of this.#maybeCancelled) {
      const running = this.#jobs.get(id)
      if (!running || running.hasEnded || !findCancelRequest(db, id)) continue
      running.stop('cancelled', 'The job was cancelled.')
      if (!this.#deadlines.has(running)) this.#deadlines.set(running, now + cancelGraceMs)
    }
    this.#maybeCancelled.clear()
  }
}
