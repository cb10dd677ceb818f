// Tables of the timeline: messages and meetings, and the bodies of messages.
import { integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { accounts } from './accounts.ts'
import { rawEvents } from './raw-events.ts'

/** One message or one meeting: a row of the timeline. Comments on the columns are in the migration that made the table. */
export const interactions = sqliteTable(
  'interactions',
  {
    id: integer('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['email', 'meeting'] }).notNull(),
    sourceKey: text('source_key').notNull(),
    rawEventId: integer('raw_event_id').references(() => rawEvents.id, { onDelete: 'set null' }),
    threadKey: text('thread_key'),
    occurredAt: integer('occurred_at').notNull(),
    endsAt: integer('ends_at'),
    isAllDay: integer('is_all_day', { mode: 'boolean' }).notNull().default(false),
    direction: text('direction', { enum: ['inbound', 'outbound', 'internal', 'none'] })
      .notNull()
      .default('none'),
    title: text('title').notNull().default(''),
    snippet: text('snippet').notNull().default(''),
    writtenText: text('written_text').notNull().default(''),
    signatureText: text('signature_text'),
    location: text('location'),
    labels: text('labels', { mode: 'json' }).$type<string[]>().notNull().default([]),
    attachments: text('attachments', { mode: 'json' })
      .$type<{ name: string; mimeType: string; sizeBytes: number }[]>()
      .notNull()
      .default([]),
    isBulk: integer('is_bulk', { mode: 'boolean' }).notNull().default(false),
    bulkReason: text('bulk_reason'),
    language: text('language'),
    goneAt: integer('gone_at'),
    contactsState: text('contacts_state', { enum: ['pending', 'done', 'failed'] })
      .notNull()
      .default('pending'),
    identitiesState: text('identities_state', { enum: ['pending', 'done', 'failed'] })
      .notNull()
      .default('pending'),
    embeddingState: text('embedding_state', { enum: ['pending', 'done', 'failed'] })
      .notNull()
      .default('pending'),
    updatedAt: integer('updated_at').notNull(),
    copyKey: text('copy_key'),
    isCopy: integer('is_copy', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [unique().on(table.accountId, table.kind, table.sourceKey)],
)

/** What of a message is only read when somebody opens it. Comments on the columns are in the migration that made the table. */
export const interactionBodies = sqliteTable('interaction_bodies', {
  interactionId: integer('interaction_id')
    .primaryKey()
    .references(() => interactions.id, { onDelete: 'cascade' }),
  quotedText: text('quoted_text'),
  bodyHtml: text('body_html'),
})
