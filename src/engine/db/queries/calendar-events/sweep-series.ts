// Marks what a series no longer has: occurrences that vanished, and meetings that are on no calendar any more or are told by another copy now.
import type { Transaction } from '../../database.ts'
import { reopenRemainingCopies } from './leading-copy.ts'
import type { OccurrenceOrigin } from './occurrence-origin.ts'

const sweepEvents = `
  UPDATE calendar_events SET gone_at = :nowMs, updated_at = :nowMs
  WHERE account_id = :accountId AND calendar_id = :calendarId AND external_id = :externalId AND gone_at IS NULL
    AND occurrence_key NOT IN (SELECT value FROM json_each(:keptKeys))`

/** A meeting is over when no shown copy of it points to it: another calendar, of whatever account, may still have it. */
const sweepMeetings = `
  UPDATE interactions SET gone_at = :nowMs, updated_at = :nowMs, contacts_state = 'pending'
  WHERE account_id IN (SELECT id FROM accounts) AND kind = 'meeting' AND gone_at IS NULL
    AND source_key IN (SELECT meeting_key FROM calendar_events
      WHERE account_id = :accountId AND calendar_id = :calendarId AND external_id = :externalId)
    AND NOT EXISTS (SELECT 1 FROM calendar_events e WHERE e.meeting_key = interactions.source_key
      AND e.interaction_id = interactions.id AND e.gone_at IS NULL)`

/** Keeps the occurrences with these keys, marks the other rows of the event as gone; their content stays. */
export function sweepSeries(tx: Transaction, origin: OccurrenceOrigin, keptKeys: readonly string[], nowMs: number): void {
  const { accountId, calendarId, externalId } = origin
  tx.prepare<[object]>(sweepEvents).run({ accountId, calendarId, externalId, keptKeys: JSON.stringify(keptKeys), nowMs })
  tx.prepare<[object]>(sweepMeetings).run({ accountId, calendarId, externalId, nowMs })
  reopenRemainingCopies(tx, origin)
}
