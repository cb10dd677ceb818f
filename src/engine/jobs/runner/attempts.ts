// The attempts at jobs between two turns: starts what a turn has claimed, and keeps what has ended until a turn has written it.
import type { Dispatcher } from './dispatcher.ts'
import type { JobEventHub } from '../events.ts'
import type { Figures } from './figures.ts'
import type { Reporter } from './reporter.ts'
import { type JobClaim, JobStopped, RunningJob, type RunningJobHost } from './running-job.ts'
import type { RunningJobs } from './running-jobs.ts'
import type { EndedAttempt, WrittenTurn } from './turn-writer.ts'

/** Who has to do with attempts. */
export interface AttemptParts {
  readonly host: RunningJobHost
  readonly running: RunningJobs
  readonly dispatcher: Dispatcher
  readonly figures: Figures
  readonly reporter: Reporter
  readonly events: JobEventHub
  /** An attempt has ended: takes a turn soon, which writes it. */
  readonly schedule: () => void
}

/** All attempts from their start until they are written. */
export class Attempts {
  readonly #parts: AttemptParts
  #unwritten: EndedAttempt[] = []
  /** How many jobs have ended in each way since the runner was made. */
  readonly ended = { completed: 0, failed: 0, cancelled: 0 }

  constructor(parts: AttemptParts) {
    this.#parts = parts
  }

  /** Whether an end waits for a turn. */
  get hasUnwritten(): boolean {
    return this.#unwritten.length > 0
  }

  /** What has ended and is to be written now. Where it cannot be: {@link putBack}. */
  takeUnwritten(): readonly EndedAttempt[] {
    const taken = this.#unwritten
    this.#unwritten = []
    return taken
  }

  /** What was taken could not be written: the next turn tries it again. */
  putBack(taken: readonly EndedAttempt[]): void {
    this.#unwritten = [...taken, ...this.#unwritten]
  }

  /** Ends an attempt that was asked in vain to stop. */
  giveUp(running: RunningJob): void {
    const error = new JobStopped('cancelled', 'The job did not stop in time.')
    this.#unwritten.push({ running, end: { kind: 'threw', error } })
  }

  /** What a turn has written is true now: tells it and starts what it has claimed. */
  goOn(turn: WrittenTurn, now: number): void {
    const { running: all, dispatcher, figures, reporter, events } = this.#parts
    if (turn.hasWrittenFigures) {
      figures.written()
      events.emit('queue.changed', { reason: 'figures' })
    }
    for (const { running, settlement } of turn.settled) {
      all.remove(running)
      figures.record(running, settlement, now)
      if (settlement.kind !== 'requeued') this.ended[settlement.kind] += 1
      reporter.settled(running, settlement)
    }
    for (const { reference, error, dragged } of turn.refused) {
      this.ended.failed += 1
      reporter.ended(reference, 'failed', error, dragged)
    }
    for (const claim of turn.claims) this.#launch(claim, now)
    if (dispatcher.isRoomWanted) all.makeRoom()
  }

  #launch(claim: JobClaim, now: number): void {
    const { host, running: all, reporter } = this.#parts
    const running = new RunningJob(host, claim, now)
    all.add(running)
    reporter.started(running)
    void this.#process(running)
  }

  async #process(running: RunningJob): Promise<void> {
    let end: EndedAttempt['end']
    try {
      end = { kind: 'returned', outcome: await running.definition.process(running.job, running) }
    } catch (error) {
      end = { kind: 'threw', error }
    }
    if (!this.#parts.running.noteEnd(running)) return
    this.#unwritten.push({ running, end })
    this.#parts.schedule()
  }
}
