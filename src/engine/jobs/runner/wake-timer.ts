// The runner's one timer: set for the next thing that time alone brings about, and for nothing while there is no such thing.
import type { Clock } from '../../clock.ts'

/** One timer that is moved only when its time changes. */
export class WakeTimer {
  readonly #clock: Clock
  readonly #wake: () => void
  #armed: { readonly atMs: number; readonly cancel: () => void } | null = null

  constructor(clock: Clock, wake: () => void) {
    this.#clock = clock
    this.#wake = wake
  }

  /** Wakes at `atMs` and not before; `Infinity` takes the timer back. */
  arm(atMs: number): void {
    if (this.#armed === null ? atMs === Number.POSITIVE_INFINITY : this.#armed.atMs === atMs) return
    this.disarm()
    if (atMs === Number.POSITIVE_INFINITY) return
    const cancel = this.#clock.callAt(atMs, () => {
      this.#armed = null
      this.#wake()
    })
    this.#armed = { atMs, cancel }
  }

  /** Takes the timer back. */
  disarm(): void {
    this.#armed?.cancel()
    this.#armed = null
  }
}
