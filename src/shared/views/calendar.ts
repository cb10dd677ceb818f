// What the calendar screen is given: calendars, occurrences in a range, one event in full, and the connection card.
import { z } from 'zod'
import { instantMs, personRefSchema, plainDate } from './common.ts'

/** A calendar and whether its events are shown and synced. */
export const calendarSchema = z.object({
  id: z.int().positive(),
  accountId: z.string(),
  name: z.string(),
  /** `#rrggbb` */
  color: z.string(),
  timeZone: z.string().nullable(),
  isPrimary: z.boolean(),
  isEnabled: z.boolean(),
  isVisible: z.boolean(),
  /** Why the calendar cannot be read, in plain words. */
  note: z.string().nullable(),
  eventCount: z.int().nonnegative(),
})
/** @see calendarSchema */
export type Calendar = z.infer<typeof calendarSchema>

/** Which lane an event belongs to. Google's event types; anything unknown is a `default`. */
export const eventTypes = ['default', 'birthday', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'] as const
/** @see eventTypes */
export type EventType = (typeof eventTypes)[number]

/** How somebody may have answered an invitation; Google's words. */
export const attendeeResponses = ['accepted', 'declined', 'tentative', 'needsAction'] as const
/** @see attendeeResponses */
export type AttendeeResponse = (typeof attendeeResponses)[number]

/** One occurrence as drawn in a grid. The same meeting on several calendars is one occurrence with several `calendarIds`. */
export const calendarEventSchema = z.object({
  id: z.int().positive(),
  title: z.string(),
  eventType: z.enum(eventTypes),
  status: z.enum(['confirmed', 'tentative', 'cancelled']),
  isAllDay: z.boolean(),
  startMs: instantMs,
  endMs: instantMs,
  /** All-day events are dates: first day, and the day after the last one. Null for timed events. */
  startDate: plainDate.nullable(),
  endDate: plainDate.nullable(),
  timeZone: z.string().nullable(),
  calendarIds: z.array(z.int().positive()),
  color: z.string(),
  location: z.string().nullable(),
  attendeeCount: z.int().nonnegative(),
  /** What the person answered; null when they were not asked. */
  ownResponse: z.enum(attendeeResponses).nullable(),
  /** Whether anybody else is in it. */
  hasOthers: z.boolean(),
  isRecurring: z.boolean(),
})
/** @see calendarEventSchema */
export type CalendarEvent = z.infer<typeof calendarEventSchema>

/** One event in full, for the details panel. */
export const calendarEventDetailSchema = calendarEventSchema.extend({
  description: z.string().nullable(),
  conferenceUrl: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  recurrenceText: z.string().nullable(),
  organizer: personRefSchema.nullable(),
  attendees: z.array(personRefSchema.extend({ response: z.enum([...attendeeResponses, 'unknown']) })),
  calendarNames: z.array(z.string()),
})
/** @see calendarEventDetailSchema */
export type CalendarEventDetail = z.infer<typeof calendarEventDetailSchema>
