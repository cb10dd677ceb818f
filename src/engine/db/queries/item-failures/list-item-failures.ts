// Lists items that stages could not process, for the job monitor.
import type { ItemFailure } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

/** A page of item failures, the latest first. */
export interface ItemFailurePage {
  items: ItemFailure[]
  nextCursor: string | null
  total: number
}

/** Which ones, and where to go on. */
export interface ItemFailurePageInput {
  /** Those that were put away in place of those that were not. */
  readonly isDismissed?: boolean | undefined
  readonly cursor: string | null
  readonly limit: number
}

interface ItemFailureRow extends Omit<ItemFailure, 'isParked'> {
  isParked: number
}

/** Reads a page of item failures; `cursor` is the `nextCursor` of the page before. */
export function listItemFailures(db: Database, input: ItemFailurePageInput): ItemFailurePage {
  const isDismissed = input.isDismissed === true ? 1 : 0
  const [lastFailedAt, lastId] = parseCursor(input.cursor)
  const rows = db
    .prepare<[number, number, number, number], ItemFailureRow>(`
      SELECT id, stage, account_id AS accountId, label, reason, hint, attempts, is_parked AS isParked, last_failed_at AS lastFailedAtMs
      FROM item_failures WHERE (last_failed_at, id) < (?, ?) AND (dismissed_at IS NOT NULL) = ? ORDER BY last_failed_at DESC, id DESC LIMIT ?
    `)
    .all(lastFailedAt, lastId, isDismissed, input.limit + 1)
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, isParked: row.isParked === 1 }))
  const last = items.at(-1)
  const total =
    db
      .prepare<[number], { total: number }>('SELECT count(*) AS total FROM item_failures WHERE (dismissed_at IS NOT NULL) = ?')
      .get(isDismissed)?.total ?? 0
  return { items, nextCursor: rows.length > input.limit && last ? `${last.lastFailedAtMs}:${last.id}` : null, total }
}

function parseCursor(cursor: string | null): [number, number] {
  const [lastFailedAt, lastId] = (cursor ?? '').split(':').map(Number)
  if (!Number.isSafeInteger(lastFailedAt) || !Number.isSafeInteger(lastId)) return [Number.MAX_SAFE_INTEGER, 0]
  return [lastFailedAt as number, lastId as number]
}
