// Tells when occurrences have to be made anew while nothing has changed at their source: time goes on, and the program changes.
import type { Database } from '../../db/database.ts'
import { hasOccurrences, type OccurrencesMade, readOccurrencesMade } from '../../db/queries/calendar-events/occurrences-made.ts'
import { seriesHorizon } from './series-horizon.ts'

/** Raised whenever the same stored events make other rows: after an update of the program they are then made anew. */
export const occurrencesVersion = 5

/** What is to be remembered, and what is to be rebuilt in the same transaction: nothing in a workspace without events. */
export interface Renewal {
  readonly made: OccurrencesMade
  readonly stage: 'events' | 'series' | null
}

/**
 * Every event is due when this version of the program makes other rows of it, the series alone when the time up to which they are laid out
 * has moved on. Null when all is as it should be. To be asked when the engine starts, and daily.
 */
export function findRenewal(db: Database, nowMs: number): Renewal | null {
  const made = readOccurrencesMade(db)
  // A clock that was set back takes no occurrences away.
  const wanted = { version: occurrencesVersion, untilMs: Math.max(seriesHorizon(nowMs).untilMs, made?.untilMs ?? 0) }
  if (made?.version === wanted.version && made.untilMs === wanted.untilMs) return null
  if (made === null && !hasOccurrences(db)) return { made: wanted, stage: null }
  return { made: wanted, stage: made?.version === wanted.version ? 'series' : 'events' }
}
