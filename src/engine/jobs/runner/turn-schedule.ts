// Decides when the runner takes its next turn: at once while that harms nobody, and otherwise after timers and messages have had theirs.

/** Turns may follow each other for so long before everybody else has a turn. */
const longestTurnsMs = 4

/** Calls for one turn, however often it is asked to. */
export class TurnSchedule {
  readonly #turn: () => void
  #turnsBeganAt = 0
  #isRequested = false

  constructor(turn: () => void) {
    this.#turn = turn
  }

  /** Whether a turn is about to come. */
  get isRequested(): boolean {
    return this.#isRequested
  }

  /** Calls for a turn: right after the current task or, when turns have followed each other for a while, after everybody else's. */
  request(): void {
    if (this.#isRequested) return
    this.#isRequested = true
    if (performance.now() - this.#turnsBeganAt < longestTurnsMs) return queueMicrotask(this.#take)
    setImmediate(() => {
      this.#turnsBeganAt = performance.now()
      this.#take()
    })
  }

  readonly #take = (): void => {
    this.#isRequested = false
    this.#turn()
  }
}
