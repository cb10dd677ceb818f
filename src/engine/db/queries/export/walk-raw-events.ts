// Walks what sources gave, for an export: everything that is still there, with its payload, one row at a time.
import type { Database } from '../../database.ts'

/** A mail as it came. */
export interface RawMail {
  readonly source: 'google_email' | 'file_email'
  readonly payload: Buffer
  /** From the timeline; null for a mail that could not be understood. */
  readonly direction: 'inbound' | 'outbound' | 'internal' | 'none' | null
  readonly occurredAtMs: number | null
}

/** Mails in the order in which they came, without those in spam and in the bin; one that reached several accounts is there once. */
export function walkRawMails(db: Database): IterableIterator<RawMail> {
  return db
    .prepare<[], RawMail>(`
      SELECT r.source, p.payload, i.direction, i.occurred_at AS occurredAtMs
      FROM raw_events r CROSS JOIN raw_payloads p ON p.raw_event_id = r.id LEFT JOIN interactions i ON i.raw_event_id = r.id
      WHERE r.source IN ('google_email', 'file_email') AND r.gone_at IS NULL AND i.gone_at IS NULL AND i.is_copy IS NOT 1
      ORDER BY r.id`)
    .iterate()
}

/** A calendar entry as it came. */
export interface RawCalendarEntry {
  readonly source: 'google_event' | 'file_event'
  readonly accountId: string
  readonly container: string
  readonly calendarName: string
  readonly timeZone: string | null
  readonly externalId: string
  /** Of a changed occurrence: the series it belongs to. */
  readonly seriesId: string | null
  readonly payload: Buffer
}

/** Calendar by calendar; in each by name, so that series come before their changed occurrences, whose names Google makes from theirs. */
export function walkRawCalendarEntries(db: Database): IterableIterator<RawCalendarEntry> {
  return db
    .prepare<[], RawCalendarEntry>(`
      SELECT r.source, r.account_id AS accountId, r.container, coalesce(c.name, r.container) AS calendarName, c.time_zone AS timeZone,
        r.external_id AS externalId, r.series_id AS seriesId, p.payload
      FROM raw_events r CROSS JOIN raw_payloads p ON p.raw_event_id = r.id
        LEFT JOIN calendars c ON c.account_id = r.account_id AND c.external_id = r.container
      WHERE r.source IN ('google_event', 'file_event') AND r.gone_at IS NULL
      ORDER BY r.account_id, r.source, r.container, r.external_id`)
    .iterate()
}
