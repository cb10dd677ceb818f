// Reads an event series: its master, and the occurrences that were changed.
import type { Database } from '../../database.ts'
import { type RawEvent, selectRawEvents } from './raw-event.ts'

const sql = `
  ${selectRawEvents} WHERE account_id = :accountId AND source = 'google_event' AND container = :container AND external_id = :seriesId
  UNION ALL
  ${selectRawEvents} WHERE account_id = :accountId AND source = 'google_event' AND container = :container AND series_id = :seriesId
    AND external_id <> :seriesId`

/** The master (when it was stored), or a single event of this id, and everything that Google says is an occurrence of it. */
export function listSeries(db: Database, accountId: string, container: string, seriesId: string): RawEvent[] {
  return db.prepare<[object], RawEvent>(sql).all({ accountId, container, seriesId })
}
