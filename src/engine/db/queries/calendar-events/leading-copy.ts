// Decides which copy of a meeting that is on several calendars, of whatever accounts, tells the timeline what it is: never the one that
// happened to come last.
import type { Transaction } from '../../database.ts'
import type { OccurrenceOrigin } from './occurrence-origin.ts'

/**
 * One that is switched on first, then the person's own calendar, then those they own, then by name: the same copy leads whatever the order
 * in which calendars and accounts came.
 */
const rankOf = (calendar: string): string =>
  ['is_enabled = 0', 'is_primary = 0', "access_role IS NOT 'owner'", 'account_id', 'external_id']
    .map((term) => `${calendar}.${term}`)
    .join(', ')

const find = `
  SELECT e.interaction_id AS interactionId
  FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id JOIN calendars own ON own.id = :calendarId
  WHERE e.meeting_key = :meetingKey AND e.gone_at IS NULL AND e.interaction_id IS NOT NULL
    AND (${rankOf('c')}, e.external_id) < (${rankOf('own')}, :externalId)
  LIMIT 1`

/** The interaction of a meeting that a copy before this one tells of; null when this copy leads. */
export function findLedMeeting(tx: Transaction, copy: OccurrenceOrigin & { readonly meetingKey: string }): number | null {
  return tx.prepare<[object], { interactionId: number }>(find).get(copy)?.interactionId ?? null
}

/** By account, for that is how the index of the source keys begins. */
const retire = `
  UPDATE interactions SET gone_at = :nowMs, updated_at = :nowMs, contacts_state = 'pending'
  WHERE account_id IN (SELECT id FROM accounts WHERE id <> :accountId) AND kind = 'meeting' AND source_key = :meetingKey AND gone_at IS NULL`

const repoint = `
  UPDATE calendar_events SET interaction_id = :interactionId WHERE meeting_key = :meetingKey AND interaction_id <> :interactionId`

/** Lets this interaction alone tell of a meeting: what another account's copy told before is gone, and every copy points here. */
export function takeOverMeeting(
  tx: Transaction,
  meeting: { readonly accountId: string; readonly meetingKey: string; readonly interactionId: number },
  nowMs: number,
): void {
  tx.prepare<[object]>(retire).run({ ...meeting, nowMs })
  tx.prepare<[object]>(repoint).run(meeting)
}

const reopen = `
  UPDATE raw_events SET status = 'pending' WHERE id IN (
    SELECT other.raw_event_id
    FROM calendar_events own
      CROSS JOIN calendar_events other ON other.meeting_key = own.meeting_key
      JOIN interactions i ON i.id = other.interaction_id
    WHERE own.account_id = :accountId AND own.calendar_id = :calendarId AND own.external_id = :externalId
      AND (own.gone_at IS NOT NULL OR own.interaction_id IS NULL) AND other.gone_at IS NULL AND i.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM calendar_events leading
        WHERE leading.interaction_id = i.id AND leading.raw_event_id = i.raw_event_id AND leading.gone_at IS NULL))`

/** Lets the remaining copies be written anew where the one that told of the meeting does so no longer. */
export function reopenRemainingCopies(tx: Transaction, { accountId, calendarId, externalId }: OccurrenceOrigin): void {
  tx.prepare<[object]>(reopen).run({ accountId, calendarId, externalId })
}

const reopenShared = `
  UPDATE raw_events SET status = 'pending' WHERE id IN (
    SELECT copy.raw_event_id
    FROM calendars c
      CROSS JOIN calendar_events own ON own.account_id = c.account_id AND own.calendar_id = c.id
      CROSS JOIN calendar_events copy ON copy.meeting_key = own.meeting_key
    WHERE c.id = :calendarId AND own.gone_at IS NULL AND own.interaction_id IS NOT NULL AND copy.gone_at IS NULL
      AND EXISTS (SELECT 1 FROM calendar_events other
        WHERE other.meeting_key = own.meeting_key AND other.calendar_id <> c.id AND other.gone_at IS NULL))`

/** Lets every copy of the meetings that a calendar shares with others be written anew: which of them leads may be another one now. */
export function reopenSharedMeetings(tx: Transaction, calendarId: number): void {
  tx.prepare<[object]>(reopenShared).run({ calendarId })
}

const reopenElsewhere = `
  UPDATE raw_events SET status = 'pending' WHERE id IN (
    SELECT copy.raw_event_id
    FROM json_each(:interactionIds) ids
      CROSS JOIN interactions i ON i.id = ids.value
      CROSS JOIN calendar_events copy ON copy.interaction_id = i.id
    WHERE copy.account_id <> i.account_id AND copy.gone_at IS NULL)`

/** Lets the copies in other accounts be written anew. Call it before the interactions that they point to are deleted. */
export function reopenCopiesElsewhere(tx: Transaction, interactionIds: readonly number[]): void {
  tx.prepare<[object]>(reopenElsewhere).run({ interactionIds: JSON.stringify(interactionIds) })
}
