// Table of settings, as key and JSON value.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a person has chosen. Comments on the columns are in the migration that made the table. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
