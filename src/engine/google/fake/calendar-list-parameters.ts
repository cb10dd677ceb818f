// What the lists of the Calendar API have in common about their parameters.
import { shortHash } from './opaque-token.ts'

/** Refused beside a sync token (reference of events.list, `syncToken`). */
export const refusedWithSyncToken = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]

/** Free to change between the first sync and later ones; every other parameter must stay. */
const freeParameters = new Set([
  ...refusedWithSyncToken,
  'maxResults',
  'pageToken',
  'syncToken',
  'fields',
  'prettyPrint',
  'alt',
  'key',
  'quotaUser',
])

/** The parameters that must not change between the pages of a listing or between syncs. */
export function fingerprintOf(owner: string, query: URLSearchParams): string {
  const kept = [...query].filter(([name]) => !freeParameters.has(name)).map(([name, value]) => `${name}=${value}`)
  return shortHash([owner, ...kept.sort()].join('&'))
}

/** A count from a query; null when it is not one. */
export function wholeNumber(text: string | null, otherwise: number, most: number): number | null {
  if (text === null) return otherwise
  return /^[1-9]\d*$/.test(text) ? Math.min(Number(text), most) : null
}
