// Tables between the timeline and people: who took part in what, and what that means for each contact.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { interactions } from './interactions.ts'
import { contacts } from './people.ts'

/** Who took part in an interaction, and as what. Comments on the columns are in the migration that made the table. */
export const interactionParticipants = sqliteTable(
  'interaction_participants',
  {
    interactionId: integer('interaction_id')
      .notNull()
      .references(() => interactions.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    role: text('role', { enum: ['from', 'sender', 'reply_to', 'to', 'cc', 'bcc', 'organizer', 'attendee'] }).notNull(),
    address: text('address').notNull(),
    addressKey: text('address_key').notNull(),
    displayName: text('display_name').notNull().default(''),
    response: text('response'),
    isSelf: integer('is_self', { mode: 'boolean' }).notNull().default(false),
    contactId: integer('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
  },
  (table) => [primaryKey({ columns: [table.interactionId, table.position] })],
)

/** What an interaction means for a contact in it. Comments on the columns are in the migration that made the table. */
export const contactInteractions = sqliteTable(
  'contact_interactions',
  {
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    relation: text('relation', { enum: ['sent', 'met', 'received', 'bulk', 'invited', 'copied', 'crowd'] }).notNull(),
    occurredAt: integer('occurred_at').notNull(),
    interactionId: integer('interaction_id')
      .notNull()
      .references(() => interactions.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.relation, table.occurredAt, table.interactionId] })],
)
