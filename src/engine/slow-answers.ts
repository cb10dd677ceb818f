// Notices questions that took the reader too long: while it works on one, every other screen waits for its answer.
import type { Clock } from './clock.ts'
import type { ReaderCallName, SlowAnswer } from './threads/reader-protocol.ts'

/** A person notices a screen that takes longer than this. */
export const slowAnswerMs = 1_000
/** The same question is told at most so often: a screen asks several times a second. */
const toldEveryMs = 60_000

/** Knows which questions were told already. */
export class SlowAnswers {
  readonly #clock: Clock
  readonly #tell: (slow: SlowAnswer) => void
  readonly #toldAtMs = new Map<ReaderCallName, number>()

  constructor(clock: Clock, tell: (slow: SlowAnswer) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Takes in how long an answer took. Only the name of the question is told on, never what was asked for. */
  note(name: ReaderCallName, tookMs: number): void {
    if (tookMs < slowAnswerMs) return
    const now = this.#clock.now()
    if (now < (this.#toldAtMs.get(name) ?? Number.NEGATIVE_INFINITY) + toldEveryMs) return
    this.#toldAtMs.set(name, now)
    this.#tell({ name, tookMs: Math.round(tookMs) })
  }
}
