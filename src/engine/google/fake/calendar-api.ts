// The fake's Calendar API v3: the reads the app makes, with Google's rules and refusals.
// https://developers.google.com/workspace/calendar/api/v3/reference
import type { FakeAccount } from './fake-account.ts'
import type { FakeCalendar } from './fake-calendar.ts'
import { googleError } from './google-error.ts'
import type { ApiRequest, FakeResponse } from './http-exchange.ts'
import { listCalendars } from './list-calendars.ts'
import { listEvents } from './list-events.ts'
import { shortHash } from './opaque-token.ts'

/** Answers a request below `/calendar/v3`; `path` starts after that. */
export function handleCalendarRequest(
  account: FakeAccount,
  request: ApiRequest,
  path: readonly string[],
  mostEventsPerPage: number,
): FakeResponse {
  if (request.method !== 'GET') return googleError('calendar', 'forbidden', { message: 'The fake Google is read-only.' })
  const [collection, id, sub, eventId] = path
  if (collection === 'users' && id === 'me' && sub === 'calendarList' && path.length === 3) return listCalendars(account, request)
  if (collection === 'colors' && path.length === 1) return request.reply(colors)
  if (collection === 'calendars' && id !== undefined) {
    const calendar = account.findCalendar(id)
    if (calendar === undefined) return googleError('calendar', 'notFound')
    if (path.length === 2) return request.reply(calendarResource(calendar))
    if (calendar.settings.accessRole === 'freeBusyReader') return googleError('calendar', 'forbidden')
    if (sub === 'events' && path.length === 3) return listEvents(calendar, request, mostEventsPerPage)
    if (sub === 'events' && eventId !== undefined && path.length === 4) {
      return calendar.has(eventId) ? request.reply(calendar.event(eventId)) : googleError('calendar', 'notFound')
    }
  }
  return googleError('calendar', 'notFound')
}

function calendarResource(calendar: FakeCalendar): object {
  const { id, summary, description, timeZone } = calendar.settings
  return {
    kind: 'calendar#calendar',
    etag: `"c${shortHash(id)}"`,
    id,
    summary,
    ...(description === undefined ? {} : { description }),
    timeZone,
  }
}

const colors = {
  kind: 'calendar#colors',
  updated: '2012-02-14T00:00:00.000Z',
  calendar: Object.fromEntries(
    [
      '#ac725e',
      '#d06b64',
      '#f83a22',
      '#fa573c',
      '#ff7537',
      '#ffad46',
      '#42d692',
      '#16a765',
      '#7bd148',
      '#b3dc6c',
      '#fbe983',
      '#fad165',
      '#92e1c0',
      '#9fe1e7',
      '#9fc6e7',
      '#4986e7',
      '#9a9cff',
      '#b99aff',
      '#c2c2c2',
      '#cabdbf',
      '#cca6ac',
      '#f691b2',
      '#cd74e6',
      '#a47ae2',
    ].map((background, index) => [String(index + 1), { background, foreground: '#1d1d1d' }]),
  ),
  event: Object.fromEntries(
    ['#a4bdfc', '#7ae7bf', '#dbadff', '#ff887c', '#fbd75b', '#ffb878', '#46d6db', '#e1e1e1', '#5484ed', '#51b749', '#dc2127'].map(
      (background, index) => [String(index + 1), { background, foreground: '#1d1d1d' }],
    ),
  ),
}
