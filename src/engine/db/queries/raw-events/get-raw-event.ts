// Finds one stored item by its name at the source.
import type { Database } from '../../database.ts'
import { type RawEvent, type RawEventSource, selectRawEvents } from './raw-event.ts'

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
    .prepare<[string, string, string, string], RawEvent>(`${selectRawEvents}
      WHERE account_id = ? AND source = ? AND container = ? AND external_id = ?`)
    .get(name.accountId, name.source, name.container, name.externalId)
  return row ?? null
}
