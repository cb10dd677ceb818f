// Finds one stored item by its name at the source.
import type { Database } from '../../database.ts'
import type { RawEvent, RawEventSource } from './list-pending.ts'

/** Where an item lies. */
export interface RawItemName {
  readonly accountId: string
  readonly source: RawEventSource
  readonly container: string
  readonly externalId: string
}

/** The stored item, or null. */
export function getRawEvent(db: Database, name: RawItemName): RawEvent | null {
  const row = db
    .prepare<[string, string, string, string], RawEvent>(`
      SELECT id, container, external_id AS externalId, status, gone_at AS goneAt, fetched_at AS fetchedAt, payload
      FROM raw_events CROSS JOIN raw_payloads ON raw_event_id = id
      WHERE account_id = ? AND source = ? AND container = ? AND external_id = ?`)
    .get(name.accountId, name.source, name.container, name.externalId)
  return row ?? null
}
