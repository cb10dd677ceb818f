// Reads an event series as Google names it: the master under its id, each changed occurrence under `<id>_<original start>`.
import type { Database } from '../../database.ts'
import { type RawEvent, selectRawEvents } from './raw-event.ts'

const sql = `${selectRawEvents}
  WHERE account_id = :accountId AND source = 'google_event' AND container = :container
    AND external_id >= :seriesId AND external_id < :seriesId || '\`'`

/** The master (when it was stored) and everything whose name says that it may be an occurrence of it. */
export function listSeries(db: Database, accountId: string, container: string, seriesId: string): RawEvent[] {
  return db.prepare<[object], RawEvent>(sql).all({ accountId, container, seriesId })
}
