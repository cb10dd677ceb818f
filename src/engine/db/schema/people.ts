// Tables of people: contacts, how they are recognised, cards, suggestions, edits and insights.
import { type AnySQLiteColumn, integer, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { accounts } from './accounts.ts'
import { interactions } from './interactions.ts'
import { rawEvents } from './raw-events.ts'

/** A person. Comments on the columns are in the migration that made the table. */
export const contacts = sqliteTable('contacts', {
  id: integer('id').primaryKey(),
  displayName: text('display_name').notNull(),
  primaryAddress: text('primary_address'),
  organization: text('organization'),
  title: text('title'),
  phone: text('phone'),
  notes: text('notes').notNull().default(''),
  status: text('status', { enum: ['active', 'suggested', 'dismissed', 'hidden', 'merged'] })
    .notNull()
    .default('suggested'),
  hiddenReason: text('hidden_reason'),
  isDecided: integer('is_decided', { mode: 'boolean' }).notNull().default(false),
  isSelf: integer('is_self', { mode: 'boolean' }).notNull().default(false),
  mergedIntoId: integer('merged_into_id').references((): AnySQLiteColumn => contacts.id, { onDelete: 'set null' }),
  firstInteractionAt: integer('first_interaction_at'),
  lastInteractionAt: integer('last_interaction_at'),
  nextMeetingAt: integer('next_meeting_at'),
  sentCount: integer('sent_count').notNull().default(0),
  receivedCount: integer('received_count').notNull().default(0),
  meetingCount: integer('meeting_count').notNull().default(0),
  strength: integer('strength').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** How a contact is recognised, and where that was found. Comments on the columns are in the migration that made the table. */
export const contactIdentities = sqliteTable(
  'contact_identities',
  {
    id: integer('id').primaryKey(),
    contactId: integer('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['email', 'phone', 'url', 'name', 'organization', 'title'] }).notNull(),
    value: text('value').notNull(),
    valueKey: text('value_key').notNull(),
    source: text('source').notNull(),
    foundInInteractionId: integer('found_in_interaction_id').references(() => interactions.id, { onDelete: 'set null' }),
    confidence: real('confidence').notNull().default(1),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [unique().on(table.contactId, table.kind, table.valueKey)],
)

/** A card from an address book. Comments on the columns are in the migration that made the table. */
export const contactCards = sqliteTable('contact_cards', {
  id: integer('id').primaryKey(),
  accountId: text('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  rawEventId: integer('raw_event_id')
    .notNull()
    .unique()
    .references(() => rawEvents.id, { onDelete: 'cascade' }),
  displayName: text('display_name').notNull(),
  organization: text('organization'),
  title: text('title'),
  addresses: text('addresses', { mode: 'json' }).$type<string[]>().notNull().default([]),
  phones: text('phones', { mode: 'json' }).$type<string[]>().notNull().default([]),
  urls: text('urls', { mode: 'json' }).$type<string[]>().notNull().default([]),
  birthday: text('birthday'),
  notes: text('notes'),
  contactId: integer('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
  contactsState: text('contacts_state', { enum: ['pending', 'done', 'failed'] })
    .notNull()
    .default('pending'),
  updatedAt: integer('updated_at').notNull(),
})

/** A decision that waits for a person, or was made. Comments on the columns are in the migration that made the table. */
export const suggestions = sqliteTable('suggestions', {
  id: integer('id').primaryKey(),
  kind: text('kind', { enum: ['new_contact', 'merge'] }).notNull(),
  suggestionKey: text('suggestion_key').notNull().unique(),
  contactId: integer('contact_id')
    .notNull()
    .references(() => contacts.id, { onDelete: 'cascade' }),
  otherContactId: integer('other_contact_id').references(() => contacts.id, { onDelete: 'cascade' }),
  status: text('status', { enum: ['open', 'accepted', 'dismissed'] })
    .notNull()
    .default('open'),
  reason: text('reason').notNull(),
  confidence: real('confidence').notNull(),
  evidence: text('evidence', { mode: 'json' })
    .$type<{ interactionId: number | null; text: string; occurredAtMs: number | null }[]>()
    .notNull()
    .default([]),
  createdAt: integer('created_at').notNull(),
  decidedAt: integer('decided_at'),
})

/** A person's decision, with what is needed to undo it. Comments on the columns are in the migration that made the table. */
export const peopleEdits = sqliteTable('people_edits', {
  id: integer('id').primaryKey(),
  kind: text('kind', { enum: ['accept', 'dismiss', 'merge', 'update'] }).notNull(),
  before: text('before', { mode: 'json' }).$type<unknown>().notNull(),
  madeAt: integer('made_at').notNull(),
  undoneAt: integer('undone_at'),
})

/** A computed account of a relationship. Comments on the columns are in the migration that made the table. */
export const insights = sqliteTable('insights', {
  id: integer('id').primaryKey(),
  contactId: integer('contact_id')
    .notNull()
    .references(() => contacts.id, { onDelete: 'cascade' }),
  summary: text('summary').notNull(),
  facts: text('facts', { mode: 'json' }).$type<{ label: string; value: string }[]>().notNull().default([]),
  createdAt: integer('created_at').notNull(),
})
