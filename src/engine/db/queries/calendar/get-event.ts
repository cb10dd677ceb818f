// Reads one occurrence in full, with the people in it, for the details panel.
import { AppError } from '../../../../shared/app-error.ts'
import type { CalendarEventDetail } from '../../../../shared/views/calendar.ts'
import type { Database } from '../../database.ts'
import { listParticipants, toPersonRef } from '../timeline/list-participants.ts'
import { nameParticipants } from './name-participants.ts'
import { eventColumns, type EventRow, mergeCopies, toResponse } from './event-row.ts'

interface DetailRow extends EventRow {
  description: string | null
  conferenceUrl: string | null
  sourceUrl: string | null
  recurrence: string | null
  interactionId: number | null
  people: string | null
  calendarName: string
  accountEmail: string
  isShown: number
}

const sql = `
  SELECT ${eventColumns}, e.description, e.conference_url AS conferenceUrl, e.source_url AS sourceUrl, e.recurrence,
    e.interaction_id AS interactionId, e.people, c.name AS calendarName, a.email AS accountEmail,
    e.gone_at IS NULL AND c.is_enabled = 1 AS isShown
  FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id JOIN accounts a ON a.id = e.account_id
  WHERE e.meeting_key = (SELECT meeting_key FROM calendar_events WHERE id = ?)
  ORDER BY e.id = ? DESC, e.id`

/** @throws AppError `not_found` when the event has gone since it was listed. */
export function getEvent(db: Database, id: number): CalendarEventDetail {
  const known = db.prepare<[number, number], DetailRow>(sql).all(id, id)
  const shown = known.filter((each) => each.isShown === 1)
  const rows = shown.length > 0 ? shown : known
  const [row] = rows
  const [event] = mergeCopies(rows)
  if (!row || !event) throw new AppError('not_found', 'This event no longer exists.', 'It was removed by the last sync.')
  const interactionId = rows.find((each) => each.interactionId !== null)?.interactionId
  const people = rows.find((each) => each.people !== null)?.people
  const participants = interactionId ? listParticipants(db, [interactionId]) : people ? nameParticipants(db, people) : []
  const organizer = participants.find((each) => each.role === 'organizer')
  return {
    ...event,
    id,
    description: row.description,
    conferenceUrl: row.conferenceUrl,
    sourceUrl: row.sourceUrl,
    recurrenceText: row.recurrence,
    organizer: organizer ? toPersonRef(organizer) : null,
    attendees: participants
      .filter((each) => each.role === 'attendee')
      .map((each) => ({ ...toPersonRef(each), response: toResponse(each.response) ?? 'unknown' })),
    calendarNames: namesOf(rows),
  }
}

/** With the account where there are several, unless the calendar is named after it. */
function namesOf(rows: readonly DetailRow[]): string[] {
  const accounts = new Set(rows.map((row) => row.accountEmail))
  return rows.map(({ calendarName, accountEmail }) =>
    accounts.size === 1 || calendarName === accountEmail ? calendarName : `${calendarName} (${accountEmail})`,
  )
}
