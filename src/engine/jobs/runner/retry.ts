// Decides when a failed attempt is repeated.

/** Exponential backoff with full jitter, as AWS describes it: a random delay up to `min(maxMs, baseMs * 2^(attempt-1))`, in ms. */
export function backoffDelayMs(backoff: { baseMs: number; maxMs: number }, attempt: number, random: () => number): number {
  const ceilingMs = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(attempt - 1, 52))
  return Math.floor(random() * ceilingMs)
}
