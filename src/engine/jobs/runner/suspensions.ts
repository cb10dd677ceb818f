// Knows when the computer slept, so that a night's sleep does not count as time that a job has waited or run.

/** A stretch of time, ms since the epoch. */
export interface Interval {
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

  /**
   * Time between two instants that the computer was awake, and that lies in none of the times that do not count either, in ms; never
   * negative, whatever the clock did.
   */
  awakeMs(fromMs: number, untilMs: number, notCounted: readonly Interval[] = []): number {
    const asleep = this.#sinceMs === null ? this.#past : [...this.#past, { fromMs: this.#sinceMs, untilMs }]
    let awake = 0
    let countedUntilMs = fromMs
    for (const gap of [...asleep, ...notCounted].toSorted((left, right) => left.fromMs - right.fromMs)) {
      if (gap.fromMs >= untilMs) break
      awake += Math.max(0, gap.fromMs - countedUntilMs)
      countedUntilMs = Math.max(countedUntilMs, gap.untilMs)
    }
    return awake + Math.max(0, untilMs - countedUntilMs)
  }
}
