// Reads the timeline a page at a time, newest first, at a cost that does not grow with its depth.
import type { TimelineFilter, TimelineItem } from '../../../../shared/views/timeline.ts'
import type { Database } from '../../database.ts'
import { type ItemRow, itemColumns, toItems } from './item-row.ts'

/** What to read: the filter, where the last page ended, and how many rows. */
export interface TimelinePageRequest {
  readonly filter: TimelineFilter
  readonly cursor: string | null
  readonly limit: number
}

/** A page with the cursor of the next one. */
export interface TimelinePage {
  items: TimelineItem[]
  nextCursor: string | null
  total: number
}

/** Reads one page. `nowMs` is where the stream starts unless the filter says otherwise. */
export function pageTimeline(db: Database, request: TimelinePageRequest, nowMs: number): TimelinePage {
  const { conditions, parameters } = toConditions(request.filter, nowMs)
  const from = request.filter.contactId === undefined ? 'interactions i' : contactInteractions
  const where = conditions.join(' AND ')
  const after = request.cursor === null ? null : parseCursor(request.cursor)
  const rows = db
    .prepare<[Record<string, string | number>], ItemRow>(
      `SELECT ${itemColumns} FROM ${from} WHERE ${where}
       ${after ? 'AND (i.occurred_at, i.id) < (:afterMs, :afterId)' : ''}
       ORDER BY i.occurred_at DESC, i.id DESC LIMIT :limit`,
    )
    .all({ ...parameters, ...after, limit: request.limit + 1 })
  const page = rows.slice(0, request.limit)
  const last = page.at(-1)
  const total = db
    .prepare<[Record<string, string | number>], { total: number }>(`SELECT count(*) AS total FROM ${from} WHERE ${where}`)
    .get(parameters)
  return {
    items: toItems(db, page),
    nextCursor: rows.length > request.limit && last ? `${last.occurredAtMs}:${last.id}` : null,
    total: total?.total ?? 0,
  }
}

const contactInteractions = `(SELECT DISTINCT interaction_id FROM interaction_participants WHERE contact_id = :contactId) mine
  CROSS JOIN interactions i ON i.id = mine.interaction_id`

/** A meeting that is on calendars of several accounts is told by one of them, and belongs to all. */
const isOfAccount = `(i.account_id = :accountId OR (i.kind = 'meeting' AND EXISTS (
  SELECT 1 FROM calendar_events e WHERE e.interaction_id = i.id AND e.account_id = :accountId AND e.gone_at IS NULL)))`

function toConditions(
  filter: TimelineFilter,
  nowMs: number,
): { conditions: string[]; parameters: Record<string, string | number> } {
  const conditions = ['i.gone_at IS NULL', 'i.occurred_at < :untilMs']
  const parameters: Record<string, string | number> = { untilMs: filter.untilMs ?? nowMs }
  const add = (condition: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return
    if (condition !== '') conditions.push(condition)
    parameters[name] = value
  }
  add('i.occurred_at >= :fromMs', 'fromMs', filter.fromMs)
  add('i.kind = :kind', 'kind', filter.kind)
  add(isOfAccount, 'accountId', filter.accountId)
  add('i.thread_key = :threadKey', 'threadKey', filter.threadKey)
  add('', 'contactId', filter.contactId)
  // Within one account, and within a conversation of it, a mail is there that stands in another one.
  if (filter.accountId === undefined && filter.threadKey === undefined) conditions.push('i.is_copy = 0')
  if (filter.includeBulk !== true) conditions.push('i.is_bulk = 0')
  return { conditions, parameters }
}

function parseCursor(cursor: string): { afterMs: number; afterId: number } {
  const [afterMs, afterId] = cursor.split(':').map(Number)
  if (!Number.isSafeInteger(afterMs) || !Number.isSafeInteger(afterId)) return { afterMs: 0, afterId: 0 }
  return { afterMs: afterMs as number, afterId: afterId as number }
}
