// Brings a calendar's row up to date with its source.
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../database.ts'
import { calendars } from '../../schema/accounts.ts'

/** What a sync may change. */
export type CalendarChange = Partial<
  Pick<typeof calendars.$inferInsert, 'name' | 'color' | 'timeZone' | 'accessRole' | 'isPrimary' | 'isEnabled' | 'note'>
>

/** Changes the named columns of one calendar. */
export function updateCalendar(tx: Transaction, calendarId: number, change: CalendarChange): void {
  tx.orm.update(calendars).set(change).where(eq(calendars.id, calendarId)).run()
}
