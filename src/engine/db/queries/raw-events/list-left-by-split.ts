// Finds the changed occurrences that a series which was split off has taken over, though Google has never said so.
import type { Database } from '../../database.ts'

/** Ids of Google: a series that was split off is called after the first of the family and its own first start, in UTC. */
const splitOff = /^(?<family>.+)_R(?<start>\d{8}(?:T\d{6})?)$/

/** Ids of occurrences end in their original start: digits, which come before the R of a series. */
const sql = `
  SELECT id FROM raw_events
  WHERE account_id = :accountId AND source = 'google_event' AND container = :container
    AND external_id >= :family || '_' || :start AND external_id < :family || '_R' AND series_id < :seriesId`

/**
 * For a series that was never seen before it was cancelled: the occurrences from its start on that are still stored as those of an earlier part
 * of the family, which ends before them. Empty for an id of another form.
 */
export function listLeftBySplit(db: Database, accountId: string, container: string, seriesId: string): number[] {
  const groups = splitOff.exec(seriesId)?.groups
  if (!groups) return []
  return db
    .prepare<[object], { id: number }>(sql)
    .all({ accountId, container, seriesId, family: groups['family'], start: groups['start'] })
    .map(({ id }) => id)
}
