// What each kind of job is told to do and what it answers: the one place where a payload's shape is written down.
import { z } from 'zod'
import type { JobKind } from './vocabulary.ts'

const accountWork = z.strictObject({ accountId: z.string().min(1) })
const count = z.int().nonnegative()

/** Counts that a pipeline stage leaves behind for the job monitor. */
const stageResult = z.object({ items: count, failedItems: count })

/** What a rebuild may begin with; what comes after it follows. Events and series are a part of what is normalized. */
export const rebuildStages = ['normalize', 'mails', 'events', 'series', 'contacts', 'identities', 'embed', 'all'] as const
/** @see rebuildStages */
export type RebuildStage = (typeof rebuildStages)[number]

/**
 * Payload and result schema of every kind. `enqueue` refuses a payload that does not fit; the runner refuses a stored one
 * that no longer fits (after an update of the program) by failing the job with an alert.
 */
export const jobSchemas = {
  google_calendar_sync: {
    payload: accountWork.extend({ reason: z.enum(['launch', 'schedule', 'person', 'connect', 'resume']) }),
    result: z.object({ calendars: count, stored: count, unchanged: count, removed: count, failedItems: count, requests: count }),
  },
  google_gmail_sync: {
    payload: accountWork.extend({ reason: z.enum(['launch', 'schedule', 'person', 'connect', 'resume']) }),
    result: z.object({ stored: count, unchanged: count, removed: count, failedItems: count, requests: count }),
  },
  file_import: {
    payload: z.strictObject({ accountId: z.string().min(1), paths: z.array(z.string().min(1)).min(1) }),
    result: z.object({ files: count, stored: count, unchanged: count, failedItems: count }),
  },
  normalize_google_event: { payload: accountWork, result: stageResult },
  normalize_google_email: { payload: accountWork, result: stageResult },
  normalize_file_email: { payload: accountWork, result: stageResult },
  normalize_file_event: { payload: accountWork, result: stageResult },
  normalize_file_contact: { payload: accountWork, result: stageResult },
  extract_contacts: { payload: accountWork, result: stageResult },
  extract_identities: { payload: accountWork, result: stageResult },
  embed: { payload: accountWork, result: stageResult },
  insight: {
    payload: z.strictObject({ contactId: z.int().positive() }),
    result: z.object({ insightId: z.int().positive() }),
  },
  rebuild: {
    payload: z.strictObject({
      stage: z.enum(rebuildStages),
      accountId: z.string().min(1).optional(),
      sinceMs: z.int().optional(),
    }),
    result: z.object({ items: count }),
  },
  /** One that a connection set off has nothing to do once its account is approved. */
  google_preview: {
    payload: accountWork.extend({ reason: z.enum(['connect', 'person']) }),
    result: z.object({ mails: count, requests: count }),
  },
  undo_import: {
    payload: accountWork.extend({ batchId: z.int().positive() }),
    result: z.object({ removedMails: count }),
  },
  remove_account: { payload: accountWork, result: z.object({ removedRows: count }) },
  prune: { payload: z.strictObject({}), result: z.object({ removedJobs: count }) },
  optimize: { payload: z.strictObject({}), result: z.object({}) },
  backup: {
    payload: z.strictObject({ toPath: z.string().min(1).optional() }),
    result: z.object({ path: z.string(), bytes: count }),
  },
} as const satisfies Record<JobKind, { payload: z.ZodType; result: z.ZodType }>

/** The payload of a kind, as stored in the database. */
export type JobPayload<Kind extends JobKind = JobKind> = z.infer<(typeof jobSchemas)[Kind]['payload']>

/** What a completed job of a kind leaves behind. */
export type JobResult<Kind extends JobKind = JobKind> = z.infer<(typeof jobSchemas)[Kind]['result']>
