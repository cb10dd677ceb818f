// Reads what a normalizing stage has still to do, in the order in which it came.
import type { Database } from '../../database.ts'
import { type RawEvent, type RawEventSource, selectRawEvents } from './raw-event.ts'

const sql = `${selectRawEvents}
  WHERE status = 'pending' AND source = +? AND account_id = +? ORDER BY id LIMIT ?`

/** At most `limit` pending raw events of an account, oldest first. */
export function listPendingRawEvents(db: Database, source: RawEventSource, accountId: string, limit: number): RawEvent[] {
  return db.prepare<[string, string, number], RawEvent>(sql).all(source, accountId, limit)
}

/** Whether anything of an account, from whatever source, still waits to be understood. */
export function hasPendingRawEvents(db: Database, accountId: string): boolean {
  const row = db
    .prepare<[string], { isPending: number }>(`
      SELECT EXISTS (
        SELECT 1 FROM raw_events INDEXED BY raw_events_pending
        WHERE status = 'pending' AND source IN ('google_event', 'google_email', 'file_email', 'file_event', 'file_contact') AND account_id = ?
      ) AS isPending`)
    .get(accountId)
  return row?.isPending === 1
}

/** How many raw events of an account still wait for their stage. */
export function countPendingRawEvents(db: Database, source: RawEventSource, accountId: string): number {
  const row = db
    .prepare<[string, string], { count: number }>(
      `SELECT count(*) AS count FROM raw_events WHERE status = 'pending' AND source = ? AND account_id = ?`,
    )
    .get(source, accountId)
  return row?.count ?? 0
}
