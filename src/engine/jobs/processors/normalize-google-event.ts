// Turns Google's events, as they were stored, into occurrences on the calendar and meetings on the timeline.
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import { listSeries } from '../../db/queries/raw-events/list-series.ts'
import { type CalendarStage, requireCalendar, runCalendarStage } from '../../normalize/calendar/calendar-stage.ts'
import { readGoogleResource, readGoogleSeries } from '../../normalize/calendar/read-google-series.ts'
import type { JobDefinition } from '../types.ts'

const stage: CalendarStage = {
  source: 'google_event',
  readGroup(context, accountId, raw) {
    const calendar = requireCalendar(listAccountCalendars(context.db, accountId), raw.container)
    const seriesId = readGoogleResource(raw).event.recurringEventId ?? raw.externalId
    const pieces = listSeries(context.db, accountId, raw.container, seriesId)
      .map(readGoogleResource)
      .filter(({ event }) => event.id === seriesId || event.recurringEventId === seriesId)
    return { externalId: seriesId, pieces: pieces.map((piece) => piece.raw), calendar, series: readGoogleSeries(seriesId, pieces, calendar.timeZone) }
  },
}

/** The `normalize_google_event` kind: an event is always written with its whole series, so the order in which pieces arrive does not matter. */
export function createNormalizeGoogleEventProcessor(): JobDefinition<'normalize_google_event'> {
  return {
    priority: 'medium',
    maxAttempts: 5,
    backoff: { baseMs: 1_000, maxMs: 60_000 },
    unique: 'while_queued',
    uniqueKey: ({ accountId }) => accountId,
    concurrency: { total: 2, perAccount: 1 },
    bucket: () => null,
    process: (job, context) => runCalendarStage(job, context, stage),
  }
}
