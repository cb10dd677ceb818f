// Tells how often the background syncs run, from the schedules themselves: there is no second truth.
import { intervalOf, type SyncInterval } from '../../../../shared/jobs/sync-interval.ts'
import type { Database } from '../../database.ts'

/** The schedules that the setting is about. */
export const syncScheduleIds = ['calendar_sync', 'mail_sync'] as const

/**
 * Minutes between two runs of the syncs that are switched on; 0 while none is, null where they differ or follow an expression of a person's
 * own. Undefined for a workspace that has no schedules yet.
 */
export function readSyncInterval(db: Database): SyncInterval | 0 | null | undefined {
  const rows = db
    .prepare<unknown[], { expression: string; isEnabled: number }>(
      'SELECT expression, is_enabled AS isEnabled FROM schedules WHERE id IN (?, ?) ORDER BY id',
    )
    .all(...syncScheduleIds)
  const on = rows.filter(({ isEnabled }) => isEnabled === 1).map(({ expression }) => intervalOf(expression))
  const [first] = on
  if (first === undefined) return rows.length === 0 ? undefined : 0
  return on.every((interval) => interval === first) ? first : null
}
