// Reads the occurrences that a calendar grid shows.
import type { CalendarEvent } from '../../../../shared/views/calendar.ts'
import type { Database } from '../../database.ts'
import { eventColumns, type EventRow, mergeCopies } from './event-row.ts'

/** Longer events are found through an index of their own; see the migration. */
const longEventMs = 32 * 86_400_000

/** No zone is further from UTC than this: an all-day event may be that far from its stored midnight. */
const widestOffsetMs = 14 * 3_600_000

const shown = `e.gone_at IS NULL AND e.status <> 'cancelled' AND c.is_visible = 1 AND c.is_enabled = 1`
const sql = `
  SELECT ${eventColumns} FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id
  WHERE e.start_at >= :lookBackMs AND e.start_at < :untilMs AND e.end_at >= :fromMs AND ${shown}
  UNION ALL
  SELECT ${eventColumns} FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id
  WHERE e.end_at - e.start_at > ${longEventMs} AND e.end_at >= :fromMs AND e.start_at < :lookBackMs AND ${shown}
  ORDER BY startMs, id`

/** The range `[fromMs, untilMs)` and the zone in which all-day events are laid over it. */
export interface EventRange {
  readonly fromMs: number
  readonly untilMs: number
  readonly timeZone: string
}

/**
 * Every shown occurrence that touches the range, in order of start; one for each meeting.
 * All-day events are dates: they belong to the range when one of their days is a day of the range in its zone.
 */
export function listEvents(db: Database, range: EventRange): CalendarEvent[] {
  const rows = db.prepare<[Record<string, number>], EventRow>(sql).all({
    lookBackMs: range.fromMs - longEventMs,
    fromMs: range.fromMs - widestOffsetMs,
    untilMs: range.untilMs + widestOffsetMs,
  })
  const dateIn = new Intl.DateTimeFormat('en-CA', { timeZone: range.timeZone, dateStyle: 'short' })
  const firstDate = dateIn.format(range.fromMs)
  const lastDate = dateIn.format(range.untilMs - 1)
  return mergeCopies(
    rows.filter((row) =>
      row.isAllDay === 1 && row.startDate !== null && row.endDate !== null
        ? row.startDate <= lastDate && row.endDate > firstDate
        : row.startMs < range.untilMs && (row.endMs > range.fromMs || row.startMs >= range.fromMs),
    ),
  )
}
