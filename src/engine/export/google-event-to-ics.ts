// Writes a Google Calendar event resource as a VEVENT (RFC 5545).
import { contentLine, escapeText, quoteParameter } from './content-line.ts'

interface GoogleTime {
  readonly date?: string
  readonly dateTime?: string
  readonly timeZone?: string
}

interface GooglePerson {
  readonly email?: string
  readonly displayName?: string
  readonly resource?: boolean
  readonly responseStatus?: string
}

/** What an export takes over of an event. */
export interface GoogleEventResource {
  readonly id: string
  readonly iCalUID?: string
  readonly status?: string
  readonly eventType?: string
  readonly summary?: string
  readonly description?: string
  readonly location?: string
  readonly htmlLink?: string
  readonly hangoutLink?: string
  readonly start?: GoogleTime
  readonly end?: GoogleTime
  readonly recurrence?: readonly string[]
  readonly recurringEventId?: string
  readonly originalStartTime?: GoogleTime
  readonly organizer?: GooglePerson
  readonly attendees?: readonly GooglePerson[]
}

const participation: Readonly<Record<string, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  needsAction: 'NEEDS-ACTION',
}

/** Properties by which calendar programs mark their special days. */
const typeLines: Readonly<Record<string, string>> = {
  birthday: 'CATEGORIES:BIRTHDAY\r\n',
  outOfOffice: 'X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n',
}

/** The event under the UID of its series; times are in the event's own zone, or else in that of the calendar. Empty where it has no time. */
export function googleEventToIcs(event: GoogleEventResource, uid: string, calendarZone: string | null, stampMs: number): string {
  // Of a cancelled occurrence Google tells no more than which one it was.
  const start = event.start ?? event.originalStartTime
  if (start === undefined) return ''
  const text = (name: string, value: string | undefined): string => (value ? contentLine(name, escapeText(value)) : '')
  return [
    'BEGIN:VEVENT\r\n',
    contentLine('UID', uid),
    contentLine('DTSTAMP', utcStamp(stampMs)),
    timeLine('DTSTART', start, calendarZone),
    event.end ? timeLine('DTEND', event.end, calendarZone) : '',
    event.originalStartTime ? timeLine('RECURRENCE-ID', event.originalStartTime, calendarZone) : '',
    ...(event.recurrence ?? []).map((line) => `${line}\r\n`),
    text('SUMMARY', event.summary),
    text('DESCRIPTION', event.description),
    text('LOCATION', event.location),
    contentLine('STATUS', (event.status ?? 'confirmed').toUpperCase()),
    typeLines[event.eventType ?? ''] ?? '',
    event.organizer ? personLine('ORGANIZER', event.organizer) : '',
    ...(event.attendees ?? []).map((attendee) => personLine('ATTENDEE', attendee)),
    event.hangoutLink ? contentLine('X-GOOGLE-CONFERENCE', event.hangoutLink) : '',
    event.htmlLink ? contentLine('URL', event.htmlLink) : '',
    'END:VEVENT\r\n',
  ].join('')
}

function personLine(name: 'ORGANIZER' | 'ATTENDEE', { email, displayName, resource, responseStatus }: GooglePerson): string {
  if (!email && !displayName) return ''
  const parameters = [
    displayName ? `;CN=${quoteParameter(displayName)}` : '',
    resource === true ? ';CUTYPE=RESOURCE' : '',
    name === 'ATTENDEE' && responseStatus ? `;PARTSTAT=${participation[responseStatus] ?? 'NEEDS-ACTION'}` : '',
  ]
  // The address that calendar programs use for somebody who has none.
  return contentLine(`${name}${parameters.join('')}`, email ? `mailto:${email}` : 'invalid:nomail')
}

function timeLine(name: string, time: GoogleTime, calendarZone: string | null): string {
  if (time.date) return contentLine(`${name};VALUE=DATE`, time.date.replaceAll('-', ''))
  const atMs = Date.parse(time.dateTime ?? '')
  if (Number.isNaN(atMs)) return ''
  const zone = time.timeZone ?? calendarZone
  const wall = zone === null || zone === 'UTC' ? null : wallClock(atMs, zone)
  return wall === null ? contentLine(name, utcStamp(atMs)) : contentLine(`${name};TZID=${zone}`, wall)
}

/** `20260301T100000` as clocks in the zone show it; null for a zone that nobody knows. */
function wallClock(atMs: number, timeZone: string): string | null {
  try {
    const parts = formatterFor(timeZone).formatToParts(atMs)
    const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
    return `${part('year')}${part('month')}${part('day')}T${part('hour')}${part('minute')}${part('second')}`
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    const twoDigits = '2-digit'
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: twoDigits,
      day: twoDigits,
      hour: twoDigits,
      minute: twoDigits,
      second: twoDigits,
      hourCycle: 'h23',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

function utcStamp(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').concat('Z')
}
