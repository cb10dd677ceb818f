// Puts a whole series onto the calendar and the timeline, in slices so that nobody waits long.
import { sweepSeries } from '../../db/queries/calendar-events/sweep-series.ts'
import { type OccurrenceOrigin, writeOccurrence } from '../../db/queries/calendar-events/write-occurrence.ts'
import type { Transaction } from '../../db/database.ts'
import { expandSeries, type Horizon } from './expand-series.ts'
import { type EventSurroundings, toOccurrenceRows } from './occurrence-rows.ts'
import type { Series } from './source-event.ts'

/** Occurrences written in one transaction. */
const sliceSize = 40

/** One transaction's worth of a series; the last one also sweeps. */
export type SeriesSlice = (tx: Transaction) => void

/**
 * The writes that bring the rows of an event or series up to date. Each is idempotent, so a crash between two of them is mended
 * by writing the series again. `null` stands for an event that is gone at its source.
 */
export function planSeries(
  series: Series | null,
  origin: OccurrenceOrigin,
  surroundings: EventSurroundings,
  horizon: Horizon,
  nowMs: number,
): SeriesSlice[] {
  const rows = (series ? expandSeries(series, horizon) : []).map((occurrence) => toOccurrenceRows(occurrence, surroundings))
  const slices: SeriesSlice[] = []
  for (let start = 0; start < rows.length; start += sliceSize) {
    slices.push((tx) => {
      for (const { event, meeting } of rows.slice(start, start + sliceSize)) writeOccurrence(tx, origin, event, meeting, nowMs)
    })
  }
  const keptKeys = rows.filter(({ event }) => event.status !== 'cancelled').map(({ event }) => event.occurrenceKey)
  return [...slices, (tx) => sweepSeries(tx, origin, keptKeys, nowMs)]
}
