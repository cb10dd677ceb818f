// Switches a calendar's visibility or sync on or off, as a person asks.
import { AppError } from '../../../../shared/app-error.ts'
import type { Transaction } from '../../database.ts'
import { reopenSharedMeetings } from '../calendar-events/leading-copy.ts'

const assignments = {
  isVisible: 'is_visible = :value',
  // Switched on, it is tried again, whatever was found about it before.
  isEnabled: 'is_enabled = :value, note = iif(:value = 1, NULL, note)',
} as const

/**
 * Meetings that a calendar shares with others go through their stage again when it is switched on or off; the caller lets that follow.
 * @throws AppError `not_found` when there is no such calendar
 */
export function setCalendarFlag(tx: Transaction, calendarId: number, flag: keyof typeof assignments, value: boolean): void {
  const { changes } = tx
    .prepare<[object]>(`UPDATE calendars SET ${assignments[flag]} WHERE id = :calendarId`)
    .run({ calendarId, value: value ? 1 : 0 })
  if (changes === 0) throw new AppError('not_found', 'This calendar no longer exists.', 'It was removed with its account.')
  if (flag === 'isEnabled') reopenSharedMeetings(tx, calendarId)
}
