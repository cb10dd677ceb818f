// Reads an event series as Google names it: the master under its id, each changed occurrence under `<id>_<original start>`.
import type { Database } from '../../database.ts'
import type { RawEvent } from './list-pending.ts'

const sql = `
  SELECT id, container, external_id AS externalId, status, gone_at AS goneAt, fetched_at AS fetchedAt, payload
  FROM raw_events CROSS JOIN raw_payloads ON raw_event_id = id
  WHERE account_id = :accountId AND source = 'google_event' AND container = :container
    AND external_id >= :seriesId AND external_id < :seriesId || '\`'`

/** The master (when it was stored) and everything whose name says that it may be an occurrence of it. */
export function listSeries(db: Database, accountId: string, container: string, seriesId: string): RawEvent[] {
  return db.prepare<[object], RawEvent>(sql).all({ accountId, container, seriesId })
}
