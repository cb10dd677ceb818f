// What the job monitor is given: jobs, stages, item failures, schedules, metrics and alerts.
import { z } from 'zod'
import { jobKinds, jobPriorities, jobStatuses } from '../jobs/vocabulary.ts'
import { instantMs, pageCursor } from './common.ts'

/** How far a running job is. `total` is null while it is unknown. */
export const jobProgressSchema = z.object({
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
  /** What is being counted, for a person: "events", "mails". */
  what: z.string(),
})
/** @see jobProgressSchema */
export type JobProgress = z.infer<typeof jobProgressSchema>

/** One row of the job lists. */
export const jobSchema = z.object({
  id: z.int().positive(),
  /** A kind of {@link jobKinds}; a stored job of an unknown kind keeps its word. */
  kind: z.string(),
  status: z.enum(jobStatuses),
  priority: z.enum(jobPriorities),
  accountId: z.string().nullable(),
  flowId: z.int().positive().nullable(),
  attempt: z.int().nonnegative(),
  maxAttempts: z.int().positive(),
  runAtMs: instantMs,
  createdAtMs: instantMs,
  startedAtMs: instantMs.nullable(),
  finishedAtMs: instantMs.nullable(),
  progress: jobProgressSchema.nullable(),
  /** The last error, in plain words. */
  error: z.string().nullable(),
  /** Why a queued job is not running: paused, waiting for others, waiting until a time. */
  waitingFor: z.string().nullable(),
  cancelRequested: z.boolean(),
})
/** @see jobSchema */
export type Job = z.infer<typeof jobSchema>

/** One attempt of a job. */
export const jobAttemptSchema = z.object({
  attempt: z.int().positive(),
  startedAtMs: instantMs,
  finishedAtMs: instantMs.nullable(),
  outcome: z.enum(['running', 'completed', 'failed', 'snoozed', 'cancelled', 'interrupted']),
  reason: z.string().nullable(),
  stack: z.string().nullable(),
})
/** @see jobAttemptSchema */
export type JobAttempt = z.infer<typeof jobAttemptSchema>

/** All jobs of one kind in a run: a stage may work several times while a sync brings more. */
export const runStepSchema = z.object({
  kind: z.string(),
  /** `processing` or `queued` while any of them is; otherwise how the newest one ended. */
  status: z.enum(jobStatuses),
  /** The job to look at: the one that runs, waits or failed, or else the newest. */
  jobId: z.int().positive(),
  jobs: z.int().positive(),
  /** What they worked on; null while none has completed. */
  items: z.int().nonnegative().nullable(),
  failedItems: z.int().nonnegative(),
  startedAtMs: instantMs.nullable(),
  finishedAtMs: instantMs.nullable(),
  /** Time at work, without the waiting between. */
  workedMs: z.int().nonnegative(),
  progress: jobProgressSchema.nullable(),
  error: z.string().nullable(),
})
/** @see runStepSchema */
export type RunStep = z.infer<typeof runStepSchema>

/** What a job belongs to, from the job that began it to the last one that came of it: a sync from fetch to embed. */
export const jobRunSchema = z.object({
  rootId: z.int().positive(),
  /** In the order in which data flows. */
  steps: z.array(runStepSchema).min(1),
})
/** @see jobRunSchema */
export type JobRun = z.infer<typeof jobRunSchema>

/** A job's page. */
export const jobDetailSchema = jobSchema.extend({
  /** What to do about the error. */
  hint: z.string().nullable(),
  /** Null for a job that no other came of. */
  run: jobRunSchema.nullable(),
  payload: z.unknown(),
  result: z.unknown(),
  attempts: z.array(jobAttemptSchema),
  parents: z.array(jobSchema),
  children: z.array(jobSchema),
})
/** @see jobDetailSchema */
export type JobDetail = z.infer<typeof jobDetailSchema>

/** A page of jobs, newest first. */
export const jobPageSchema = z.object({
  items: z.array(jobSchema),
  nextCursor: pageCursor.nullable(),
  total: z.int().nonnegative(),
})

/** One stage of the pipeline picture. */
export const stageSchema = z.object({
  kind: z.enum(jobKinds),
  queued: z.int().nonnegative(),
  processing: z.int().nonnegative(),
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  cancelled: z.int().nonnegative(),
  /** Rows that wait for this stage. */
  pendingItems: z.int().nonnegative(),
  /** Rows that this stage has finished with. */
  doneItems: z.int().nonnegative(),
  failedItems: z.int().nonnegative(),
  progress: jobProgressSchema.nullable(),
})
/** @see stageSchema */
export type Stage = z.infer<typeof stageSchema>

/** One item that a stage could not process; the raw payload is kept. */
export const itemFailureSchema = z.object({
  id: z.int().positive(),
  stage: z.enum(jobKinds),
  accountId: z.string(),
  /** What the item is, for a person: a file and position, a subject line's place, an event's date. */
  label: z.string(),
  reason: z.string(),
  hint: z.string(),
  attempts: z.int().positive(),
  isParked: z.boolean(),
  lastFailedAtMs: instantMs,
})
/** @see itemFailureSchema */
export type ItemFailure = z.infer<typeof itemFailureSchema>

/** A schedule with its next run. */
export const scheduleSchema = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  title: z.string(),
  /** A cron expression. */
  expression: z.string(),
  isEnabled: z.boolean(),
  nextRunAtMs: instantMs.nullable(),
  lastRunAtMs: instantMs.nullable(),
})
/** @see scheduleSchema */
export type Schedule = z.infer<typeof scheduleSchema>

/** One alert with its cure. */
export const alertSchema = z.object({
  id: z.int().positive(),
  kind: z.string(),
  message: z.string(),
  /** What to do about it. */
  cure: z.string(),
  jobId: z.int().positive().nullable(),
  sinceMs: instantMs,
  lastSeenAtMs: instantMs,
  occurrences: z.int().positive(),
})
/** @see alertSchema */
export type Alert = z.infer<typeof alertSchema>

/** One point of a metric series: a minute (or a coarser bucket) of one kind. */
export const metricPointSchema = z.object({
  atMs: instantMs,
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  waitP50Ms: z.number(),
  waitP95Ms: z.number(),
  runP50Ms: z.number(),
  runP95Ms: z.number(),
})

/** Throughput and times of one kind over a period. */
export const jobMetricsSchema = z.object({
  kind: z.string(),
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** 0 to 1; null when nothing ended. */
  successRate: z.number().min(0).max(1).nullable(),
  waitP50Ms: z.number(),
  waitP95Ms: z.number(),
  waitP99Ms: z.number(),
  runP50Ms: z.number(),
  runP95Ms: z.number(),
  runP99Ms: z.number(),
  points: z.array(metricPointSchema),
})
/** @see jobMetricsSchema */
export type JobMetrics = z.infer<typeof jobMetricsSchema>

/** The head of the job monitor: the pipeline picture and what is paused. */
export const jobOverviewSchema = z.object({
  stages: z.array(stageSchema),
  /** Runnable jobs that have not started. */
  readyCount: z.int().nonnegative(),
  oldestReadyAgeMs: z.int().nonnegative().nullable(),
  pauses: z.array(z.object({ scope: z.string(), reason: z.string(), untilMs: instantMs.nullable() })),
  itemFailures: z.int().nonnegative(),
})
/** @see jobOverviewSchema */
export type JobOverview = z.infer<typeof jobOverviewSchema>
