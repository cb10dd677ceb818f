// Calendar resources as Google writes them, narrowed to the fields the fake fills.

/** A date (all-day) or an instant with its zone. */
export interface EventDateTime {
  readonly date?: string
  /** RFC 3339 with offset. */
  readonly dateTime?: string
  readonly timeZone?: string
}

/** A guest. Google leaves `email` out for some guests; the fake can too. */
export interface EventAttendee {
  readonly email?: string
  readonly displayName?: string
  readonly organizer?: boolean
  readonly self?: boolean
  readonly resource?: boolean
  readonly optional?: boolean
  readonly responseStatus?: 'needsAction' | 'declined' | 'tentative' | 'accepted'
  readonly comment?: string
}

/** Someone who made or owns an event. */
export interface EventPerson {
  readonly email?: string
  readonly displayName?: string
  readonly self?: boolean
}

/** What a person (or a test) says about an event; the calendar fills in the rest. */
export interface EventInput {
  readonly id?: string
  readonly summary?: string
  readonly description?: string
  readonly location?: string
  readonly colorId?: string
  readonly start?: EventDateTime
  readonly end?: EventDateTime
  readonly recurrence?: readonly string[]
  readonly attendees?: readonly EventAttendee[]
  readonly organizer?: EventPerson
  readonly creator?: EventPerson
  readonly iCalUID?: string
  readonly status?: 'confirmed' | 'tentative' | 'cancelled'
  readonly transparency?: 'opaque' | 'transparent'
  readonly visibility?: 'default' | 'public' | 'private' | 'confidential'
  /** Free text on purpose: Google adds kinds, and clients must not crash on them. */
  readonly eventType?: string
  readonly hangoutLink?: string
  readonly conferenceData?: object
  readonly birthdayProperties?: object
  readonly outOfOfficeProperties?: object
  readonly focusTimeProperties?: object
  readonly workingLocationProperties?: object
  readonly attachments?: readonly object[]
  readonly source?: { readonly url: string; readonly title: string }
  readonly endTimeUnspecified?: boolean
}

/** An event as the API gives it out. */
export interface CalendarEvent extends EventInput {
  readonly kind: 'calendar#event'
  readonly id: string
  readonly etag: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly htmlLink?: string
  readonly created?: string
  readonly updated?: string
  readonly sequence?: number
  readonly reminders?: { readonly useDefault: boolean }
  readonly recurringEventId?: string
  readonly originalStartTime?: EventDateTime
}

/** How a calendar stands in someone's list. */
export interface CalendarSettings {
  readonly id: string
  readonly summary: string
  readonly description?: string
  readonly timeZone: string
  readonly colorId: string
  readonly backgroundColor: string
  readonly foregroundColor: string
  readonly accessRole: 'freeBusyReader' | 'reader' | 'writer' | 'owner'
  readonly primary?: boolean
  readonly selected?: boolean
  readonly hidden?: boolean
  readonly summaryOverride?: string
}

/**
 * The id Google gives to one occurrence of a series: the id of the series, or of the series of which it was split off, and the original
 * start in UTC.
 */
export function occurrenceId(masterId: string, originalStart: EventDateTime): string {
  return `${baseId(masterId)}_${compactStart(originalStart)}${originalStart.date === undefined ? 'Z' : ''}`
}

/** The id Google gives to the series that begins where another one was split. */
export function splitSeriesId(masterId: string, start: EventDateTime): string {
  return `${baseId(masterId)}_R${compactStart(start)}`
}

function baseId(masterId: string): string {
  return masterId.replace(/_R\d{8}(T\d{6})?$/, '')
}

function compactStart({ date, dateTime }: EventDateTime): string {
  const text = date ?? new Date(dateTime ?? Number.NaN).toISOString().slice(0, 19)
  return text.replaceAll(/[-:]/g, '')
}

/** The first instant of a date or time, for comparing with `timeMin` and `timeMax`; all-day dates count as UTC. */
export function instantOf(when: EventDateTime): number {
  return Date.parse(when.dateTime ?? `${when.date}T00:00:00Z`)
}
