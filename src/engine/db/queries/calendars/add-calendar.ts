// Adds a calendar that an account was found to have.
import type { Transaction } from '../../database.ts'
import { calendars } from '../../schema/accounts.ts'

/** A calendar as it is found. */
export type NewCalendar = typeof calendars.$inferInsert

/** @throws when the account already has a calendar of this external id. */
export function addCalendar(tx: Transaction, calendar: NewCalendar): void {
  tx.orm.insert(calendars).values(calendar).run()
}
