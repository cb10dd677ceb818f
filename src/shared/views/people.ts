// What the people screens are given: the list, one person, and suggestions with their evidence.
import { z } from 'zod'
import { instantMs, pageCursor } from './common.ts'

/** `active`: in the address book; `suggested`: waiting for a decision; `dismissed`: rejected; `hidden`: not a person (the reason is kept). */
export const contactStatuses = ['active', 'suggested', 'dismissed', 'hidden'] as const
/** @see contactStatuses */
export type ContactStatus = (typeof contactStatuses)[number]

/** One row of the people list. */
export const personSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  primaryAddress: z.string().nullable(),
  organization: z.string().nullable(),
  status: z.enum(contactStatuses),
  hiddenReason: z.string().nullable(),
  lastInteractionAtMs: instantMs.nullable(),
  nextMeetingAtMs: instantMs.nullable(),
  sentCount: z.int().nonnegative(),
  receivedCount: z.int().nonnegative(),
  meetingCount: z.int().nonnegative(),
  /** 0 to 100: how alive the relationship is (recency, frequency, both ways). */
  strength: z.int().min(0).max(100),
})
/** @see personSchema */
export type Person = z.infer<typeof personSchema>

/** How one person can be recognised, and where that was found. */
export const identitySchema = z.object({
  id: z.int().positive(),
  kind: z.enum(['email', 'phone', 'url', 'name', 'organization', 'title']),
  value: z.string(),
  source: z.string(),
  foundInInteractionId: z.int().positive().nullable(),
  confidence: z.number().min(0).max(1),
})
/** @see identitySchema */
export type Identity = z.infer<typeof identitySchema>

/** A short account of a relationship, computed on this computer when asked for. */
export const insightSchema = z.object({
  id: z.int().positive(),
  contactId: z.int().positive(),
  summary: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  createdAtMs: instantMs,
})
/** A person's page. */
export const personDetailSchema = personSchema.extend({
  title: z.string().nullable(),
  phone: z.string().nullable(),
  notes: z.string(),
  firstInteractionAtMs: instantMs.nullable(),
  identities: z.array(identitySchema),
  insights: z.array(insightSchema),
})
/** @see personDetailSchema */
export type PersonDetail = z.infer<typeof personDetailSchema>

/** What was last written with somebody, newest first. */
export const recentTalkSchema = z.object({
  contactId: z.int().positive(),
  messages: z.array(
    z.object({
      id: z.int().positive(),
      title: z.string(),
      occurredAtMs: instantMs,
      isFromMe: z.boolean(),
      /** Whose turn it is in a conversation that ends here; null when it went on, or is long ago. */
      waitsFor: z.enum(['you', 'them']).nullable(),
    }),
  ),
})
/** @see recentTalkSchema */
export type RecentTalk = z.infer<typeof recentTalkSchema>

/** The messages and events that speak for a suggestion. */
export const evidenceSchema = z.object({
  interactionId: z.int().positive().nullable(),
  text: z.string(),
  occurredAtMs: instantMs.nullable(),
})

/** A decision that waits for a person. */
export const suggestionSchema = z.object({
  id: z.int().positive(),
  kind: z.enum(['new_contact', 'merge']),
  status: z.enum(['open', 'accepted', 'dismissed']),
  /** Why this is suggested, in a sentence. */
  reason: z.string(),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  person: personSchema,
  /** For `merge`: the contact into which `person` would go. */
  other: personSchema.nullable(),
  evidence: z.array(evidenceSchema),
})
/** @see suggestionSchema */
export type Suggestion = z.infer<typeof suggestionSchema>

/** A page of people. */
export const peoplePageSchema = z.object({
  items: z.array(personSchema),
  nextCursor: pageCursor.nullable(),
  total: z.int().nonnegative(),
})

/** A page of suggestions, most certain first. */
export const suggestionPageSchema = z.object({
  items: z.array(suggestionSchema),
  nextCursor: pageCursor.nullable(),
  total: z.int().nonnegative(),
})
