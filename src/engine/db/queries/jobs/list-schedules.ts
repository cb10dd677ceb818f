// Lists what starts by itself, and when next.
import type { Schedule } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

/** Every schedule, in the order of their ids. */
export function listSchedules(db: Database): Schedule[] {
  return db
    .prepare<[], Omit<Schedule, 'isEnabled'> & { isEnabled: number }>(`
      SELECT id, kind, title, expression, is_enabled AS isEnabled, next_run_at AS nextRunAtMs, waiting_since AS waitingSinceMs,
        last_run_at AS lastRunAtMs
      FROM schedules ORDER BY id
    `)
    .all()
    .map((row) => ({ ...row, isEnabled: row.isEnabled === 1 }))
}
