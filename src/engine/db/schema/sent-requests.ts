// Tables of the ledger: what left this computer.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Every request to another computer. Comments on the columns are in the migration that made the table; `bytesDown` was counted unpacked
 * at first, and is as it came over the line since.
 */
export const sentRequests = sqliteTable('sent_requests', {
  id: integer('id').primaryKey(),
  at: integer('at').notNull(),
  host: text('host').notNull(),
  purpose: text('purpose').notNull(),
  status: integer('status'),
  bytesUp: integer('bytes_up').notNull(),
  bytesDown: integer('bytes_down').notNull(),
})

/** Sums by host and purpose. Comments on the columns are in the migration that made the table. */
export const sentRequestTotals = sqliteTable(
  'sent_request_totals',
  {
    host: text('host').notNull(),
    purpose: text('purpose').notNull(),
    requests: integer('requests').notNull(),
    failedRequests: integer('failed_requests').notNull(),
    bytesUp: integer('bytes_up').notNull(),
    bytesDown: integer('bytes_down').notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.host, table.purpose] })],
)
