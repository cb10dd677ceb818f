// Changes when something starts by itself.
import { AppError } from '../../../shared/app-error.ts'
import { intervalExpression, type SyncInterval } from '../../../shared/jobs/sync-interval.ts'
import type { Transaction } from '../../db/database.ts'
import { syncScheduleIds } from '../../db/queries/jobs/read-sync-interval.ts'
import { findSchedule, setSchedule } from '../../db/queries/jobs/schedule-rows.ts'
import { queueOf } from '../queue-binding.ts'
import { settleAlert } from '../raise-alert.ts'
import { checkExpression, nextRunAtMs } from '../schedules.ts'

/** A change of one schedule; what is left out stays as it is. */
export interface ScheduleChange {
  readonly id: string
  readonly expression?: string | undefined
  readonly isEnabled?: boolean | undefined
}

/** Changes a schedule, tells the runner and answers when it runs next. @throws AppError `not_found`, or `invalid_input` for what is no cron expression. */
export function updateSchedule(tx: Transaction, change: ScheduleChange): { nextRunAtMs: number | null } {
  const { clock, listener } = queueOf(tx)
  const schedule = findSchedule(tx, change.id)
  if (!schedule) throw new AppError('not_found', `There is no schedule "${change.id}".`, 'Open the list of schedules again.')
  if (change.expression !== undefined) checkExpression(change.expression, clock.now())
  const expression = change.expression ?? schedule.expression
  const isEnabled = change.isEnabled ?? schedule.isEnabled === 1
  const dueAt = nextRunAtMs(expression, clock.now(), schedule.jitterMs, Math.random)
  const nextRunAt = isEnabled ? dueAt : null
  setSchedule(tx, change.id, { expression, isEnabled, nextRunAt })
  settleAlert(tx, 'unreadable_schedule', change.id)
  listener?.schedulesChanged()
  return { nextRunAtMs: nextRunAt }
}

/**
 * Makes the background syncs run every so many minutes; 0 switches them off. One that is switched off stays so while the other runs; where
 * both are, the person wants them back.
 */
export function setSyncInterval(tx: Transaction, minutes: SyncInterval | 0): void {
  const schedules = syncScheduleIds.map((id) => findSchedule(tx, id)).filter((schedule) => schedule !== undefined)
  const isNoneOn = schedules.every(({ isEnabled }) => isEnabled === 0)
  for (const { id, isEnabled } of schedules) {
    if (minutes === 0) updateSchedule(tx, { id, isEnabled: false })
    else updateSchedule(tx, { id, isEnabled: isNoneOn || isEnabled === 1, expression: intervalExpression(minutes) })
  }
}
