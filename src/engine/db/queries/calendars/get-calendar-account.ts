// Tells to which account a calendar belongs.
import { eq } from 'drizzle-orm'
import type { Database } from '../../database.ts'
import { accounts, calendars } from '../../schema/accounts.ts'

/** The account of a calendar, or null when there is no such calendar. */
export function getCalendarAccount(db: Database, calendarId: number): { id: string; kind: 'google' | 'sample' | 'files' } | null {
  const row = db.orm
    .select({ id: accounts.id, kind: accounts.kind })
    .from(calendars)
    .innerJoin(accounts, eq(accounts.id, calendars.accountId))
    .where(eq(calendars.id, calendarId))
    .get()
  return row ?? null
}
