// Turns Google's events, as they were stored, into occurrences on the calendar and meetings on the timeline.
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import { listSeries } from '../../db/queries/raw-events/list-series.ts'
import { type CalendarStage, requireCalendar, runCalendarStage } from './normalize-events.ts'
import { readGoogleSeries } from '../../normalize/calendar/read-google-series.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import type { Processor } from '../types.ts'

const stage: CalendarStage = {
  source: 'google_event',
  listPieces: (context, accountId, raw) => listSeries(context.db, accountId, raw.container, seriesIdOf(raw)),
  readGroup(context, accountId, raw, pieces) {
    const calendar = requireCalendar(listAccountCalendars(context.db, accountId), raw.container)
    const externalId = seriesIdOf(raw)
    return { externalId, calendar, ...readGoogleSeries(externalId, pieces, calendar.timeZone) }
  },
}

function seriesIdOf(raw: RawEvent): string {
  return raw.seriesId ?? raw.externalId
}

/** An event is always written with its whole series, so the order in which its pieces arrive does not matter. */
export const normalizeGoogleEvent: Processor<'normalize_google_event'> = (job, context) => runCalendarStage(job, context, stage)
