// A clock that tests hold in their hands.
import type { Clock } from '../clock.ts'

/** A clock that stands still until it is told to go on. */
export interface TestClock extends Clock {
  /** Moves time forward; what was waited for is called in order, each at its own time. */
  advance(byMs: number): void
  /** Sets the time to anything, as a person or a time server may do, without calling what lies between. */
  jumpTo(atMs: number): void
}

/** Makes a clock that starts at `startMs` (default: 2026-03-02T09:00Z). */
export function createTestClock(startMs = Date.UTC(2026, 2, 2, 9)): TestClock {
  let nowMs = startMs
  const waiting = new Set<{ atMs: number; callback: () => void }>()
  return {
    now: () => nowMs,
    callAt(atMs, callback) {
      const entry = { atMs, callback }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    advance(byMs) {
      const untilMs = nowMs + byMs
      for (;;) {
        const next = [...waiting].filter((entry) => entry.atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0]
        if (!next) break
        waiting.delete(next)
        nowMs = Math.max(nowMs, next.atMs)
        next.callback()
      }
      nowMs = untilMs
    },
    jumpTo(atMs) {
      // As the interface says: a clock that is set back makes nobody wait for longer.
      const backMs = Math.max(0, nowMs - atMs)
      for (const entry of waiting) entry.atMs -= backMs
      nowMs = atMs
    },
  }
}
