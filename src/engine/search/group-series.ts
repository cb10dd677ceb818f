// Shows a weekly meeting once: twenty hits of one series would hide everything else.
import type { FoundInteraction } from '../db/queries/search/read-hits.ts'

/** A hit that stands for itself or for a series. */
export interface GroupedHit {
  readonly item: FoundInteraction
  readonly score: number
  readonly occurrences: number
}

/** Keeps the order of the ranking; a series takes the place of its best hit and is shown by the occurrence nearest to `nowMs`. */
export function groupSeries(
  ranked: readonly { readonly item: FoundInteraction; readonly score: number }[],
  nowMs: number,
): GroupedHit[] {
  const groups = new Map<string, GroupedHit>()
  for (const { item, score } of ranked) {
    const key = item.seriesKey ?? `#${item.id}`
    const group = groups.get(key)
    const distance = (each: FoundInteraction): number => Math.abs(each.occurredAtMs - nowMs)
    if (!group) groups.set(key, { item, score, occurrences: 1 })
    else
      groups.set(key, {
        ...group,
        item: distance(item) < distance(group.item) ? item : group.item,
        occurrences: group.occurrences + 1,
      })
  }
  return [...groups.values()]
}
