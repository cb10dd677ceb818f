// Changes when something starts by itself.
import { AppError } from '../../../shared/app-error.ts'
import type { Transaction } from '../../db/database.ts'
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

/** Makes the background syncs run every so many minutes; 0 switches them off. Longer than an hour counts in whole hours. */
export function setSyncInterval(tx: Transaction, minutes: number): void {
  for (const id of ['calendar_sync', 'mail_sync']) {
    if (!findSchedule(tx, id)) continue
    updateSchedule(tx, minutes === 0 ? { id, isEnabled: false } : { id, isEnabled: true, expression: everyMinutes(minutes) })
  }
}

function everyMinutes(minutes: number): string {
  if (minutes < 60) return `*/${minutes} * * * *`
  const hours = Math.min(24, Math.round(minutes / 60))
  return hours === 24 ? '0 0 * * *' : `0 */${hours} * * *`
}
