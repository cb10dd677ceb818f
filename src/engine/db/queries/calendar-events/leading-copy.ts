// Decides which copy of a meeting that is on several calendars tells the timeline what it is: never the one that happened to come last.
import type { Transaction } from '../../database.ts'
import type { OccurrenceOrigin } from './occurrence-origin.ts'

/** The person's own calendar first, then those they own, then by name: the same copy leads whatever the order in which they came. */
const rankOf = (calendar: string): string =>
  `${calendar}.is_primary = 0, ${calendar}.access_role IS NOT 'owner', ${calendar}.external_id`

const find = `
  SELECT e.interaction_id AS interactionId
  FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id JOIN calendars own ON own.id = :calendarId
  WHERE e.meeting_key = :meetingKey AND e.account_id = :accountId AND e.gone_at IS NULL AND e.interaction_id IS NOT NULL
    AND (${rankOf('c')}, e.external_id) < (${rankOf('own')}, :externalId)
  LIMIT 1`

/** The interaction of a meeting that a copy before this one tells of; null when this copy leads. */
export function findLedMeeting(tx: Transaction, copy: OccurrenceOrigin & { readonly meetingKey: string }): number | null {
  return tx.prepare<[object], { interactionId: number }>(find).get(copy)?.interactionId ?? null
}

const reopen = `
  UPDATE raw_events SET status = 'pending' WHERE id IN (
    SELECT other.raw_event_id
    FROM calendar_events own
      CROSS JOIN calendar_events other ON other.meeting_key = own.meeting_key AND +other.account_id = own.account_id
      JOIN interactions i ON i.id = other.interaction_id
    WHERE own.account_id = :accountId AND own.calendar_id = :calendarId AND own.external_id = :externalId
      AND (own.gone_at IS NOT NULL OR own.interaction_id IS NULL) AND other.gone_at IS NULL AND i.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM calendar_events leading
        WHERE leading.interaction_id = i.id AND leading.raw_event_id = i.raw_event_id AND leading.gone_at IS NULL))`

/** Lets the remaining copies be written anew where the one that told of the meeting does so no longer. */
export function reopenRemainingCopies(tx: Transaction, { accountId, calendarId, externalId }: OccurrenceOrigin): void {
  tx.prepare<[object]>(reopen).run({ accountId, calendarId, externalId })
}
