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
  /** Failed, and put away by a person. */
  isDismissed: z.boolean(),
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

/** A job before or behind another one. */
export const relatedJobSchema = jobSchema.extend({
  /** What becomes of the later one when the earlier one fails or is cancelled; null where it came of the earlier one and does not wait for it. */
  onFailure: z.enum(['fail', 'skip', 'continue']).nullable(),
})
/** @see relatedJobSchema */
export type RelatedJob = z.infer<typeof relatedJobSchema>

/** A job's page. */
export const jobDetailSchema = jobSchema.extend({
  /** What to do about the error. */
  hint: z.string().nullable(),
  /** Null for a job that no other came of. */
  run: jobRunSchema.nullable(),
  payload: z.unknown(),
  result: z.unknown(),
  attempts: z.array(jobAttemptSchema),
  parents: z.array(relatedJobSchema),
  children: z.array(relatedJobSchema),
})
/** @see jobDetailSchema */
export type JobDetail = z.infer<typeof jobDetailSchema>

/** A job or item with which what was asked for could not be done. */
export const refusalSchema = z.object({
  id: z.int().positive(),
  /** Why, in plain words. */
  reason: z.string(),
})
/** @see refusalSchema */
export type Refusal = z.infer<typeof refusalSchema>

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
  /** Without those that were put away. */
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
  /** Since when it has been due and waits until nothing else runs: it is looked at again at `nextRunAtMs`. Null for one that does not wait. */
  waitingSinceMs: instantMs.nullable(),
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

/** Durations under which half, 95 % and 99 % of all lie, in ms. */
export const durationPercentilesSchema = z.object({ p50: z.number(), p95: z.number(), p99: z.number() })
/** @see durationPercentilesSchema */
export type DurationPercentiles = z.infer<typeof durationPercentilesSchema>

/** One point of a metric series: a minute or, for long periods, several. */
export const metricPointSchema = z.object({
  /** Where it begins. */
  atMs: instantMs,
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Null when nothing ended. */
  waitMs: durationPercentilesSchema.nullable(),
  runMs: durationPercentilesSchema.nullable(),
})
/** @see metricPointSchema */
export type MetricPoint = z.infer<typeof metricPointSchema>

/** Throughput and times over a period. */
export const jobMetricsSchema = z.object({
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Jobs that ended, completed or failed, for each minute of the period. */
  throughputPerMinute: z.number().nonnegative(),
  /** 0 to 1; null when nothing ended. */
  successRate: z.number().min(0).max(1).nullable(),
  /** From ready to started, and from started to ended. Null when nothing ended. */
  waitMs: durationPercentilesSchema.nullable(),
  runMs: durationPercentilesSchema.nullable(),
  /** For how long the job has been ready that has been so for longest, now; null when none is. */
  oldestReadyAgeMs: z.int().nonnegative().nullable(),
  /** Without a gap from the first minute to the last, also where nothing ended. */
  points: z.array(metricPointSchema),
})
/** @see jobMetricsSchema */
export type JobMetrics = z.infer<typeof jobMetricsSchema>

/** How jobs went over a period: over all, and of each kind of which any has ended or is ready to start. */
export const jobMetricsReportSchema = z.object({
  /** Width of each point, in ms. */
  bucketMs: z.int().positive(),
  total: jobMetricsSchema,
  kinds: z.array(jobMetricsSchema.extend({ kind: z.string() })),
})
/** @see jobMetricsReportSchema */
export type JobMetricsReport = z.infer<typeof jobMetricsReportSchema>

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
