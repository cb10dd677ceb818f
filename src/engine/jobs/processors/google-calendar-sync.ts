// The job that reads an account's calendars from Google.
import { mayImport } from '../../db/queries/imports/read-import-state.ts'
import type { GoogleSessions } from '../../google/google-sessions.ts'
import { syncCalendars } from '../../sources/google/calendar/sync-calendars.ts'
import { runGoogleSync } from '../../sources/google/run-google-sync.ts'
import { completed, type Processor } from '../types.ts'
import { endSync } from './end-sync.ts'

/** Makes the processor; `sessions` is the process's door to Google. Where nothing has been approved (any more) it does nothing. */
export function createGoogleCalendarSync(sessions: GoogleSessions): Processor<'google_calendar_sync'> {
  return (job, context) =>
    runGoogleSync(job, context, sessions, async (run, account) => {
      if (!mayImport(context.db, account, 'calendar')) return completed({ calendars: 0, ...run.counts, requests: 0 })
      const calendars = await syncCalendars(run)
      const result = { calendars, ...run.counts, requests: run.session.requests }
      return completed(result, [], (tx) => endSync(tx, run.accountId, 'calendar', context.clock.now()))
    })
}
