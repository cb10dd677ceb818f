// Writes one occurrence to the calendar and, when it is a meeting, to the timeline; writing it again changes nothing.
import type { Transaction } from '../../database.ts'
import { findLedMeeting, takeOverMeeting } from './leading-copy.ts'
import type { OccurrenceOrigin } from './occurrence-origin.ts'

/** The columns of `calendar_events` that come from the event. */
export interface CalendarEventValues {
  readonly occurrenceKey: string
  readonly meetingKey: string
  readonly eventType: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly title: string
  readonly description: string | null
  readonly location: string | null
  readonly isAllDay: boolean
  readonly startDate: string | null
  readonly endDate: string | null
  readonly startAt: number
  readonly endAt: number
  readonly timeZone: string | null
  readonly isRecurring: boolean
  readonly recurrence: string | null
  readonly organizerAddress: string | null
  readonly attendeeCount: number
  /** What the person answered: Google's words; null when they are not asked. */
  readonly ownResponse: string | null
  /** Whether anybody else is in it. */
  readonly hasOthers: boolean
  /** Who is in an event that is no interaction. */
  readonly people: readonly MeetingParticipant[]
  readonly conferenceUrl: string | null
  readonly sourceUrl: string | null
}

/** The columns of `interactions` that a meeting has beside those of its event. */
export interface MeetingValues {
  readonly direction: 'inbound' | 'outbound' | 'none'
  readonly snippet: string
  readonly writtenText: string
  readonly participants: readonly MeetingParticipant[]
}

/** Someone in a meeting. */
export interface MeetingParticipant {
  readonly role: 'organizer' | 'attendee'
  readonly address: string
  readonly addressKey: string
  readonly name: string
  readonly response: string | null
  readonly isSelf: boolean
}

const upsertEvent = `
  INSERT INTO calendar_events (account_id, calendar_id, external_id, occurrence_key, meeting_key, raw_event_id, interaction_id, event_type, status,
    title, description, location, is_all_day, start_date, end_date, start_at, end_at, time_zone, is_recurring, recurrence, organizer_address,
    attendee_count, own_response, has_others, people, conference_url, source_url, gone_at, updated_at)
  VALUES (:accountId, :calendarId, :externalId, :occurrenceKey, :meetingKey, :rawEventId, :interactionId, :eventType, :status,
    :title, :description, :location, :isAllDay, :startDate, :endDate, :startAt, :endAt, :timeZone, :isRecurring, :recurrence, :organizerAddress,
    :attendeeCount, :ownResponse, :hasOthers, :people, :conferenceUrl, :sourceUrl, NULL, :nowMs)
  ON CONFLICT (account_id, calendar_id, external_id, occurrence_key) DO UPDATE SET
    meeting_key = excluded.meeting_key, raw_event_id = excluded.raw_event_id, interaction_id = excluded.interaction_id,
    event_type = excluded.event_type, status = excluded.status, title = excluded.title, description = excluded.description,
    location = excluded.location, is_all_day = excluded.is_all_day, start_date = excluded.start_date, end_date = excluded.end_date,
    start_at = excluded.start_at, end_at = excluded.end_at, time_zone = excluded.time_zone, is_recurring = excluded.is_recurring,
    recurrence = excluded.recurrence, organizer_address = excluded.organizer_address, attendee_count = excluded.attendee_count,
    own_response = excluded.own_response, has_others = excluded.has_others, people = excluded.people,
    conference_url = excluded.conference_url, source_url = excluded.source_url, gone_at = NULL, updated_at = excluded.updated_at`

/** What is embedded or extracted again only when it changed: the text and the people. */
const upsertMeeting = `
  INSERT INTO interactions (account_id, kind, source_key, raw_event_id, occurred_at, ends_at, is_all_day, direction, title, snippet,
    written_text, location, updated_at)
  VALUES (:accountId, 'meeting', :meetingKey, :rawEventId, :startAt, :endAt, :isAllDay, :direction, :title, :snippet, :writtenText, :location, :nowMs)
  ON CONFLICT (account_id, kind, source_key) DO UPDATE SET
    raw_event_id = excluded.raw_event_id, occurred_at = excluded.occurred_at, ends_at = excluded.ends_at, is_all_day = excluded.is_all_day,
    direction = excluded.direction, title = excluded.title, snippet = excluded.snippet, written_text = excluded.written_text,
    location = excluded.location, gone_at = NULL, updated_at = excluded.updated_at,
    contacts_state = 'pending', identities_state = 'pending',
    embedding_state = iif(interactions.title = excluded.title AND interactions.written_text = excluded.written_text, interactions.embedding_state, 'pending')
  RETURNING id`

/**
 * Writes the rows of one occurrence. `meeting` is null for what is no interaction; an earlier interaction of the same meeting is then left
 * to the sweep. A meeting that is on several calendars is told by one copy; the others only point to it.
 */
export function writeOccurrence(
  tx: Transaction,
  origin: OccurrenceOrigin,
  event: CalendarEventValues,
  meeting: MeetingValues | null,
  nowMs: number,
): void {
  const values = {
    ...origin,
    ...event,
    isAllDay: event.isAllDay ? 1 : 0,
    isRecurring: event.isRecurring ? 1 : 0,
    hasOthers: event.hasOthers ? 1 : 0,
    people: event.people.length === 0 ? null : JSON.stringify(event.people),
    nowMs,
  }
  const interactionId = meeting ? (findLedMeeting(tx, values) ?? writeMeeting(tx, values, meeting, nowMs)) : null
  tx.prepare<[object]>(upsertEvent).run({ ...values, interactionId })
}

function writeMeeting(
  tx: Transaction,
  values: OccurrenceOrigin & { readonly meetingKey: string },
  meeting: MeetingValues,
  nowMs: number,
): number {
  const { participants, ...texts } = meeting
  const row = tx.prepare<[object], { id: number }>(upsertMeeting).get({ ...values, ...texts })
  if (!row) throw new Error('SQLite answered no row to an upsert')
  tx.prepare<[number]>('DELETE FROM interaction_participants WHERE interaction_id = ?').run(row.id)
  const insert = tx.prepare<[object]>(`
    INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, display_name, response, is_self)
    VALUES (:id, :position, :role, :address, :addressKey, :name, :response, :isSelf)`)
  participants.forEach((participant, position) =>
    insert.run({ ...participant, isSelf: participant.isSelf ? 1 : 0, id: row.id, position }),
  )
  takeOverMeeting(tx, { accountId: values.accountId, meetingKey: values.meetingKey, interactionId: row.id }, nowMs)
  return row.id
}
