// Tables of connected sources: accounts, their calendars, and how far each has been read.
import { integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'

/** Connected sources of data. Comments on the columns are in the migration that made the table. */
export const accounts = sqliteTable('accounts', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['google', 'sample', 'files'] }).notNull(),
  email: text('email').notNull(),
  displayName: text('display_name').notNull(),
  status: text('status', { enum: ['ok', 'waiting', 'needs_reconnect', 'failed', 'paused'] })
    .notNull()
    .default('ok'),
  statusReason: text('status_reason'),
  waitingUntilAt: integer('waiting_until_at'),
  scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull().default([]),
  ownAddresses: text('own_addresses', { mode: 'json' }).$type<string[]>().notNull().default([]),
  details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
  lastSyncAt: integer('last_sync_at'),
  createdAt: integer('created_at').notNull(),
})

/** How each part of an account is. Comments on the columns are in the migration that made the table. */
export const accountParts = sqliteTable(
  'account_parts',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    part: text('part', { enum: ['calendar', 'mail'] }).notNull(),
    status: text('status', { enum: ['ok', 'waiting', 'needs_reconnect', 'failed'] }).notNull(),
    statusReason: text('status_reason'),
    waitingUntilAt: integer('waiting_until_at'),
    lastSyncAt: integer('last_sync_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.part] })],
)

/** Calendars of an account. Comments on the columns are in the migration that made the table. */
export const calendars = sqliteTable(
  'calendars',
  {
    id: integer('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    color: text('color').notNull(),
    timeZone: text('time_zone'),
    accessRole: text('access_role'),
    isPrimary: integer('is_primary', { mode: 'boolean' }).notNull().default(false),
    isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull().default(true),
    isVisible: integer('is_visible', { mode: 'boolean' }).notNull().default(true),
    note: text('note'),
  },
  (table) => [unique().on(table.accountId, table.externalId)],
)

/** How far a source has been read. Comments on the columns are in the migration that made the table. */
export const syncCursors = sqliteTable(
  'sync_cursors',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    scope: text('scope').notNull(),
    cursor: text('cursor'),
    pageToken: text('page_token'),
    pinnedCursor: text('pinned_cursor'),
    snapshotStartedAt: integer('snapshot_started_at'),
    fingerprint: text('fingerprint'),
    updatedAt: integer('updated_at').notNull(),
    doubtedAt: integer('doubted_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.scope] })],
)
