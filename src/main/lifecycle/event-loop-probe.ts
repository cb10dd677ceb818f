// Measures how long main's event loop was held up: every click goes through it.
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Delay of main's event loop since the last reset, in milliseconds. */
export interface EventLoopDelay {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly samples: number
}

/** Reads and resets the measurement. */
export interface EventLoopProbe {
  read(): EventLoopDelay
  reset(): void
}

/** One sample each 10 ms; the resolution itself is not part of the delay. */
const resolutionMs = 10

/** Starts to measure. Costs a timer. */
export function startEventLoopProbe(): EventLoopProbe {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  const beyondResolutionMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs)
  return {
    read: () => ({
      p50Ms: beyondResolutionMs(histogram.percentile(50)),
      p99Ms: beyondResolutionMs(histogram.percentile(99)),
      maxMs: beyondResolutionMs(histogram.max),
      samples: histogram.count,
    }),
    reset: () => histogram.reset(),
  }
}
