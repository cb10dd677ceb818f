// How fast a stage works, from counts seen at two moments.

/** Items a second, smoothed, with what it was last computed from. */
export interface Rate {
  doneItems: number
  atMs: number
  perSecond: number
}

const smoothing = 0.4
const shortestMs = 250
const stillAfterMs = 4_000

/** Takes in one more count. A count that went down (a rebuild) starts over; a stage that stands still comes to rest at 0. */
export function advanceRate(before: Rate | undefined, doneItems: number, atMs: number): Rate {
  if (before === undefined || doneItems < before.doneItems) return { doneItems, atMs, perSecond: 0 }
  const elapsedMs = atMs - before.atMs
  if (elapsedMs < shortestMs) return before
  const current = ((doneItems - before.doneItems) * 1000) / elapsedMs
  if (current === 0) return elapsedMs >= stillAfterMs ? { doneItems, atMs, perSecond: 0 } : before
  const perSecond = before.perSecond === 0 ? current : before.perSecond + (current - before.perSecond) * smoothing
  return { doneItems, atMs, perSecond }
}
