// The shape in which stages read stored items, so that all of them read the same.

/** The sources a stage may work on. */
export type RawEventSource = 'google_event' | 'google_email' | 'file_email' | 'file_event' | 'file_contact'

/** A raw event as a stage needs it. */
export interface RawEvent {
  readonly id: number
  readonly container: string
  readonly externalId: string
  /** For a changed occurrence of a series at Google: the series. */
  readonly seriesId: string | null
  readonly contentHash: string
  readonly status: 'pending' | 'processed' | 'failed'
  readonly goneAt: number | null
  readonly fetchedAt: number
  readonly payload: Buffer
}

/** The beginning of every query that reads a {@link RawEvent}: a condition follows. */
export const selectRawEvents = `
  SELECT id, container, external_id AS externalId, series_id AS seriesId, content_hash AS contentHash, status, gone_at AS goneAt,
    fetched_at AS fetchedAt, payload
  FROM raw_events CROSS JOIN raw_payloads ON raw_event_id = id`
