// Reads every calendar with the number of its events, for the toggles beside the grid.
import type { Calendar } from '../../../../shared/views/calendar.ts'
import type { Database } from '../../database.ts'

interface Row {
  id: number
  accountId: string
  name: string
  color: string
  timeZone: string | null
  isPrimary: number
  isEnabled: number
  isVisible: number
  note: string | null
  eventCount: number
}

const sql = `
  SELECT c.id, c.account_id AS accountId, c.name, c.color, c.time_zone AS timeZone, c.is_primary AS isPrimary,
    c.is_enabled AS isEnabled, c.is_visible AS isVisible, c.note,
    (SELECT count(*) FROM calendar_events e WHERE e.account_id = c.account_id AND e.calendar_id = c.id) AS eventCount
  FROM calendars c
  ORDER BY c.account_id, c.is_primary DESC, c.name COLLATE NOCASE, c.id`

/** All calendars, the primary one of each account first. */
export function listCalendars(db: Database): Calendar[] {
  return db
    .prepare<[], Row>(sql)
    .all()
    .map((row) => ({ ...row, isPrimary: row.isPrimary === 1, isEnabled: row.isEnabled === 1, isVisible: row.isVisible === 1 }))
}
