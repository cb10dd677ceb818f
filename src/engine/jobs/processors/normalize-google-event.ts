// Turns Google's events, as they were stored, into occurrences on the calendar and meetings on the timeline.
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import { listSeries } from '../../db/queries/raw-events/list-series.ts'
import { type CalendarStage, requireCalendar, runCalendarStage } from './normalize-events.ts'
import { readGoogleResource, readGoogleSeries } from '../../normalize/calendar/read-google-series.ts'
import type { Processor } from '../types.ts'

const stage: CalendarStage = {
  source: 'google_event',
  readGroup(context, accountId, raw) {
    const calendar = requireCalendar(listAccountCalendars(context.db, accountId), raw.container)
    const seriesId = readGoogleResource(raw).event.recurringEventId ?? raw.externalId
    const pieces = listSeries(context.db, accountId, raw.container, seriesId)
      .map(readGoogleResource)
      .filter(({ event }) => event.id === seriesId || event.recurringEventId === seriesId)
    return {
      externalId: seriesId,
      pieces: pieces.map((piece) => piece.raw),
      calendar,
      series: readGoogleSeries(seriesId, pieces, calendar.timeZone),
    }
  },
}

/** An event is always written with its whole series, so the order in which its pieces arrive does not matter. */
export const normalizeGoogleEvent: Processor<'normalize_google_event'> = (job, context) => runCalendarStage(job, context, stage)
