// Table of the calendar: one row for each occurrence on each calendar.
import { integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { accounts, calendars } from './accounts.ts'
import { interactions } from './interactions.ts'
import { rawEvents } from './raw-events.ts'

/** One occurrence on one calendar. Comments on the columns are in the migration that made the table. */
export const calendarEvents = sqliteTable(
  'calendar_events',
  {
    id: integer('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    calendarId: integer('calendar_id')
      .notNull()
      .references(() => calendars.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    occurrenceKey: text('occurrence_key').notNull().default(''),
    meetingKey: text('meeting_key').notNull(),
    rawEventId: integer('raw_event_id').references(() => rawEvents.id, { onDelete: 'set null' }),
    interactionId: integer('interaction_id').references(() => interactions.id, { onDelete: 'set null' }),
    eventType: text('event_type').notNull().default('default'),
    status: text('status', { enum: ['confirmed', 'tentative', 'cancelled'] })
      .notNull()
      .default('confirmed'),
    title: text('title').notNull().default(''),
    description: text('description'),
    location: text('location'),
    isAllDay: integer('is_all_day', { mode: 'boolean' }).notNull().default(false),
    startDate: text('start_date'),
    endDate: text('end_date'),
    startAt: integer('start_at').notNull(),
    endAt: integer('end_at').notNull(),
    timeZone: text('time_zone'),
    isRecurring: integer('is_recurring', { mode: 'boolean' }).notNull().default(false),
    recurrence: text('recurrence'),
    organizerAddress: text('organizer_address'),
    attendeeCount: integer('attendee_count').notNull().default(0),
    conferenceUrl: text('conference_url'),
    sourceUrl: text('source_url'),
    goneAt: integer('gone_at'),
    updatedAt: integer('updated_at').notNull(),
    ownResponse: text('own_response'),
    hasOthers: integer('has_others', { mode: 'boolean' }).notNull().default(false),
    people: text('people'),
  },
  (table) => [unique().on(table.accountId, table.calendarId, table.externalId, table.occurrenceKey)],
)
