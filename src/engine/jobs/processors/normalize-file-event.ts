// Turns events from imported calendar files into occurrences on the calendar and meetings on the timeline.
import { addCalendar } from '../../db/queries/calendars/add-calendar.ts'
import type { CalendarRow } from '../../db/queries/calendars/calendar-row.ts'
import { listAccountCalendars } from '../../db/queries/calendars/list-account-calendars.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { type CalendarStage, requireCalendar, runCalendarStage } from './normalize-events.ts'
import { readIcsSeries } from '../../normalize/calendar/ics-series.ts'
import { ianaZone, utcZone } from '../../normalize/calendar/zone.ts'
import { currentTimeZone } from '../time-zone.ts'
import type { Processor, ProcessorContext } from '../types.ts'

/** The colour of a calendar that came from a file. */
const fileCalendarColor = '#5b7f95'

const stage: CalendarStage = {
  source: 'file_event',
  listPieces: (_context, _accountId, raw) => [raw],
  readGroup(context, accountId, raw) {
    const series = readIcsSeries(raw.payload.toString('utf8'), ianaZone(currentTimeZone()) ?? utcZone)
    const calendar = ensureCalendar(context, accountId, raw, series.calendarName)
    const { uid } = series.master ?? series.exceptions.find(({ event }) => event !== null)?.event ?? {}
    return { externalId: uid || raw.externalId, calendar, series: raw.goneAt === null ? series : null, unreadable: new Map() }
  },
}

/** Each imported file is a calendar, by the name it gives itself or else its own. */
function ensureCalendar(context: ProcessorContext, accountId: string, raw: RawEvent, name: string | null): CalendarRow {
  const known = listAccountCalendars(context.db, accountId).find(({ externalId }) => externalId === raw.container)
  if (known) return known
  context.commit({}, (tx) =>
    addCalendar(tx, {
      accountId,
      externalId: raw.container,
      name: name ?? raw.container.replace(/\.ics$/i, ''),
      color: fileCalendarColor,
      accessRole: 'reader',
    }),
  )
  return requireCalendar(listAccountCalendars(context.db, accountId), raw.container)
}

/** Works through the pending entries of imported calendar files. */
export const normalizeFileEvent: Processor<'normalize_file_event'> = (job, context) => runCalendarStage(job, context, stage)
