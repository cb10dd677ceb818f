// calendarList.list of the fake: pages and sync tokens. https://developers.google.com/workspace/calendar/api/v3/reference/calendarList/list
import { fingerprintOf, wholeNumber } from './calendar-list-parameters.ts'
import type { CalendarListRecord, FakeAccount } from './fake-account.ts'
import { googleError } from './google-error.ts'
import type { ApiRequest, FakeResponse } from './http-exchange.ts'
import { decodeToken, encodeToken } from './opaque-token.ts'

/** Answers calendarList.list. */
export function listCalendars(account: FakeAccount, request: ApiRequest): FakeResponse {
  const { query } = request
  const maxResults = wholeNumber(query.get('maxResults'), 100, 250)
  if (maxResults === null) return googleError('calendar', 'invalid', { parameter: 'maxResults' })
  const syncToken = query.get('syncToken')
  if (syncToken !== null && query.has('minAccessRole'))
    return googleError('calendar', 'badRequest', { parameter: 'minAccessRole' })
  const fingerprint = fingerprintOf(account.email, query)
  let since: number | null = null
  if (syncToken !== null) {
    const token = decodeToken('CL', syncToken) as { readonly change: number } | null
    if (token === null || token.change < account.oldestValidListChange || token.change > account.listChangeNumber)
      return googleError('calendar', 'fullSyncRequired')
    since = token.change
  }
  let after = since ?? 0
  let until = account.listChangeNumber
  const pageToken = query.get('pageToken')
  if (pageToken !== null) {
    const position = decodeToken('EiC', pageToken) as {
      readonly after: number
      readonly until: number
      readonly fingerprint: string
    } | null
    if (position === null || position.fingerprint !== fingerprint)
      return googleError('calendar', 'invalid', { parameter: 'pageToken', message: 'Invalid page token value.' })
    ;({ after, until } = position)
  }
  const candidates = account
    .calendarList()
    .filter((record) => record.changeNumber > after && record.changeNumber <= until)
    .sort((a, b) => a.changeNumber - b.changeNumber)
  const page = candidates.slice(0, maxResults)
  const last = page.at(-1)
  const items = page.filter((record) => {
    if (record.deleted) return since !== null || query.get('showDeleted') === 'true'
    return since !== null || query.get('showHidden') === 'true' || record.calendar.settings.hidden !== true
  })
  return request.reply({
    kind: 'calendar#calendarList',
    etag: `"l${until}"`,
    ...(candidates.length <= maxResults || last === undefined
      ? { nextSyncToken: encodeToken('CL', { change: until }) }
      : { nextPageToken: encodeToken('EiC', { after: last.changeNumber, until, fingerprint }) }),
    items: items.map(calendarListEntry),
  })
}

function calendarListEntry(record: CalendarListRecord): object {
  const { settings } = record.calendar
  const head = { kind: 'calendar#calendarListEntry', etag: `"c${record.changeNumber}"`, id: settings.id }
  if (record.deleted) return { ...head, deleted: true }
  return {
    ...head,
    ...settings,
    defaultReminders: settings.primary === true ? [{ method: 'popup', minutes: 10 }] : [],
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
}
