// Knows when the computer slept, so that a night's sleep does not count as time that a job has waited or run.

interface Interval {
  readonly fromMs: number
  readonly untilMs: number
}

const remembered = 32

/** Measures time without the parts in which the computer was suspended. */
export class Suspensions {
  #past: Interval[] = []
  #sinceMs: number | null = null

  /** Whether the computer is suspended now. */
  get isSuspended(): boolean {
    return this.#sinceMs !== null
  }

  /** The computer goes to sleep. */
  begin(now: number): void {
    this.#sinceMs ??= now
  }

  /** The computer is awake again. */
  end(now: number): void {
    if (this.#sinceMs === null) return
    this.#past.push({ fromMs: this.#sinceMs, untilMs: now })
    if (this.#past.length > remembered) this.#past.shift()
    this.#sinceMs = null
  }

  /** Time between two instants that the computer was awake, in ms; never negative, whatever the clock did. */
  awakeMs(fromMs: number, untilMs: number): number {
    let awake = untilMs - fromMs
    const open = this.#sinceMs === null ? [] : [{ fromMs: this.#sinceMs, untilMs }]
    for (const asleep of [...this.#past, ...open]) {
      awake -= Math.max(0, Math.min(untilMs, asleep.untilMs) - Math.max(fromMs, asleep.fromMs))
    }
    return Math.max(0, awake)
  }
}
