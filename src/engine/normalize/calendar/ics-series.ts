// Reads the components of one UID from an iCalendar text (RFC 5545) as a series.
import ICAL from 'ical.js'
import type { EventType } from '../../../shared/views/calendar.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'
import { parseCalendarTime } from './parse-calendar-time.ts'
import type { EventPerson, EventTime, Series, SeriesException, SourceEvent } from './source-event.ts'
import { describedZone, ianaZone, utcZone, type Zone } from './zone.ts'

/**
 * The series that a text with the VEVENTs of one UID (and their VTIMEZONEs) describes. A time that names no zone is of the calendar's own
 * zone; where that has none either, it is a "floating" one (RFC 5545, 3.3.5): of `localZone`, wherever its reader is.
 * @throws UnreadableEventError when the text is no calendar or has no event with a start.
 */
export function readIcsSeries(text: string, localZone: Zone = utcZone): Series & { readonly calendarName: string | null } {
  const calendar = parseCalendar(text)
  const zones = new ZoneTable(calendar, localZone)
  let master: SourceEvent | null = null
  const exceptions: SeriesException[] = []
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const recurrenceId = component.getFirstProperty('recurrence-id')
    const event = readEvent(component, zones)
    if (recurrenceId)
      exceptions.push({ originalStart: zones.readTime(recurrenceId), event: event.status === 'cancelled' ? null : event })
    else master = event
  }
  if (!master && exceptions.length === 0) throw new UnreadableEventError('The calendar entry holds no event')
  return { master, exceptions, calendarName: textOf(calendar, 'x-wr-calname') }
}

function parseCalendar(text: string): ICAL.Component {
  try {
    const parsed = ICAL.parse(text) as unknown[]
    return new ICAL.Component((Array.isArray(parsed[0]) ? parsed[0] : parsed) as ConstructorParameters<typeof ICAL.Component>[0])
  } catch (error) {
    throw new UnreadableEventError(
      `The calendar entry cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}

function readEvent(component: ICAL.Component, zones: ZoneTable): SourceEvent {
  const startProperty = component.getFirstProperty('dtstart')
  if (!startProperty) throw new UnreadableEventError('The event has no start')
  const start = zones.readTime(startProperty)
  const status = (textOf(component, 'status') ?? '').toLowerCase()
  const organizer = component.getFirstProperty('organizer')
  return {
    uid: textOf(component, 'uid') ?? '',
    title: textOf(component, 'summary') ?? '',
    description: textOf(component, 'description'),
    location: textOf(component, 'location'),
    status: status === 'cancelled' || status === 'tentative' ? status : 'confirmed',
    eventType: readEventType(component),
    start,
    end: readEnd(component, zones, start),
    recurrence: ['rrule', 'rdate', 'exdate'].flatMap((name) =>
      component.getAllProperties(name).map((property) => property.toICALString()),
    ),
    organizer: organizer ? readPerson(organizer) : null,
    attendees: component
      .getAllProperties('attendee')
      .filter((property) => !['RESOURCE', 'ROOM'].includes((property.getFirstParameter('cutype') ?? '').toUpperCase()))
      .map(readPerson),
    conferenceUrl: textOf(component, 'x-google-conference'),
    sourceUrl: textOf(component, 'url'),
  }
}

/** Outlook and Google mark their special days with properties of their own. */
function readEventType(component: ICAL.Component): EventType {
  const busyStatus = (textOf(component, 'x-microsoft-cdo-busystatus') ?? '').toUpperCase()
  const categories = (textOf(component, 'categories') ?? '').toLowerCase()
  if (categories.includes('birthday') || textOf(component, 'x-apple-contact-birthday')) return 'birthday'
  return busyStatus === 'OOF' ? 'outOfOffice' : 'default'
}

function readEnd(component: ICAL.Component, zones: ZoneTable, start: EventTime): EventTime {
  const endProperty = component.getFirstProperty('dtend')
  if (endProperty) {
    const end = zones.readTime(endProperty)
    if (end.kind === start.kind) return end
  }
  const duration = component.getFirstPropertyValue('duration')
  const lengthMs = duration instanceof ICAL.Duration ? duration.toSeconds() * 1000 : 0
  if (start.kind === 'time')
    return { ...start, wall: start.zone.toWall(start.zone.toInstantMs(start.wall) + Math.max(0, lengthMs)) }
  // A date without an end lasts one day (RFC 5545, 3.6.1).
  const endMs = Date.parse(`${start.date}T00:00:00Z`) + Math.max(86_400_000, lengthMs)
  return { kind: 'date', date: new Date(endMs).toISOString().slice(0, 10) }
}

function readPerson(property: ICAL.Property): EventPerson {
  const value = String(property.getFirstValue() ?? '')
  const address = value
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
  const email = (property.getFirstParameter('email') ?? '').trim().toLowerCase()
  const response = (property.getFirstParameter('partstat') ?? '').toUpperCase()
  return {
    address: address.includes('@') ? address : email,
    name: property.getFirstParameter('cn') ?? '',
    isSelf: false,
    response:
      { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative', 'NEEDS-ACTION': 'needsAction' }[response] ?? null,
  }
}

function textOf(component: ICAL.Component, name: string): string | null {
  const value = component.getFirstPropertyValue(name)
  return value === null || value === undefined || value === '' ? null : String(value)
}

class ZoneTable {
  readonly #described = new Map<string, Zone>()
  readonly #fallback: Zone

  constructor(calendar: ICAL.Component, localZone: Zone) {
    for (const component of calendar.getAllSubcomponents('vtimezone')) {
      const zone = new ICAL.Timezone(component)
      if (zone.tzid) this.#described.set(zone.tzid, ianaZone(zone.tzid) ?? describedZone(zone))
    }
    this.#fallback = ianaZone(textOf(calendar, 'x-wr-timezone') ?? '') ?? [...this.#described.values()][0] ?? localZone
  }

  readTime(property: ICAL.Property): EventTime {
    // Not ICAL's own value: that throws for a date without VALUE=DATE.
    const time = parseCalendarTime(String(property.toJSON()[3]))
    if (time === null) throw new UnreadableEventError(`The event's ${property.name} is not a time`)
    if (time.clock === null) return { kind: 'date', date: time.date }
    const wall = `${time.date}T${time.clock}`
    if (time.isUtc) return { kind: 'time', wall, zone: utcZone }
    const zoneId = property.getFirstParameter('tzid') ?? ''
    return { kind: 'time', wall, zone: this.#described.get(zoneId) ?? ianaZone(zoneId) ?? this.#fallback }
  }
}
