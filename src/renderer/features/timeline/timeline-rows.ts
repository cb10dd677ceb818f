// Turns a stream of interactions into rows: a heading for each day, then what happened on it.
import type { TimelineItem } from '../../../shared/views/timeline.ts'
import { startOfDay } from '../../lib/format-date.ts'
import type { VirtualRow } from '../../ui/virtual-list.tsx'

/** A row of the timeline. */
export type TimelineRow =
  | (VirtualRow & { kind: 'day'; dayMs: number })
  | (VirtualRow & { kind: 'item'; dayMs: number; item: TimelineItem })

/** Heights in pixels; the list needs them before a row is drawn. */
const rowHeights = { day: 40, item: 64 } as const

/** `items` are newest first; days are those of the person's zone. */
export function timelineRows(items: readonly TimelineItem[]): readonly TimelineRow[] {
  const rows: TimelineRow[] = []
  let lastDayMs: number | null = null
  for (const [index, item] of items.entries()) {
    const dayMs = startOfDay(item.occurredAtMs)
    if (dayMs !== lastDayMs) {
      rows.push({ kind: 'day', key: `day-${dayMs}`, height: rowHeights.day, position: null, dayMs })
      lastDayMs = dayMs
    }
    rows.push({ kind: 'item', key: item.id, height: rowHeights.item, position: index + 1, dayMs, item })
  }
  return rows
}
