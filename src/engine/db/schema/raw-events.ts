// Tables of what came from a source as it came, and of items that a stage could not process.
import { blob, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { accounts } from './accounts.ts'
import { imports } from './imports.ts'

/** What came from a source, as it came. Comments on the columns are in the migration that made the table. */
export const rawEvents = sqliteTable(
  'raw_events',
  {
    id: integer('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    source: text('source', { enum: ['google_event', 'google_email', 'file_email', 'file_event', 'file_contact'] }).notNull(),
    container: text('container').notNull(),
    externalId: text('external_id').notNull(),
    contentHash: text('content_hash').notNull(),
    status: text('status', { enum: ['pending', 'processed', 'failed'] })
      .notNull()
      .default('pending'),
    goneAt: integer('gone_at'),
    seenAt: integer('seen_at').notNull(),
    fetchedAt: integer('fetched_at').notNull(),
    importId: integer('import_id').references(() => imports.id, { onDelete: 'set null' }),
    seriesId: text('series_id'),
  },
  (table) => [unique().on(table.accountId, table.source, table.container, table.externalId)],
)

/** What each raw event holds, apart from its state. Comments on the columns are in the migration that made the table. */
export const rawPayloads = sqliteTable('raw_payloads', {
  rawEventId: integer('raw_event_id')
    .primaryKey()
    .references(() => rawEvents.id, { onDelete: 'cascade' }),
  payload: blob('payload', { mode: 'buffer' }).notNull(),
})

/** Items that a stage could not process. Comments on the columns are in the migration that made the table. */
export const itemFailures = sqliteTable(
  'item_failures',
  {
    id: integer('id').primaryKey(),
    stage: text('stage').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    subjectType: text('subject_type', { enum: ['raw_event', 'interaction', 'contact_card', 'contact', 'source_item'] }).notNull(),
    subjectKey: text('subject_key').notNull(),
    label: text('label').notNull(),
    reason: text('reason').notNull(),
    hint: text('hint').notNull(),
    attempts: integer('attempts').notNull().default(1),
    isParked: integer('is_parked', { mode: 'boolean' }).notNull().default(false),
    jobId: integer('job_id'),
    firstFailedAt: integer('first_failed_at').notNull(),
    lastFailedAt: integer('last_failed_at').notNull(),
    dismissedAt: integer('dismissed_at'),
    sourcePath: text('source_path'),
  },
  (table) => [unique().on(table.stage, table.subjectType, table.accountId, table.subjectKey)],
)
