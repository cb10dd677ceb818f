// Notices a thread that answers nobody any more: the watchdog of the queue lives in one of them and could not tell.
import type { Clock } from '../../engine/clock.ts'

/** The threads that a person's clicks and screens depend on. */
export type WatchedThread = 'engine' | 'reader'

/** How often a thread is asked while there is a reason to. */
export const askEveryMs = 5_000
/** So many looks in a row at a question that is not answered: the thread has been silent for half a minute. */
export const looksBeforeAlarm = 6

/** What the watch needs. */
export interface AnswerWatchOptions {
  readonly clock: Clock
  /** Asks a thread something that costs nothing; resolves when it has answered. */
  readonly ask: (thread: WatchedThread) => Promise<unknown>
  /** Whether jobs are at work, as far as anybody knows. */
  readonly isWorking: () => boolean
  /** It has not answered for half a minute. */
  readonly fellSilent: (thread: WatchedThread) => void
  /** It answers again. */
  readonly spoke: (thread: WatchedThread) => void
}

interface Question {
  looks: number
  isTold: boolean
}

/**
 * Asks each thread now and then while jobs are at work, after something was asked of it, and until it has answered; while nothing happens,
 * nobody is asked. It counts its looks instead of asking the clock: the time in which the computer sleeps does not count.
 */
export class AnswerWatch {
  readonly #options: AnswerWatchOptions
  readonly #open = new Map<WatchedThread, Question>()
  #isStarted = false
  #isArmed = false
  /** Somebody has asked for a look since the last one. */
  #isWanted = false

  constructor(options: AnswerWatchOptions) {
    this.#options = options
  }

  /** Begins: until now a thread may have had a large database to bring up to date, and nobody should have broken that off. */
  start(): void {
    this.#isStarted = true
    this.wake()
  }

  /** Something was asked of the threads, or has changed: looks after them for a while. */
  wake(): void {
    if (!this.#isStarted) return
    this.#isWanted = true
    if (this.#isArmed) return
    this.#isWanted = false
    this.#isArmed = true
    for (const thread of ['engine', 'reader'] as const) if (!this.#open.has(thread)) void this.#ask(thread)
    const { clock } = this.#options
    clock.callAt(clock.now() + askEveryMs, () => this.#look())
  }

  async #ask(thread: WatchedThread): Promise<void> {
    const question: Question = { looks: 0, isTold: false }
    this.#open.set(thread, question)
    await this.#options.ask(thread)
    this.#open.delete(thread)
    if (question.isTold) this.#options.spoke(thread)
  }

  #look(): void {
    this.#isArmed = false
    for (const [thread, question] of this.#open) {
      question.looks += 1
      if (question.looks !== looksBeforeAlarm) continue
      question.isTold = true
      this.#options.fellSilent(thread)
    }
    if (this.#open.size > 0 || this.#isWanted || this.#options.isWorking()) this.wake()
  }
}
