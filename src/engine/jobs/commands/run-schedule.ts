// Starts now what a schedule starts by the clock.
import { AppError } from '../../../shared/app-error.ts'
import type { Transaction } from '../../db/database.ts'
import { getNewestJobId } from '../../db/queries/jobs/get-newest-job-id.ts'
import { findSchedule, setNextRun } from '../../db/queries/jobs/schedule-rows.ts'
import { queueOf } from '../queue-binding.ts'
import { planNextRun, type ScheduleSource, startSchedule } from '../schedules.ts'

/**
 * Enqueues what a schedule stands for, also while it is switched off; the clock starts it next when it would have, and one that waited until
 * nothing else runs has had its turn. Answers the jobs: `joined` of them were waiting or running already, and nothing is put beside those.
 * @throws AppError `not_found`.
 */
export function runSchedule(tx: Transaction, source: ScheduleSource, id: string): { jobIds: number[]; joined: number } {
  const schedule = findSchedule(tx, id)
  if (!schedule) throw new AppError('not_found', `There is no schedule "${id}".`, 'Open the list of schedules again.')
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const newestBefore = getNewestJobId(tx)
  const jobIds = [...startSchedule(tx, source, schedule, now)]
  if (schedule.waitingSince !== null) {
    const nextRunAt = planNextRun(tx, schedule, now, Math.random)
    if (nextRunAt !== 'unreadable') setNextRun(tx, id, nextRunAt)
    listener?.schedulesChanged()
  }
  return { jobIds, joined: jobIds.filter((jobId) => jobId <= newestBefore).length }
}
