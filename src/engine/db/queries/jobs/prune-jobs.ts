// Removes ended jobs that nobody will ask for any more, a slice at a time.
import type { Transaction } from '../../database.ts'
import { addDismissedTotal } from './add-dismissed-total.ts'
import { listWaitingChildren } from './list-dependents.ts'
import { addJobTotal } from './add-job-total.ts'

/** Ended jobs are removed when they ended before these times (ms since the epoch). */
export interface PruneBefore {
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
}

interface PruneRow {
  readonly id: number
  readonly kind: string
  readonly status: string
  readonly finishedAt: number | null
  readonly createdAt: number
  readonly uniqueMode: string | null
  readonly dismissedAt: number | null
}

/** What a slice did. `lastId` is null when everything old enough has been looked at. */
export interface PrunedSlice {
  readonly removed: number
  readonly lastId: number | null
}

/**
 * Looks at `limit` jobs after `afterId`, oldest first, and removes those that ended long ago, with their attempts. Jobs that are to run
 * once for all time stay, and so does the newest row, so that no id is given twice.
 */
export function pruneJobs(tx: Transaction, afterId: number, limit: number, before: PruneBefore, now: number): PrunedSlice {
  const rows = tx
    .prepare<[number, number], PruneRow>(`
      SELECT id, kind, status, finished_at AS finishedAt, created_at AS createdAt, unique_mode AS uniqueMode,
        dismissed_at AS dismissedAt FROM jobs
      WHERE id > ? AND id < (SELECT max(id) FROM jobs) ORDER BY id LIMIT ?
    `)
    .all(afterId, limit)
  const age = tx.prepare<[number, number, number]>(
    'UPDATE jobs SET created_at = min(created_at, ?), finished_at = min(finished_at, ?) WHERE id = ?',
  )
  const remove = tx.prepare<[number]>('DELETE FROM jobs WHERE id = ?')
  const newest = Math.max(before.completed, before.failed, before.cancelled)
  let removed = 0
  for (const row of rows) {
    if (row.createdAt > now || (row.finishedAt ?? 0) > now) {
      // The clock was set back since: nobody knows how old the row is, so it begins to age now.
      age.run(now, now, row.id)
      continue
    }
    // Ids grow with time: what was made later cannot have ended earlier.
    if (row.createdAt >= newest) return { removed, lastId: null }
    const status = row.status as keyof PruneBefore
    if (row.finishedAt === null || row.uniqueMode === 'ever' || !(status in before) || row.finishedAt >= before[status]) continue
    // What waits for this one, and for another one besides, is still to learn how it ended.
    if (listWaitingChildren(tx, row.id).length > 0) continue
    remove.run(row.id)
    addJobTotal(tx, row.kind, status, -1)
    if (row.dismissedAt !== null) addDismissedTotal(tx, row.kind, -1)
    removed += 1
  }
  return { removed, lastId: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}

/** Removes figures and closed alerts of before a time, and figures of minutes that are yet to come: the clock was set back since. */
export function pruneFigures(tx: Transaction, before: number, now: number): void {
  tx.prepare('DELETE FROM job_metrics WHERE minute_at < ?').run(before)
  tx.prepare('DELETE FROM job_metrics WHERE minute_at > ?').run(now)
  tx.prepare('DELETE FROM alerts WHERE closed_at < ?').run(before)
}
