// Tables of the job engine: jobs, dependencies, attempts, schedules, pauses, alerts and figures.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { jobStatuses } from '../../../shared/jobs/vocabulary.ts'

/** Work to be done, being done and done. Comments on the columns are in the migration that made the table. */
export const jobs = sqliteTable('jobs', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  status: text('status', { enum: jobStatuses }).notNull().default('queued'),
  priority: integer('priority').notNull(),
  lane: text('lane').notNull(),
  readyRank: integer('ready_rank'),
  runAt: integer('run_at').notNull(),
  waitsFor: integer('waits_for').notNull().default(0),
  attempt: integer('attempt').notNull().default(0),
  maxAttempts: integer('max_attempts').notNull(),
  createdAt: integer('created_at').notNull(),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at'),
  accountId: text('account_id'),
  bucket: text('bucket'),
  flowId: integer('flow_id'),
  uniqueMode: text('unique_mode', { enum: ['while_queued', 'while_unfinished', 'ever'] }),
  uniqueKey: text('unique_key'),
  bootId: integer('boot_id'),
  deaths: integer('deaths').notNull().default(0),
  cancelRequestedAt: integer('cancel_requested_at'),
  causeId: integer('cause_id'),
  payload: text('payload').notNull(),
  checkpoint: text('checkpoint'),
  progress: text('progress'),
  result: text('result'),
  error: text('error'),
  hint: text('hint'),
  dismissedAt: integer('dismissed_at'),
})

/** Which job waits for which. Comments on the columns are in the migration that made the table. */
export const jobDependencies = sqliteTable(
  'job_dependencies',
  {
    parentId: integer('parent_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    childId: integer('child_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    onFailure: text('on_failure', { enum: ['fail', 'skip', 'continue'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.parentId, table.childId] })],
)

/** Which job has left what to be done. Comments on the columns are in the migration that made the table. */
export const jobFollowUps = sqliteTable(
  'job_follow_ups',
  {
    parentId: integer('parent_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    childId: integer('child_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.parentId, table.childId] }),
    index('job_follow_ups_by_child').on(table.childId, table.parentId),
  ],
)

/** Attempts that did not complete their job. Comments on the columns are in the migration that made the table. */
export const jobAttempts = sqliteTable(
  'job_attempts',
  {
    id: integer('id').primaryKey(),
    jobId: integer('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    attempt: integer('attempt').notNull(),
    startedAt: integer('started_at').notNull(),
    finishedAt: integer('finished_at').notNull(),
    outcome: text('outcome', { enum: ['failed', 'snoozed', 'cancelled', 'interrupted'] }).notNull(),
    reason: text('reason'),
    stack: text('stack'),
  },
  (table) => [index('job_attempts_by_job').on(table.jobId, table.id)],
)

/** What starts by itself, and when. Comments on the columns are in the migration that made the table. */
export const schedules = sqliteTable('schedules', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  expression: text('expression').notNull(),
  jitterMs: integer('jitter_ms').notNull().default(0),
  isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull().default(true),
  nextRunAt: integer('next_run_at'),
  lastRunAt: integer('last_run_at'),
  waitingSince: integer('waiting_since'),
})

/** What may not start now. Comments on the columns are in the migration that made the table. */
export const jobPauses = sqliteTable('job_pauses', {
  scope: text('scope').primaryKey(),
  reason: text('reason').notNull(),
  untilAt: integer('until_at'),
  createdAt: integer('created_at').notNull(),
})

/** What a person should know, and its cure. Comments on the columns are in the migration that made the table. */
export const alerts = sqliteTable('alerts', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  message: text('message').notNull(),
  cure: text('cure').notNull(),
  jobId: integer('job_id'),
  occurrences: integer('occurrences').notNull().default(1),
  sinceAt: integer('since_at').notNull(),
  lastSeenAt: integer('last_seen_at').notNull(),
  closedAt: integer('closed_at'),
})

/** How jobs went, for each minute and kind. Comments on the columns are in the migration that made the table. */
export const jobMetrics = sqliteTable(
  'job_metrics',
  {
    minuteAt: integer('minute_at').notNull(),
    kind: text('kind').notNull(),
    completed: integer('completed').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    waitBins: text('wait_bins').notNull().default('{}'),
    runBins: text('run_bins').notNull().default('{}'),
  },
  (table) => [primaryKey({ columns: [table.minuteAt, table.kind] })],
)

/** How many ended jobs there are. Comments on the columns are in the migration that made the table. */
export const jobTotals = sqliteTable(
  'job_totals',
  {
    kind: text('kind').notNull(),
    status: text('status', { enum: ['completed', 'failed', 'cancelled'] }).notNull(),
    count: integer('count').notNull(),
    dismissed: integer('dismissed').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.kind, table.status] })],
)

/** Each run of the program that ran jobs. Comments on the columns are in the migration that made the table. */
export const runnerBoots = sqliteTable('runner_boots', {
  id: integer('id').primaryKey(),
  bootId: text('boot_id').notNull().unique(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
})

/** How many items each stage has to do, has done and has failed on. Comments on the columns are in the migration that made the table. */
export const itemTotals = sqliteTable(
  'item_totals',
  {
    subject: text('subject').notNull(),
    state: text('state', { enum: ['pending', 'done', 'failed'] }).notNull(),
    count: integer('count').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.subject, table.state] })],
)
