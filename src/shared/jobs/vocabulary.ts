// The words of the job engine that every layer shares: statuses, priorities and kinds.

/** The life of a job. A `queued` job may still have to wait for its `run_at`, its flow or its paused bucket. */
export const jobStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const
/** @see jobStatuses */
export type JobStatus = (typeof jobStatuses)[number]

/** Most urgent first; the position in this list is the number stored in the database. */
export const jobPriorities = ['urgent', 'high', 'medium', 'low'] as const
/** @see jobPriorities */
export type JobPriority = (typeof jobPriorities)[number]

/** The kinds that make up the pipeline picture, in order; the rest is maintenance. */
export const pipelineKinds = [
  'google_calendar_sync',
  'google_gmail_sync',
  'file_import',
  'normalize_google_event',
  'normalize_google_email',
  'normalize_file_email',
  'normalize_file_event',
  'normalize_file_contact',
  'extract_contacts',
  'extract_identities',
  'embed',
] as const

/** Every kind of job there is: the pipeline in the order in which data flows, what a person asks for, housekeeping. */
export const jobKinds = [
  ...pipelineKinds,
  'google_preview',
  'insight',
  'rebuild',
  'undo_import',
  'remove_account',
  'prune',
  'optimize',
  'backup',
] as const
/** @see jobKinds */
export type JobKind = (typeof jobKinds)[number]
