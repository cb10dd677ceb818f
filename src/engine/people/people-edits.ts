// What is kept of a person's decision so that it can be taken back.
import { z } from 'zod'

const id = z.int().positive()

/** The columns of a contact that decisions change, as {@link import('../db/queries/people/get-contact.ts').ContactRow} names them. */
const contactRow = z.object({
  id,
  displayName: z.string(),
  primaryAddress: z.string().nullable(),
  organization: z.string().nullable(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  notes: z.string(),
  status: z.enum(['active', 'suggested', 'dismissed', 'hidden', 'merged']),
  hiddenReason: z.string().nullable(),
  isDecided: z.union([z.literal(0), z.literal(1)]),
  isSelf: z.union([z.literal(0), z.literal(1)]),
  mergedIntoId: id.nullable(),
  updatedAtMs: z.int(),
})

const suggestionRow = z.object({
  id,
  kind: z.enum(['new_contact', 'merge']),
  suggestionKey: z.string(),
  contactId: id,
  otherContactId: id.nullable(),
  status: z.enum(['open', 'accepted', 'dismissed']),
  reason: z.string(),
  confidence: z.number(),
  evidence: z.string(),
  createdAtMs: z.int(),
  decidedAtMs: z.int().nullable(),
})
/**
 * What stands in `people_edits.before`. `contacts` are the rows as they were; `written` are the same rows right after the decision:
 * only what has not been changed again since is taken back.
 */
export const editRecordSchema = z.object({
  suggestionId: id.nullable(),
  contacts: z.array(contactRow),
  written: z.array(contactRow),
  suggestions: z.array(suggestionRow),
  /** Identities that the edit added. */
  addedIdentityIds: z.array(id),
  /** For a merge: who went into whom, and what moved. */
  merge: z.object({ fromId: id, intoId: id, movedIdentityIds: z.array(id), movedCardIds: z.array(id) }).nullable(),
})
/** @see editRecordSchema */
export type EditRecord = z.infer<typeof editRecordSchema>
