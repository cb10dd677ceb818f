// Brings the table of calendars up to date with the account's list, and notes what is no longer in it or cannot be read.
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
  nameless: 'Google listed a calendar without saying which. It is looked for again by the next sync; nothing was switched off.',
  vanished: 'This calendar is no longer in your Google account. What was imported stays.',
  forbidden: 'Google no longer lets you read this calendar. What was imported stays as it was.',
  unreadable: 'Google lists this calendar, but says that it does not exist. What was imported stays as it was.',
  emptyList:
    'Google suddenly listed no calendar at all. That may be a fault, so every calendar was kept here and is looked for again by the next sync.',
  freeBusy: 'You may only see when its owner is busy, so there is nothing to import.',
} as const

/** Colour of a calendar that has none. */
const defaultColor = '#4285f4'

/** One request. Answers the calendars to be read, the primary one first. Writes nothing when nothing changed. */
export async function syncCalendarList(run: SyncRun): Promise<CalendarRow[]> {
  const { context, accountId } = run
  const { calendars, unreadableItems } = await listCalendars(run.session)
  const found = new Map(calendars.map((calendar) => [calendar.id, calendar]))
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
  // One that came without its id may be any of those that are missing.
  const isWhole = unreadableItems === 0
  const vanished = known.filter((row) => isWhole && (row.accessRole !== null || row.note === null) && !found.has(row.externalId))
  // Every account has at least its primary calendar: an empty list is not believed.
  if (found.size > 0) for (const row of vanished) await noteUnreadable(run, row, 'vanished')
  else if (known.length > 0)
    context.logger.warn('the list of calendars came back empty: nothing was switched off', { known: known.length })
  const oddity = isWhole ? null : notes.nameless
  tellNotice(run, 'calendar_list', found.size === 0 && known.length > 0 ? notes.emptyList : oddity)
  run.counts.failedItems += unreadableItems
  return listAccountCalendars(context.db, accountId).filter((row) => row.isEnabled && row.note === null)
}

/**
 * Notes on a calendar why it is no longer read: until Google says something else about the access to it, or a person asks for another try.
 * One that has gone from the list takes its events along: they are marked as gone, and kept.
 */
export async function noteUnreadable(
  run: SyncRun,
  calendar: CalendarRow,
  why: 'vanished' | 'forbidden' | 'unreadable',
): Promise<void> {
  const { context, accountId } = run
  if (why === 'vanished') {
    await retireContainer(run, { source: 'google_event', container: calendar.externalId }, eventFollowUps(accountId))
  }
  context.commit({}, (tx) => {
    updateCalendar(tx, calendar.id, { note: notes[why], ...(why === 'vanished' ? { accessRole: null } : {}) })
    deleteSyncCursor(tx, accountId, calendarScope(calendar.externalId))
  })
}

/** One that a person has hidden at Google is not read unless they ask for it here. */
function addFound(tx: Transaction, accountId: string, calendar: GoogleCalendar): void {
  const note = noteOnAccess(calendar)
  addCalendar(tx, {
    accountId,
    externalId: calendar.id,
    ...appearanceOf(calendar),
    isEnabled: !calendar.hidden,
    isVisible: note === null && (calendar.selected || calendar.primary),
    note,
  })
}

/** Null when there is nothing to change. Whether the calendar is switched on is not for Google to say. */
function changeOf(row: CalendarRow, calendar: GoogleCalendar): CalendarChange | null {
  const appearance = appearanceOf(calendar)
  if (row.accessRole !== appearance.accessRole) return { ...appearance, note: noteOnAccess(calendar) }
  const isSame =
    row.name === appearance.name &&
    row.color === appearance.color &&
    row.timeZone === appearance.timeZone &&
    row.isPrimary === appearance.isPrimary
  return isSame ? null : appearance
}

function noteOnAccess({ accessRole }: GoogleCalendar): string | null {
  return accessRole === 'freeBusyReader' ? notes.freeBusy : null
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
