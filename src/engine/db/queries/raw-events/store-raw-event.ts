// Keeps an item as it came from its source; one that is already there and the same is not processed again.
import type { Transaction } from '../../database.ts'
import type { RawEventSource } from './raw-event.ts'

/** An item of a source. */
export interface RawItem {
  readonly accountId: string
  readonly source: RawEventSource
  readonly container: string
  readonly externalId: string
  /** Equal hashes mean that later stages would make the same of it. */
  readonly contentHash: string
  readonly payload: Buffer
  /** When the source was found not to have it any more; null while it has. */
  readonly goneAt: number | null
  /** When the source last listed it, ms since the epoch. */
  readonly seenAt: number
  /** The batch that brings it; only heeded when the item is new. */
  readonly importId?: number | null
  /** For a changed occurrence: the series at the source. */
  readonly seriesId?: string | null
}

interface KnownRow {
  readonly id: number
  readonly contentHash: string
  readonly isGone: number
  readonly seenAt: number
}

/**
 * Adds the item, or brings the stored one up to date. `stored` means that later stages have something to do;
 * an `unchanged` item only has its `seen_at` moved on, and only when `seenAt` is later.
 */
export function storeRawEvent(tx: Transaction, item: RawItem): 'stored' | 'unchanged' {
  const known = tx
    .prepare<[string, string, string, string], KnownRow>(`
      SELECT id, content_hash AS contentHash, gone_at IS NOT NULL AS isGone, seen_at AS seenAt
      FROM raw_events WHERE account_id = ? AND source = ? AND container = ? AND external_id = ?`)
    .get(item.accountId, item.source, item.container, item.externalId)
  if (known === undefined) {
    const { lastInsertRowid } = tx
      .prepare(`
        INSERT INTO raw_events (account_id, source, container, external_id, content_hash, gone_at, seen_at, fetched_at, import_id,
          series_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(
        item.accountId,
        item.source,
        item.container,
        item.externalId,
        item.contentHash,
        item.goneAt,
        item.seenAt,
        item.seenAt,
        item.importId ?? null,
        item.seriesId ?? null,
      )
    tx.prepare('INSERT INTO raw_payloads (raw_event_id, payload) VALUES (?, ?)').run(lastInsertRowid, item.payload)
    return 'stored'
  }
  if (known.contentHash === item.contentHash && (known.isGone === 1) === (item.goneAt !== null)) {
    if (item.seenAt > known.seenAt) tx.prepare('UPDATE raw_events SET seen_at = ? WHERE id = ?').run(item.seenAt, known.id)
    return 'unchanged'
  }
  tx.prepare(`
    UPDATE raw_events
    SET content_hash = ?, gone_at = ?, seen_at = max(seen_at, ?), fetched_at = ?, series_id = ?, status = 'pending'
    WHERE id = ?`).run(item.contentHash, item.goneAt, item.seenAt, item.seenAt, item.seriesId ?? null, known.id)
  tx.prepare('UPDATE raw_payloads SET payload = ? WHERE raw_event_id = ?').run(item.payload, known.id)
  return 'stored'
}
