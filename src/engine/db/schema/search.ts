// Table of the vectors; the word indexes beside it are virtual tables, described in their migration.
import { blob, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { interactions } from './interactions.ts'

/** One vector for each piece of a text. Comments on the columns are in the migration that made the table. */
export const embeddings = sqliteTable(
  'embeddings',
  {
    id: integer('id').primaryKey(),
    interactionId: integer('interaction_id')
      .notNull()
      .references(() => interactions.id, { onDelete: 'cascade' }),
    piece: integer('piece').notNull(),
    model: text('model').notNull(),
    dimension: integer('dimension').notNull(),
    textHash: text('text_hash').notNull(),
    vector: blob('vector', { mode: 'buffer' }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [unique().on(table.interactionId, table.model, table.piece)],
)
