// Lists items that stages could not process, for the job monitor.
import type { ItemFailure } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

/** A page of item failures, the latest first. */
export interface ItemFailurePage {
  items: ItemFailure[]
  nextCursor: string | null
  total: number
}

interface ItemFailureRow extends Omit<ItemFailure, 'isParked'> {
  isParked: number
}

/** Reads a page of item failures; `cursor` is the `nextCursor` of the page before. */
export function listItemFailures(db: Database, input: { cursor: string | null; limit: number }): ItemFailurePage {
  const [lastFailedAt, lastId] = parseCursor(input.cursor)
  const rows = db
    .prepare<[number, number, number], ItemFailureRow>(`
      SELECT id, stage, account_id AS accountId, label, reason, hint, attempts, is_parked AS isParked, last_failed_at AS lastFailedAtMs
      FROM item_failures WHERE (last_failed_at, id) < (?, ?) ORDER BY last_failed_at DESC, id DESC LIMIT ?
    `)
    .all(lastFailedAt, lastId, input.limit + 1)
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, isParked: row.isParked === 1 }))
  const last = items.at(-1)
  const total = db.prepare<[], { total: number }>('SELECT count(*) AS total FROM item_failures').get()?.total ?? 0
  return { items, nextCursor: rows.length > input.limit && last ? `${last.lastFailedAtMs}:${last.id}` : null, total }
}

function parseCursor(cursor: string | null): [number, number] {
  const [lastFailedAt, lastId] = (cursor ?? '').split(':').map(Number)
  if (!Number.isSafeInteger(lastFailedAt) || !Number.isSafeInteger(lastId)) return [Number.MAX_SAFE_INTEGER, 0]
  return [lastFailedAt as number, lastId as number]
}
