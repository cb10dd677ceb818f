// The whole calendar sync of one account: the list, then each calendar for itself.
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import type { SyncRun } from '../sync-run.ts'
import { syncCalendar } from './sync-calendar.ts'
import { noteUnreadable, syncCalendarList } from './sync-calendar-list.ts'

/**
 * Reads every calendar that is switched on; answers how many. One calendar's failure does not stop the others: it is thrown at the end.
 * Limits, a lost sign-in and a network that is down concern all of them and are thrown at once.
 */
export async function syncCalendars(run: SyncRun): Promise<number> {
  const calendars = await syncCalendarList(run)
  const failures: GoogleRequestError[] = []
  for (const [done, calendar] of calendars.entries()) {
    try {
      await syncCalendar(run, calendar, done, calendars.length)
    } catch (error) {
      if (!(error instanceof GoogleRequestError)) throw error
      const { verdict } = error
      if (verdict.kind === 'skip_item') await noteUnreadable(run, calendar, verdict.isGone ? 'unreadable' : 'forbidden')
      else if (verdict.kind === 'resync' || (verdict.kind === 'transient' && error.status !== null)) failures.push(error)
      else throw error
    }
    await run.context.yield()
  }
  const [first] = failures
  if (first === undefined) return calendars.length
  if (failures.length === 1 && calendars.length === 1) throw first
  throw new Error(`${failures.length} of ${calendars.length} calendars could not be read. ${first.message}`, { cause: first })
}
