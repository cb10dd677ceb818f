// Puts the times right that were written under a clock that has been set back since: by a person, a time server or another system's boot.
import type { Transaction } from '../../db/database.ts'
import { bringBackJobs, bringBackPauses } from '../../db/queries/jobs/bring-back-times.ts'
import { listPlannedSchedules, postponeSchedule, setNextRun } from '../../db/queries/jobs/schedule-rows.ts'
import { nextRunAtMs, planNextRun, postponedByMs } from '../schedules.ts'

/** No wait that was written down is longer than this, whatever the clock said then. */
const longestWaitMs = 24 * 60 * 60_000

/** Lets nothing wait for longer than was meant: jobs that were put off, pauses that end by themselves, schedules. Changes nothing that is right. */
export function mendTimes(tx: Transaction, now: number, random: () => number): void {
  bringBackJobs(tx, now, longestWaitMs)
  bringBackPauses(tx, now, longestWaitMs)
  for (const schedule of listPlannedSchedules(tx)) {
    if (schedule.waitingSince !== null) {
      const untilMs = Math.min(schedule.nextRunAt, now + postponedByMs)
      postponeSchedule(tx, schedule.id, untilMs, Math.min(schedule.waitingSince, now))
      continue
    }
    const latest = planNextRun(tx, schedule, now, () => 1)
    if (latest === null || latest === 'unreadable' || schedule.nextRunAt <= latest) continue
    setNextRun(tx, schedule.id, nextRunAtMs(schedule.expression, now, schedule.jitterMs, random))
  }
}

/** Plans anew what is yet to come: three at night is another time in another time zone. A run that was missed is still made up for. */
export function planAnew(tx: Transaction, now: number, random: () => number): void {
  for (const { id, expression, jitterMs, nextRunAt, waitingSince } of listPlannedSchedules(tx)) {
    if (nextRunAt > now && waitingSince === null) setNextRun(tx, id, nextRunAtMs(expression, now, jitterMs, random))
  }
}
