// Finds rows that a stage has done with and marks them as pending again, a slice at a time.
import type { Database, Transaction } from '../../database.ts'

/** What nothing could be made of yet, and what happens at no time (a card), counts from when it was fetched. */
const happenedAt = `coalesce(
  (SELECT max(occurred_at) FROM interactions WHERE raw_event_id = raw_events.id),
  (SELECT max(start_at) FROM calendar_events WHERE raw_event_id = raw_events.id),
  fetched_at
)`
const rawEvents = { table: 'raw_events', column: 'status', since: happenedAt, source: 'source' } as const
/** Written with one of its pieces; which one is enough to write all of it again. */
const isOfSeries = 'EXISTS (SELECT 1 FROM calendar_events WHERE raw_event_id = raw_events.id AND is_recurring = 1)'

interface Target {
  readonly table: 'raw_events' | 'interactions' | 'contact_cards'
  readonly column: string
  readonly since: string
  readonly source: string
  /** Which rows of the table; all when absent. */
  readonly only?: string
}

/** The tables that stages work through, each with the column that says how far a row is. */
const targets = {
  raw_events: rawEvents,
  mails: { ...rawEvents, only: "source IN ('google_email', 'file_email')" },
  events: { ...rawEvents, only: "source IN ('google_event', 'file_event')" },
  series: { ...rawEvents, only: isOfSeries },
  contacts: { table: 'interactions', column: 'contacts_state', since: 'occurred_at', source: "''" },
  contact_cards: { table: 'contact_cards', column: 'contacts_state', since: 'updated_at', source: "''" },
  identities: { table: 'interactions', column: 'identities_state', since: 'occurred_at', source: "''" },
  embedding: { table: 'interactions', column: 'embedding_state', since: 'occurred_at', source: "''" },
} satisfies Record<string, Target>

/** What a rebuild can go through. */
export type ReopenTarget = keyof typeof targets

/** Which rows. `sinceMs` is about when something happened; of what happens at no time, about when it was fetched. */
export interface ReopenFilter {
  readonly accountId: string | null
  readonly sinceMs: number | null
}

/** A row that its stage has done with, or failed on. `source` is told for raw events only. */
export interface DoneRow {
  readonly id: number
  readonly accountId: string
  readonly source: string
}

/** Looks at `limit` rows after `afterId`: those that fit and are not pending, and where to go on (null at the end of the table). */
export function listRowsToReopen(
  db: Database,
  target: ReopenTarget,
  filter: ReopenFilter,
  afterId: number,
  limit: number,
): { rows: DoneRow[]; lastId: number | null } {
  const { table, column, since, source, only = 'TRUE' }: Target = targets[target]
  const seen = db
    .prepare<object[], DoneRow & { fits: number }>(`
      SELECT id, account_id AS accountId, ${source} AS source,
        ${column} <> 'pending' AND ${only} AND (@accountId IS NULL OR account_id = @accountId) AND (@sinceMs IS NULL OR ${since} >= @sinceMs) AS fits
      FROM ${table} WHERE id > @afterId ORDER BY id LIMIT @limit
    `)
    .all({ ...filter, afterId, limit })
  const rows = seen.filter((row) => row.fits === 1).map(({ id, accountId, source }) => ({ id, accountId, source }))
  return { rows, lastId: seen.length < limit ? null : (seen.at(-1)?.id ?? null) }
}

/** Marks rows as pending. */
export function reopenRows(tx: Transaction, target: ReopenTarget, rows: readonly DoneRow[]): void {
  const { table, column } = targets[target]
  const reopen = tx.prepare<[number]>(`UPDATE ${table} SET ${column} = 'pending' WHERE id = ?`)
  for (const row of rows) reopen.run(row.id)
}
