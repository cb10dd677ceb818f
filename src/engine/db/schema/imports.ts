// Tables of what was approved of a Google account's mail.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { importBatchStatuses, type ImportPreview, type MailChoice } from '../../../shared/views/imports.ts'
import { accounts } from './accounts.ts'

/** Approvals and what came of them. Comments on the columns are in the migration that made the table. */
export const imports = sqliteTable('imports', {
  id: integer('id').primaryKey(),
  accountId: text('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  choice: text('choice', { mode: 'json' }).$type<MailChoice>().notNull(),
  status: text('status', { enum: importBatchStatuses }).notNull().default('running'),
  pageToken: text('page_token'),
  listed: integer('listed').notNull().default(0),
  expected: integer('expected'),
  createdAt: integer('created_at').notNull(),
  completedAt: integer('completed_at'),
})

/** What was counted before an approval. Comments on the columns are in the migration that made the table. */
export const importPreviews = sqliteTable('import_previews', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  preview: text('preview', { mode: 'json' }).$type<ImportPreview>(),
  problem: text('problem'),
  updatedAt: integer('updated_at').notNull(),
})
