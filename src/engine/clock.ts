// The one source of time, so that code and SQL agree and tests can hold it in their hands.

/** Tells the time and wakes people up. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
  /**
   * Calls once at or after `atMs`; where the clock is set back meanwhile, after as much time as lay between. The returned function takes
   * the call back.
   */
  callAt(atMs: number, callback: () => void): () => void
}

/** setTimeout counts in a signed 32-bit integer: a later time is waited for in slices. */
const longestTimerMs = 2 ** 31 - 1

/** The computer's clock. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  callAt(atMs, callback) {
    let timer: NodeJS.Timeout
    const dueAt = performance.now() + atMs - Date.now()
    const arm = (): void => {
      const delayMs = Math.max(0, Math.min(atMs - Date.now(), dueAt - performance.now(), longestTimerMs))
      timer = setTimeout(() => (Date.now() >= atMs || performance.now() >= dueAt ? callback() : arm()), delayMs)
      timer.unref()
    }
    arm()
    return () => clearTimeout(timer)
  },
}
