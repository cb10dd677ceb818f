// Switches a calendar's visibility or sync on or off, as a person asks.
import { AppError } from '../../../../shared/app-error.ts'
import type { Transaction } from '../../database.ts'

const columns = { isVisible: 'is_visible', isEnabled: 'is_enabled' } as const

/** @throws AppError `not_found` when there is no such calendar. */
export function setCalendarFlag(tx: Transaction, calendarId: number, flag: keyof typeof columns, value: boolean): void {
  const { changes } = tx
    .prepare<[number, number]>(`UPDATE calendars SET ${columns[flag]} = ?, note = NULL WHERE id = ?`)
    .run(value ? 1 : 0, calendarId)
  if (changes === 0) throw new AppError('not_found', 'This calendar no longer exists.', 'It was removed with its account.')
}
