// events.list of the fake: pages, sync tokens and refusals as Google has them. https://developers.google.com/workspace/calendar/api/v3/reference/events/list
import { fingerprintOf, wholeNumber, refusedWithSyncToken } from './calendar-list-parameters.ts'
import { type CalendarEvent, instantOf } from './calendar-resources.ts'
import type { EventRecord, FakeCalendar } from './fake-calendar.ts'
import { googleError } from './google-error.ts'
import type { ApiRequest, FakeResponse } from './http-exchange.ts'
import { decodeToken, encodeToken } from './opaque-token.ts'

/** Answers with these never end in a sync token: Google cannot repeat the filter incrementally. */
const withoutSyncToken = ['iCalUID', 'orderBy', 'privateExtendedProperty', 'q', 'sharedExtendedProperty', 'updatedMin']

interface ListPosition {
  /** Changes after this number; null lists everything. */
  readonly since: number | null
  /** Up to and with this change. */
  readonly until: number
  /** Go on after this order key (everything) or change number (changes). */
  readonly after: string | number | null
  readonly fingerprint: string
  readonly timeMin: string | null
  readonly timeMax: string | null
}

interface SyncPosition {
  readonly change: number
  readonly fingerprint: string
  readonly timeMin: string | null
  readonly timeMax: string | null
}

/** Answers events.list, with `mostPerPage` events at most. */
export function listEvents(calendar: FakeCalendar, request: ApiRequest, mostPerPage: number): FakeResponse {
  const { query } = request
  const maxResults = wholeNumber(query.get('maxResults'), Math.min(250, mostPerPage), mostPerPage)
  if (maxResults === null) return googleError('calendar', 'invalid', { parameter: 'maxResults' })
  if (query.get('singleEvents') === 'true') {
    return googleError('calendar', 'invalid', {
      parameter: 'singleEvents',
      message: 'The fake Google does not expand series; ask with singleEvents=false.',
    })
  }
  if (query.has('orderBy')) {
    const message =
      query.get('orderBy') === 'startTime' ? 'The requested ordering is not available for the particular query.' : 'Invalid Value'
    if (query.get('orderBy') !== 'updated') return googleError('calendar', 'badRequest', { parameter: 'orderBy', message })
  }
  for (const name of ['timeMin', 'timeMax', 'updatedMin']) {
    const value = query.get(name)
    if (value !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
      return googleError('calendar', 'badRequest')
  }
  const position = startPosition(calendar, query)
  if ('status' in position) return position

  const candidates = candidatesAfter(calendar, position)
  const page = candidates.slice(0, maxResults)
  const isLast = candidates.length <= maxResults
  const showsDeleted = query.get('showDeleted') === 'true'
  const items = page
    .filter((record) => isListed(record, query, position, showsDeleted))
    .map((record) => presentEvent(record.event, showsDeleted, query))
  const last = page.at(-1)
  const { settings } = calendar
  return request.reply({
    kind: 'calendar#events',
    etag: `"p${position.until}"`,
    summary: settings.summary,
    ...(settings.description === undefined ? {} : { description: settings.description }),
    updated: [...candidates].reduce(
      (latest, record) => ((record.event.updated ?? '') > latest ? (record.event.updated ?? '') : latest),
      '2020-01-01T00:00:00.000Z',
    ),
    timeZone: query.get('timeZone') ?? settings.timeZone,
    accessRole: settings.accessRole,
    defaultReminders: settings.primary === true ? [{ method: 'popup', minutes: 10 }] : [],
    ...(isLast || last === undefined
      ? withoutSyncToken.some((name) => query.has(name))
        ? {}
        : {
            nextSyncToken: encodeToken('CP', {
              change: position.until,
              fingerprint: position.fingerprint,
              timeMin: position.timeMin,
              timeMax: position.timeMax,
            } satisfies SyncPosition),
          }
      : {
          nextPageToken: encodeToken('EiA', {
            ...position,
            after: position.since === null ? last.orderKey : last.changeNumber,
          } satisfies ListPosition),
        }),
    items,
  })
}

/** Where a listing starts or goes on, or the refusal of what was asked. */
function startPosition(calendar: FakeCalendar, query: URLSearchParams): ListPosition | FakeResponse {
  const fingerprint = fingerprintOf(calendar.id, query)
  const pageToken = query.get('pageToken')
  const syncToken = query.get('syncToken')
  if (syncToken !== null) {
    const refused = refusedWithSyncToken.find((name) => query.has(name))
    if (refused !== undefined)
      return googleError('calendar', 'badRequest', { parameter: refused, message: `Sync token cannot be used with ${refused}.` })
    if (query.get('showDeleted') === 'false')
      return googleError('calendar', 'badRequest', {
        parameter: 'showDeleted',
        message: 'Sync token cannot be used with showDeleted=false.',
      })
  }
  if (pageToken !== null) {
    const position = decodeToken('EiA', pageToken) as ListPosition | null
    if (position === null || position.fingerprint !== fingerprint)
      return googleError('calendar', 'invalid', { parameter: 'pageToken', message: 'Invalid page token value.' })
    return position.since !== null && position.since < calendar.oldestValidChange
      ? googleError('calendar', 'fullSyncRequired')
      : position
  }
  if (syncToken === null) {
    return {
      since: null,
      until: calendar.changeNumber,
      after: null,
      fingerprint,
      timeMin: query.get('timeMin'),
      timeMax: query.get('timeMax'),
    }
  }
  const token = decodeToken('CP', syncToken) as SyncPosition | null
  // Google answers a token it cannot read like one that is too old.
  if (token === null || token.change < calendar.oldestValidChange || token.change > calendar.changeNumber)
    return googleError('calendar', 'fullSyncRequired')
  if (token.fingerprint !== fingerprint) {
    return googleError('calendar', 'invalid', {
      parameter: 'syncToken',
      message: 'Sync token was made by a request with other parameters.',
    })
  }
  return {
    since: token.change,
    until: calendar.changeNumber,
    after: token.change,
    fingerprint,
    timeMin: token.timeMin,
    timeMax: token.timeMax,
  }
}

function candidatesAfter(calendar: FakeCalendar, position: ListPosition): EventRecord[] {
  const { since, until, after } = position
  const records = [...calendar.records()]
  if (since !== null) {
    const from = Number(after)
    return records
      .filter((record) => record.changeNumber > from && record.changeNumber <= until)
      .sort((a, b) => a.changeNumber - b.changeNumber)
  }
  const from = after === null ? '' : String(after)
  return records.filter((record) => record.orderKey > from).sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
}

/** Filters work after the page is cut, so pages come short or empty, as Google's do. */
function isListed(record: EventRecord, query: URLSearchParams, position: ListPosition, showsDeleted: boolean): boolean {
  const { event } = record
  if (event.status === 'cancelled') {
    return position.since !== null || showsDeleted || event.recurringEventId !== undefined
  }
  const types = query.getAll('eventTypes')
  if (types.length > 0 && !types.includes(event.eventType ?? 'default')) return false
  if (query.has('iCalUID') && event.iCalUID !== query.get('iCalUID')) return false
  const text = query.get('q')
  if (text !== null && !`${event.summary} ${event.description} ${event.location}`.toLowerCase().includes(text.toLowerCase()))
    return false
  const updatedMin = query.get('updatedMin')
  if (updatedMin !== null && Date.parse(event.updated ?? '') < Date.parse(updatedMin)) return false
  if (event.start === undefined || event.end === undefined) return true
  if (position.timeMax !== null && instantOf(event.start) >= Date.parse(position.timeMax)) return false
  const endsForGood = event.recurrence === undefined ? instantOf(event.end) : lastInstant(event.recurrence)
  return position.timeMin === null || endsForGood > Date.parse(position.timeMin)
}

/** A series without UNTIL counts as endless: it is listed rather than lost. */
function lastInstant(recurrence: readonly string[]): number {
  const until = /UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?/.exec(recurrence.join('\n'))
  if (until === null) return Number.POSITIVE_INFINITY
  const [, year, month, day, hour = '23', minute = '59', second = '59'] = until
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Cancelled events keep only what Google guarantees, unless `showDeleted` asks for the details. */
function presentEvent(event: CalendarEvent, showsDeleted: boolean, query: URLSearchParams): Partial<CalendarEvent> {
  if (event.status !== 'cancelled') {
    const maxAttendees = Number(query.get('maxAttendees') ?? Number.POSITIVE_INFINITY)
    if (event.attendees === undefined || event.attendees.length <= maxAttendees) return event
    return {
      ...event,
      attendees: event.attendees.filter((attendee) => attendee.self === true),
      attendeesOmitted: true,
    } as Partial<CalendarEvent>
  }
  if (event.recurringEventId !== undefined) {
    return {
      kind: event.kind,
      etag: event.etag,
      id: event.id,
      status: event.status,
      recurringEventId: event.recurringEventId,
      ...(event.originalStartTime === undefined ? {} : { originalStartTime: event.originalStartTime }),
    }
  }
  return showsDeleted ? event : { kind: event.kind, etag: event.etag, id: event.id, status: event.status }
}
