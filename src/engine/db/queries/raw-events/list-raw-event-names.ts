// Walks the items of one container in slices, without their payloads: for marking and sweeping.
import type { Database } from '../../database.ts'
import type { RawEventSource } from './raw-event.ts'

/** An item without its payload. */
export interface RawEventName {
  readonly id: number
  readonly externalId: string
  readonly seenAt: number
  readonly isGone: boolean
}

/** At most `limit` items whose names come after `afterExternalId` ('' for the start), in the order of names. */
export function listRawEventNames(
  db: Database,
  container: { readonly accountId: string; readonly source: RawEventSource; readonly container: string },
  afterExternalId: string,
  limit: number,
): RawEventName[] {
  return db
    .prepare<[string, string, string, string, number], Omit<RawEventName, 'isGone'> & { isGone: number }>(`
      SELECT id, external_id AS externalId, seen_at AS seenAt, gone_at IS NOT NULL AS isGone
      FROM raw_events WHERE account_id = ? AND source = ? AND container = ? AND external_id > ?
      ORDER BY external_id LIMIT ?`)
    .all(container.accountId, container.source, container.container, afterExternalId, limit)
    .map((row) => ({ ...row, isGone: row.isGone === 1 }))
}

/** Of these names, the ones that are stored. */
export function findRawEventNames(
  db: Database,
  container: { readonly accountId: string; readonly source: RawEventSource; readonly container: string },
  externalIds: readonly string[],
): RawEventName[] {
  return db
    .prepare<[string, string, string, string], Omit<RawEventName, 'isGone'> & { isGone: number }>(`
      SELECT raw_events.id, external_id AS externalId, seen_at AS seenAt, gone_at IS NOT NULL AS isGone
      FROM json_each(?) AS asked
      CROSS JOIN raw_events ON account_id = ? AND source = ? AND container = ? AND external_id = asked.value`)
    .all(JSON.stringify(externalIds), container.accountId, container.source, container.container)
    .map((row) => ({ ...row, isGone: row.isGone === 1 }))
}
