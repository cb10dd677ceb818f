// The requests to Google Calendar that a sync makes, and what it reads of the answers.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { EndlessListGuard } from './endless-list-guard.ts'
import type { GoogleSession } from './google-session.ts'
import { quotaUnits } from './quota-bucket.ts'
import { readEach } from './read-each.ts'

const calendarSchema = z.object({
  id: z.string().min(1),
  summary: z.string().catch(''),
  summaryOverride: z.string().optional().catch(undefined),
  backgroundColor: z.string().optional().catch(undefined),
  timeZone: z.string().optional().catch(undefined),
  accessRole: z.string().catch('none'),
  primary: z.boolean().catch(false),
  selected: z.boolean().catch(false),
  hidden: z.boolean().catch(false),
})
/** A calendar as it stands in the account's list. */
export type GoogleCalendar = z.infer<typeof calendarSchema>

const calendarPageSchema = z.object({ items: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() })

const calendarFields =
  'nextPageToken,items(id,summary,summaryOverride,backgroundColor,timeZone,accessRole,primary,selected,hidden)'

/** The account's list, and how many of its entries have not as much as an id. */
export interface CalendarList {
  readonly calendars: readonly GoogleCalendar[]
  readonly unreadableItems: number
}

/** Every calendar in the account's list, also those that a person has hidden there: one request for up to 250. */
export async function listCalendars(session: GoogleSession): Promise<CalendarList> {
  const call = { purpose: 'reading the list of calendars', units: quotaUnits.calendarRequest, subject: 'account' } as const
  const calendars: GoogleCalendar[] = []
  let unreadableItems = 0
  const guard = new EndlessListGuard(call.purpose)
  let pageToken: string | undefined
  for (;;) {
    const parameters = {
      maxResults: 250,
      showHidden: true,
      fields: calendarFields,
      ...(pageToken === undefined ? {} : { pageToken }),
    }
    const answer = await session.request(call, (options) => session.apis.calendar.calendarList.list(parameters, options))
    const page = calendarPageSchema.parse(answer)
    const { items, unreadable } = readEach(calendarSchema, page.items)
    calendars.push(...items)
    unreadableItems += unreadable
    if (page.nextPageToken === undefined) return { calendars, unreadableItems }
    guard.check(pageToken ?? null, page.nextPageToken)
    pageToken = page.nextPageToken
  }
}

const eventItemSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string().optional().catch(undefined),
  recurringEventId: z.string().optional().catch(undefined),
})
/** An event resource with what storing it depends on; the rest is kept as it came. */
export type GoogleEventItem = z.infer<typeof eventItemSchema>

const eventsPageSchema = z.object({
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
})

/** One page of a calendar's events. Pages may be short or empty and still not be the last. */
export interface EventsPage {
  readonly items: readonly GoogleEventItem[]
  /** Items without as much as an id. */
  readonly unreadableItems: number
  readonly nextPageToken: string | null
  /** Only on the last page. */
  readonly nextSyncToken: string | null
}

const eventFields = [
  'id',
  'iCalUID',
  'status',
  'eventType',
  'summary',
  'description',
  'location',
  'htmlLink',
  'hangoutLink',
  'created',
  'updated',
  'conferenceData(entryPoints(entryPointType,uri))',
  'start',
  'end',
  'endTimeUnspecified',
  'recurrence',
  'recurringEventId',
  'originalStartTime',
  'organizer',
  'creator',
  'attendees',
  'attendeesOmitted',
  'transparency',
  'visibility',
  'birthdayProperties',
].join(',')

/**
 * What every request for events has in common. A sync token is only good for the parameters it was made with, so they are part of
 * {@link eventsFingerprint}. Series come as masters with exceptions; `showDeleted` stays unset, as sync tokens demand.
 */
const eventsParameters = { singleEvents: false, fields: `nextPageToken,nextSyncToken,items(${eventFields})` } as const
const eventsPerPage = 250
/** Raised when stored events have to be read anew, because later stages need what was not asked for before. */
const eventsVersion = 1

/** Stored beside the sync token: another one means a new baseline. */
export const eventsFingerprint = createHash('sha256')
  .update(JSON.stringify([eventsVersion, eventsParameters]))
  .digest('base64url')

/** Reads a page of a calendar: everything, or with `syncToken` what changed since. */
export async function listEvents(
  session: GoogleSession,
  calendarId: string,
  position: { readonly syncToken: string | null; readonly pageToken: string | null },
): Promise<EventsPage> {
  const parameters = {
    calendarId,
    ...eventsParameters,
    maxResults: eventsPerPage,
    ...(position.syncToken === null ? {} : { syncToken: position.syncToken }),
    ...(position.pageToken === null ? {} : { pageToken: position.pageToken }),
  }
  const call = { purpose: 'reading a calendar', units: quotaUnits.calendarRequest, subject: 'calendar' } as const
  const answer = await session.request(call, (options) => session.apis.calendar.events.list(parameters, options))
  const page = eventsPageSchema.parse(answer)
  const { items, unreadable } = readEach(eventItemSchema, page.items)
  return {
    items,
    unreadableItems: unreadable,
    nextPageToken: page.nextPageToken ?? null,
    nextSyncToken: page.nextSyncToken ?? null,
  }
}

const eventIdsPageSchema = z.object({ items: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() })

/** How many events a calendar has: series and exceptions count one each. Only ids are asked for, 2,500 a page. */
export async function countEvents(session: GoogleSession, calendarId: string): Promise<number> {
  const call = { purpose: 'counting a calendar', units: quotaUnits.calendarRequest, subject: 'calendar' } as const
  const guard = new EndlessListGuard(call.purpose)
  let count = 0
  let pageToken: string | undefined
  for (;;) {
    const parameters = {
      calendarId,
      singleEvents: false,
      fields: 'nextPageToken,items/id',
      maxResults: 2500,
      ...(pageToken === undefined ? {} : { pageToken }),
    }
    const page = eventIdsPageSchema.parse(
      await session.request(call, (options) => session.apis.calendar.events.list(parameters, options)),
    )
    count += page.items.length
    if (page.nextPageToken === undefined) return count
    guard.check(pageToken ?? null, page.nextPageToken)
    pageToken = page.nextPageToken
  }
}
