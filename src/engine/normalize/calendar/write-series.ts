// Puts a whole series onto the calendar and the timeline, in slices so that nobody waits long.
import { sweepSeries } from '../../db/queries/calendar-events/sweep-series.ts'
import { type OccurrenceOrigin, writeOccurrence } from '../../db/queries/calendar-events/write-occurrence.ts'
import type { Transaction } from '../../db/database.ts'
import { expandInSteps, type Horizon } from './expand-series.ts'
import { type EventSurroundings, occurrenceRows, type OccurrenceRows } from './occurrence-rows.ts'
import type { Series } from './source-event.ts'

/** Part of what is written for a series. */
export interface SeriesSlice {
  /** How many occurrences it writes. */
  readonly size: number
  readonly write: (tx: Transaction) => void
}

/** Occurrences of one slice: a fraction of what a transaction may take. */
const sliceSize = 8

/**
 * The writes that bring the rows of an event or series up to date; the last one also sweeps. Each is idempotent, so a crash between two
 * of them is mended by writing the series again. `null` for a series stands for an event that is gone at its source; a `null` among the
 * slices is a place to pause.
 */
export function* planSeries(
  series: Series | null,
  origin: OccurrenceOrigin,
  surroundings: EventSurroundings,
  horizon: Horizon,
  nowMs: number,
): Generator<SeriesSlice | null, void> {
  const keptKeys: string[] = []
  const toRows = occurrenceRows(surroundings)
  let rows: OccurrenceRows[] = []
  for (const occurrence of series ? yield* pauses(expandInSteps(series, horizon)) : []) {
    const row = toRows(occurrence)
    if (row.event.status !== 'cancelled') keptKeys.push(row.event.occurrenceKey)
    rows.push(row)
    if (rows.length < sliceSize) continue
    yield toSlice(rows, origin, nowMs)
    rows = []
  }
  if (rows.length > 0) yield toSlice(rows, origin, nowMs)
  yield { size: 1, write: (tx) => sweepSeries(tx, origin, keptKeys, nowMs) }
}

function toSlice(rows: readonly OccurrenceRows[], origin: OccurrenceOrigin, nowMs: number): SeriesSlice {
  const write = (tx: Transaction): void => {
    for (const { event, meeting } of rows) writeOccurrence(tx, origin, event, meeting, nowMs)
  }
  return { size: rows.length, write }
}

function* pauses<Value>(steps: Generator<undefined, Value>): Generator<null, Value> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield null
  }
}
