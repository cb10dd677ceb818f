// Puts a whole series onto the calendar and the timeline, in slices so that nobody waits long.
import type { OccurrenceOrigin } from '../../db/queries/calendar-events/occurrence-origin.ts'
import { sweepSeries } from '../../db/queries/calendar-events/sweep-series.ts'
import { writeOccurrence } from '../../db/queries/calendar-events/write-occurrence.ts'
import type { Transaction } from '../../db/database.ts'
import { expandInSteps, type Horizon } from './expand-series.ts'
import { type EventSurroundings, occurrenceRows, type OccurrenceRows } from './occurrence-rows.ts'
import type { Series } from './source-event.ts'

/** Part of what is written for a series. */
export interface SeriesSlice {
  /** How many occurrences of usual size it takes as long to write. */
  readonly size: number
  readonly write: (tx: Transaction) => void
}

/** Occurrences of usual size in one slice: a fraction of what a transaction may take. */
const sliceSize = 8
/** What costs about as much to write as a meeting of usual size: characters to find words in, people. */
const oneMeeting = { words: 4_096, people: 20 }

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
  let size = 0
  for (const occurrence of series ? yield* pauses(expandInSteps(series, horizon)) : []) {
    const row = toRows(occurrence)
    if (row.event.status !== 'cancelled') keptKeys.push(row.event.occurrenceKey)
    rows.push(row)
    size += weigh(row)
    if (size < sliceSize) continue
    yield toSlice(rows, size, origin, nowMs)
    rows = []
    size = 0
  }
  if (rows.length > 0) yield toSlice(rows, size, origin, nowMs)
  yield { size: 1, write: (tx) => sweepSeries(tx, origin, keptKeys, nowMs) }
}

/** How many occurrences of usual size it takes as long to write: one may be of hundreds of people. */
function weigh({ meeting }: OccurrenceRows): number {
  if (meeting === null) return 1
  return Math.max(1, meeting.writtenText.length / oneMeeting.words + meeting.participants.length / oneMeeting.people)
}

function toSlice(rows: readonly OccurrenceRows[], size: number, origin: OccurrenceOrigin, nowMs: number): SeriesSlice {
  const write = (tx: Transaction): void => {
    for (const { event, meeting } of rows) writeOccurrence(tx, origin, event, meeting, nowMs)
  }
  return { size, write }
}

function* pauses<Value>(steps: Generator<undefined, Value>): Generator<null, Value> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield null
  }
}
