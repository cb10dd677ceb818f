// Pages through the ledger, newest first.
import type { LedgerEntry } from '../../../../shared/views/ledger.ts'
import type { Database } from '../../database.ts'

/** A page of the ledger. `nextCursor` is null on the last one; `total` counts what is kept. */
export interface LedgerPage {
  items: LedgerEntry[]
  nextCursor: string | null
  total: number
}

/** Reads a page; `cursor` is the `nextCursor` of the page before. */
export function pageSentRequests(db: Database, input: { readonly cursor: string | null; readonly limit: number }): LedgerPage {
  const before = Number(input.cursor ?? Number.NaN)
  const rows = db
    .prepare<[number, number], LedgerEntry>(`
      SELECT id, at AS atMs, host, purpose, status, bytes_up AS bytesUp, bytes_down AS bytesDown
      FROM sent_requests WHERE id < ? ORDER BY id DESC LIMIT ?`)
    .all(Number.isSafeInteger(before) ? before : Number.MAX_SAFE_INTEGER, input.limit + 1)
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > input.limit && last ? String(last.id) : null, total: countKept(db) }
}

/** Rows are added at one end and removed at the other: the ids have no gaps, and nobody has to count. */
function countKept(db: Database): number {
  const end = (which: 'min' | 'max'): number | null =>
    db.prepare<[], { id: number | null }>(`SELECT ${which}(id) AS id FROM sent_requests`).get()?.id ?? null
  const [first, last] = [end('min'), end('max')]
  return first === null || last === null ? 0 : last - first + 1
}
