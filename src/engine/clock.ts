// The one source of time, so that code and SQL agree and tests can hold it in their hands.

/** Tells the time and wakes people up. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
  /** Calls once at or after `atMs` (never earlier); the returned function takes the call back. */
  callAt(atMs: number, callback: () => void): () => void
}

/** setTimeout counts in a signed 32-bit integer: a later time is waited for in slices. */
const longestTimerMs = 2 ** 31 - 1

/** The computer's clock. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  callAt(atMs, callback) {
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const delayMs = Math.max(0, atMs - Date.now())
      timer = setTimeout(() => (Date.now() >= atMs ? callback() : arm()), Math.min(delayMs, longestTimerMs))
      timer.unref()
    }
    arm()
    return () => clearTimeout(timer)
  },
}
