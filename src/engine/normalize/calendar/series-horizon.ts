// How far series without an end are laid out, in whole years so that the same data gives the same rows all year long.
import type { Horizon } from './expand-series.ts'

const yearsBack = 10

/** From ten years back to the end of next year: always at least twelve months ahead. */
export function seriesHorizon(nowMs: number): Horizon {
  const year = new Date(nowMs).getUTCFullYear()
  return { fromMs: Date.UTC(year - yearsBack, 0, 1), untilMs: Date.UTC(year + 2, 0, 1) }
}
