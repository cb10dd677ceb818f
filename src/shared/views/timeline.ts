// What the timeline is given: a stream of interactions in pages, and one interaction in full.
import { z } from 'zod'
import { instantMs, pageCursor, personRefSchema } from './common.ts'

/** The kinds of interaction. */
export const interactionKinds = ['email', 'meeting'] as const
/** @see interactionKinds */
export type InteractionKind = (typeof interactionKinds)[number]

/** Which way an interaction went, seen from the person who owns the app. */
export const directions = ['inbound', 'outbound', 'internal', 'none'] as const
/** @see directions */
export type Direction = (typeof directions)[number]

/** What the stream is narrowed to; absent means everything. */
export const timelineFilterSchema = z.object({
  kind: z.enum(interactionKinds).optional(),
  contactId: z.int().positive().optional(),
  accountId: z.string().optional(),
  threadKey: z.string().optional(),
  /** Newsletters and automatic mail. Default: left out. */
  includeBulk: z.boolean().optional(),
  fromMs: instantMs.optional(),
  /** Default: now, so that the stream starts with what has happened. */
  untilMs: instantMs.optional(),
})
/** @see timelineFilterSchema */
export type TimelineFilter = z.infer<typeof timelineFilterSchema>

/** One row of the stream. */
export const timelineItemSchema = z.object({
  id: z.int().positive(),
  kind: z.enum(interactionKinds),
  direction: z.enum(directions),
  occurredAtMs: instantMs,
  isAllDay: z.boolean(),
  title: z.string(),
  snippet: z.string(),
  /** The people on the other side, most important first; at most four. */
  people: z.array(personRefSchema),
  peopleCount: z.int().nonnegative(),
  threadKey: z.string().nullable(),
  calendarEventId: z.int().positive().nullable(),
  isBulk: z.boolean(),
  hasAttachments: z.boolean(),
})
/** @see timelineItemSchema */
export type TimelineItem = z.infer<typeof timelineItemSchema>

/** A page of the stream, newest first. */
export const timelinePageSchema = z.object({
  items: z.array(timelineItemSchema),
  nextCursor: pageCursor.nullable(),
  /** All rows that fit the filter, for the scroll bar. */
  total: z.int().nonnegative(),
})

/** One interaction in full. Bodies are plain text; `bodyHtml` is what the sender wrote and must be sanitized before it is shown. */
export const interactionDetailSchema = timelineItemSchema.extend({
  accountId: z.string(),
  from: personRefSchema.nullable(),
  to: z.array(personRefSchema),
  cc: z.array(personRefSchema),
  attendees: z.array(personRefSchema),
  writtenText: z.string(),
  quotedText: z.string().nullable(),
  signatureText: z.string().nullable(),
  bodyHtml: z.string().nullable(),
  attachments: z.array(z.object({ name: z.string(), mimeType: z.string(), sizeBytes: z.int().nonnegative() })),
  labels: z.array(z.string()),
  endsAtMs: instantMs.nullable(),
  location: z.string().nullable(),
  /** Other messages of the same conversation, oldest first. */
  thread: z.array(z.object({ id: z.int().positive(), title: z.string(), occurredAtMs: instantMs, from: z.string() })),
})
/** @see interactionDetailSchema */
export type InteractionDetail = z.infer<typeof interactionDetailSchema>
