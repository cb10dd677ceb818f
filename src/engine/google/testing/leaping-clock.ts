// A clock for tests in which waiting takes no time: it jumps to whatever is waited for.
import type { Clock } from '../../clock.ts'

/** A {@link Clock} that runs ahead to each call as it is asked for, and tells how often it was. */
export interface LeapingClock extends Clock {
  /** Lets `ms` go by. */
  advance(ms: number): void
  /** Sum of what was waited for. */
  readonly waitedMs: number
}

/** Starts at `startMs`; each reading moves it on by `tickMs`, as time does. */
export function createLeapingClock(startMs: number, tickMs = 0): LeapingClock {
  let nowMs = startMs
  let waitedMs = 0
  return {
    now: () => (nowMs += tickMs),
    advance: (ms) => void (nowMs += ms),
    get waitedMs() {
      return waitedMs
    },
    callAt(atMs, callback) {
      let isTakenBack = false
      queueMicrotask(() => {
        if (isTakenBack) return
        waitedMs += Math.max(0, atMs - nowMs)
        nowMs = Math.max(nowMs, atMs)
        callback()
      })
      return () => void (isTakenBack = true)
    },
  }
}
