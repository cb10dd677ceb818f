// Writes the table of schedules and tells which of them are due.
import type { JobKind } from '../../../../shared/jobs/vocabulary.ts'
import type { Database, Transaction } from '../../database.ts'

/** A schedule as the scheduler needs it. */
export interface ScheduleRow {
  readonly id: string
  readonly kind: JobKind
  readonly title: string
  readonly expression: string
  readonly jitterMs: number
  readonly isEnabled: number
  /** Since when it has been due and waits until nothing else runs; null for one that does not. */
  readonly waitingSince: number | null
}

const columns = 'id, kind, title, expression, jitter_ms AS jitterMs, is_enabled AS isEnabled, waiting_since AS waitingSince'

/** Adds a schedule unless there is one with this id: what a person has changed stays. */
export function seedSchedule(
  tx: Transaction,
  schedule: Omit<ScheduleRow, 'isEnabled' | 'waitingSince'>,
  nextRunAt: number | null,
): void {
  tx.prepare(`
    INSERT INTO schedules (id, kind, title, expression, jitter_ms, next_run_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, jitter_ms = excluded.jitter_ms
  `).run(schedule.id, schedule.kind, schedule.title, schedule.expression, schedule.jitterMs, nextRunAt)
}

/** A schedule by its id. */
export function findSchedule(db: Database, id: string): ScheduleRow | undefined {
  return db.prepare<[string], ScheduleRow>(`SELECT ${columns} FROM schedules WHERE id = ?`).get(id)
}

/** Changes when a schedule runs. `nextRunAt` is null for one that is switched off. */
export function setSchedule(
  tx: Transaction,
  id: string,
  change: { expression: string; isEnabled: boolean; nextRunAt: number | null },
): void {
  tx.prepare('UPDATE schedules SET expression = ?, is_enabled = ?, next_run_at = ?, waiting_since = NULL WHERE id = ?').run(
    change.expression,
    change.isEnabled ? 1 : 0,
    change.nextRunAt,
    id,
  )
}

/** Notes that a schedule has run. */
export function noteScheduleRun(tx: Transaction, id: string, ranAt: number): void {
  tx.prepare('UPDATE schedules SET last_run_at = ? WHERE id = ?').run(ranAt, id)
}

/** Sets when a schedule runs next; null when never again. It waits for nothing any more. */
export function setNextRun(tx: Transaction, id: string, nextRunAt: number | null): void {
  tx.prepare('UPDATE schedules SET next_run_at = ?, waiting_since = NULL WHERE id = ?').run(nextRunAt, id)
}

/** Puts off one that is due until it is looked at again. `sinceMs` is when that was done first. */
export function postponeSchedule(tx: Transaction, id: string, untilMs: number, sinceMs: number): void {
  tx.prepare('UPDATE schedules SET next_run_at = ?, waiting_since = ? WHERE id = ?').run(untilMs, sinceMs, id)
}

/** The schedules whose time has come; each of them once, however many runs were missed. */
export function listDueSchedules(db: Database, now: number): ScheduleRow[] {
  return db
    .prepare<[number], ScheduleRow>(
      `SELECT ${columns} FROM schedules WHERE is_enabled = 1 AND next_run_at <= ? ORDER BY next_run_at, id`,
    )
    .all(now)
}

/** The schedules that run again, with the time when they are to. */
export function listPlannedSchedules(db: Database): (ScheduleRow & { readonly nextRunAt: number })[] {
  return db
    .prepare<[], ScheduleRow & { nextRunAt: number }>(
      `SELECT ${columns}, next_run_at AS nextRunAt FROM schedules WHERE is_enabled = 1 AND next_run_at IS NOT NULL ORDER BY id`,
    )
    .all()
}

/** When the next schedule is due; null when none is. */
export function nextScheduleAt(db: Database): number | null {
  return (
    db.prepare<[], { at: number | null }>('SELECT min(next_run_at) AS at FROM schedules WHERE is_enabled = 1').get()?.at ?? null
  )
}
