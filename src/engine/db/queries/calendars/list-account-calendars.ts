// Lists the calendars of one account for its sync.
import { eq } from 'drizzle-orm'
import type { Database } from '../../database.ts'
import { calendars } from '../../schema/accounts.ts'
import type { CalendarRow } from './calendar-row.ts'

/** Every calendar of the account, the primary one first, then in the order in which they were found. */
export function listAccountCalendars(db: Database, accountId: string): CalendarRow[] {
  return db.orm
    .select({
      id: calendars.id,
      externalId: calendars.externalId,
      name: calendars.name,
      color: calendars.color,
      timeZone: calendars.timeZone,
      accessRole: calendars.accessRole,
      isPrimary: calendars.isPrimary,
      isEnabled: calendars.isEnabled,
      note: calendars.note,
    })
    .from(calendars)
    .where(eq(calendars.accountId, accountId))
    .all()
    .sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.id - b.id)
}
