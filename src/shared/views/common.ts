// Small value types that many views are made of.
import { z } from 'zod'

/** Milliseconds since the epoch, UTC. */
export const instantMs = z.int()

/** A calendar date without a zone, `YYYY-MM-DD`. */
export const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A page position handed back by the previous answer; opaque to the caller. */
export const pageCursor = z.string().max(500)

/** A person as a short chip: enough to show a name and to open the page. */
export const personRefSchema = z.object({
  /** Absent while the address has not been turned into a contact (yet). */
  contactId: z.int().positive().nullable(),
  name: z.string(),
  address: z.string().nullable(),
  isSelf: z.boolean(),
})
/** @see personRefSchema */
export type PersonRef = z.infer<typeof personRefSchema>
