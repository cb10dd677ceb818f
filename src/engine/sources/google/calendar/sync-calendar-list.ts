// Brings the table of calendars up to date with the account's list, and switches off what is no longer in it.
import { addCalendar } from '../../../db/queries/calendars/add-calendar.ts'
import type { CalendarRow } from '../../../db/queries/calendars/calendar-row.ts'
import { listAccountCalendars } from '../../../db/queries/calendars/list-account-calendars.ts'
import { type CalendarChange, updateCalendar } from '../../../db/queries/calendars/update-calendar.ts'
import { deleteSyncCursor } from '../../../db/queries/sync-cursors/delete-sync-cursor.ts'
import type { Transaction } from '../../../db/database.ts'
import { type GoogleCalendar, listCalendars } from '../../../google/calendar-requests.ts'
import { retireContainer } from '../sweep-container.ts'
import { tellNotice } from '../tell-notice.ts'
import type { SyncRun } from '../sync-run.ts'
import { calendarScope, eventFollowUps } from './sync-calendar.ts'

const notes = {
  vanished: 'This calendar is no longer in your Google account. What was imported stays.',
  forbidden: 'Google no longer lets you read this calendar. What was imported stays.',
  emptyList:
    'Google suddenly listed no calendar at all. That may be a fault, so every calendar was kept here and is looked for again by the next sync.',
  freeBusy: 'You may only see when its owner is busy, so there is nothing to import.',
} as const

/** Colour of a calendar that has none. */
const defaultColor = '#4285f4'

/** One request. Answers the calendars to be read, the primary one first. Writes nothing when nothing changed. */
export async function syncCalendarList(run: SyncRun): Promise<CalendarRow[]> {
  const { context, accountId } = run
  const found = new Map((await listCalendars(run.session)).map((calendar) => [calendar.id, calendar]))
  const known = listAccountCalendars(context.db, accountId)
  const knownIds = new Set(known.map((row) => row.externalId))
  const additions = [...found.values()].filter((calendar) => !knownIds.has(calendar.id))
  const changes = known.flatMap((row) => {
    const calendar = found.get(row.externalId)
    const change = calendar ? changeOf(row, calendar) : null
    return change ? [{ row, change }] : []
  })
  if (additions.length > 0 || changes.length > 0) {
    context.commit({}, (tx) => {
      for (const calendar of additions) addFound(tx, accountId, calendar)
      for (const { row, change } of changes) updateCalendar(tx, row.id, change)
    })
  }
  const vanished = known.filter((row) => row.accessRole !== null && !found.has(row.externalId))
  // Every account has at least its primary calendar: an empty list is not believed.
  if (found.size > 0) for (const row of vanished) await retireCalendar(run, row, 'vanished')
  else if (known.length > 0)
    context.logger.warn('the list of calendars came back empty: nothing was switched off', { known: known.length })
  tellNotice(run, 'calendar_list', found.size === 0 && known.length > 0 ? notes.emptyList : null)
  return listAccountCalendars(context.db, accountId).filter((row) => row.isEnabled)
}

/** Switches a calendar off with a note. One that has gone takes its events along: they are marked as gone, and kept. */
export async function retireCalendar(run: SyncRun, calendar: CalendarRow, why: 'vanished' | 'forbidden'): Promise<void> {
  const { context, accountId } = run
  if (why === 'vanished') {
    await retireContainer(run, { source: 'google_event', container: calendar.externalId }, eventFollowUps(accountId))
  }
  context.commit({}, (tx) => {
    updateCalendar(tx, calendar.id, { isEnabled: false, note: notes[why], ...(why === 'vanished' ? { accessRole: null } : {}) })
    deleteSyncCursor(tx, accountId, calendarScope(calendar.externalId))
  })
}

function addFound(tx: Transaction, accountId: string, calendar: GoogleCalendar): void {
  const isReadable = calendar.accessRole !== 'freeBusyReader'
  addCalendar(tx, {
    accountId,
    externalId: calendar.id,
    ...appearanceOf(calendar),
    isEnabled: isReadable,
    isVisible: isReadable && (calendar.selected || calendar.primary),
    note: isReadable ? null : notes.freeBusy,
  })
}

/** Null when there is nothing to change. A calendar that a person switched off stays off. */
function changeOf(row: CalendarRow, calendar: GoogleCalendar): CalendarChange | null {
  const appearance = appearanceOf(calendar)
  const isSame =
    row.name === appearance.name &&
    row.color === appearance.color &&
    row.timeZone === appearance.timeZone &&
    row.accessRole === appearance.accessRole &&
    row.isPrimary === appearance.isPrimary
  if (isSame) return null
  // Switched off by a sync, and something about the access is different now: worth another look.
  const isWorthAnotherLook = row.accessRole !== appearance.accessRole && (row.note !== null || row.accessRole === null)
  if (!isWorthAnotherLook) return appearance
  const isReadable = calendar.accessRole !== 'freeBusyReader'
  return { ...appearance, isEnabled: isReadable, note: isReadable ? null : notes.freeBusy }
}

function appearanceOf(calendar: GoogleCalendar) {
  return {
    name: calendar.summaryOverride ?? calendar.summary,
    color: calendar.backgroundColor ?? defaultColor,
    timeZone: calendar.timeZone ?? null,
    accessRole: calendar.accessRole,
    isPrimary: calendar.primary,
  }
}
