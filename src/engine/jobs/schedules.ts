// Starts jobs by the clock: cron expressions in the database, missed runs made up for once, each a little off the full minute, housekeeping
// when nothing else is to be done.
import { Cron } from 'croner'
import { AppError } from '../../shared/app-error.ts'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../db/database.ts'
import {
  listDueSchedules,
  noteScheduleRun,
  postponeSchedule,
  type ScheduleRow,
  seedSchedule,
  setNextRun,
  setSchedule,
} from '../db/queries/jobs/schedule-rows.ts'
import type { Logger } from '../logger.ts'
import { raiseAlert } from './raise-alert.ts'
import { currentTimeZone } from './time-zone.ts'

/** A schedule that every workspace has from the start. */
export interface DefaultSchedule {
  readonly id: string
  readonly kind: JobKind
  readonly title: string
  /** A cron expression in the computer's own time zone. */
  readonly expression: string
  /** A run starts up to so much later than the expression says. */
  readonly jitterMs: number
  /** Whether it waits, once it is due, until nothing else runs. */
  readonly isHousekeeping?: true
}

/** What starts by itself. */
export interface ScheduleSource {
  readonly defaults: readonly DefaultSchedule[]
  /** Enqueues what a schedule of a kind stands for; answers the ids of the jobs, those that were there already among them. */
  start(tx: Transaction, kind: JobKind): readonly number[]
}

const minuteMs = 60_000
/** Housekeeping that would be in the way is looked at again after this time. */
export const postponedByMs = 5 * minuteMs
/** After so long it is in nobody's way any more, however much there is to do. */
const longestPostponedMs = 24 * 60 * minuteMs

const atNight = { jitterMs: 10 * minuteMs, isHousekeeping: true } as const

/** What every workspace does by itself. The two syncs follow the setting "sync every … minutes". */
export const defaultSchedules: readonly DefaultSchedule[] = [
  { id: 'calendar_sync', kind: 'google_calendar_sync', title: 'Sync calendars', expression: '*/15 * * * *', jitterMs: 30_000 },
  { id: 'mail_sync', kind: 'google_gmail_sync', title: 'Sync mail', expression: '*/15 * * * *', jitterMs: 30_000 },
  { id: 'prune', kind: 'prune', title: 'Remove old finished jobs', expression: '17 3 * * *', ...atNight },
  { id: 'optimize', kind: 'optimize', title: 'Keep the database fast', expression: '37 3 * * 0', ...atNight },
  { id: 'backup', kind: 'backup', title: 'Back the workspace up', expression: '7 4 * * *', ...atNight },
]

/** When an expression is due next after `afterMs`, with its jitter; null when never again. @throws AppError `invalid_input` for no expression. */
export function nextRunAtMs(expression: string, afterMs: number, jitterMs: number, random: () => number): number | null {
  const next = parse(expression).nextRun(new Date(afterMs))
  return next === null ? null : next.getTime() + Math.floor(random() * jitterMs)
}

/** Refuses what a person cannot have meant. @throws AppError `invalid_input` unless it is a cron expression of five fields that is due some day. */
export function checkExpression(expression: string, now: number): void {
  // No seconds, and no single date: what runs by itself every second keeps a computer from resting.
  if (expression.trim().split(/\s+/).length !== 5) throw notASchedule(expression, 'it needs five fields')
  if (nextRunAtMs(expression, now, 0, Math.random) === null) {
    throw new AppError('invalid_input', `"${expression}" never comes.`, 'No month has such a day.')
  }
}

function parse(expression: string): Cron {
  try {
    return new Cron(expression, { timezone: currentTimeZone() })
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error)
    throw notASchedule(expression, reason, error)
  }
}

function notASchedule(expression: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'invalid_input',
    `"${expression}" is not a schedule: ${reason}.`,
    'Write it as a cron expression (minute, hour, day, month, weekday), for instance "*/15 * * * *" for every 15 minutes.',
    { cause },
  )
}

/** Adds the schedules that a workspace does not have yet. */
export function seedSchedules(tx: Transaction, defaults: readonly DefaultSchedule[], now: number, random: () => number): void {
  for (const schedule of defaults) seedSchedule(tx, schedule, nextRunAtMs(schedule.expression, now, schedule.jitterMs, random))
}

/**
 * When a schedule is due next; null when never again. One whose expression cannot be read (another version of the program has written it) is
 * switched off, with an alert: it holds up nobody.
 */
export function planNextRun(
  tx: Transaction,
  { id, title, expression, jitterMs }: Pick<ScheduleRow, 'id' | 'title' | 'expression' | 'jitterMs'>,
  now: number,
  random: () => number,
): number | null | 'unreadable' {
  try {
    return nextRunAtMs(expression, now, jitterMs, random)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    setSchedule(tx, id, { expression, isEnabled: false, nextRunAt: null })
    raiseAlert(tx, {
      kind: 'unreadable_schedule',
      subject: id,
      message: `“${title}” runs no more by itself. ${error.message}`,
      cure: 'Choose a time for it in Settings and switch it on again.',
      jobId: null,
    })
    return 'unreadable'
  }
}

/** Enqueues what a schedule stands for and notes that it ran; answers the ids of the jobs. When it runs next stays as it is. */
export function startSchedule(
  tx: Transaction,
  source: ScheduleSource,
  { id, kind }: Pick<ScheduleRow, 'id' | 'kind'>,
  now: number,
): readonly number[] {
  noteScheduleRun(tx, id, now)
  return source.start(tx, kind)
}

/**
 * Starts what is due. Housekeeping comes last and only while `isQuiet`, asked when it is its turn; otherwise it is postponed, though not for
 * ever. A schedule that cannot start is logged and has its turn again next time; it holds up nobody.
 */
export function startDueSchedules(
  tx: Transaction,
  source: ScheduleSource,
  now: number,
  random: () => number,
  logger: Logger,
  isQuiet: () => boolean,
): void {
  const housekeeping = new Set(source.defaults.filter(({ isHousekeeping }) => isHousekeeping).map(({ id }) => id))
  const due = listDueSchedules(tx, now).toSorted((one, other) => +housekeeping.has(one.id) - +housekeeping.has(other.id))
  for (const schedule of due) {
    const waitingSince = schedule.waitingSince ?? now
    if (housekeeping.has(schedule.id) && now - waitingSince < longestPostponedMs && !isQuiet()) {
      postponeSchedule(tx, schedule.id, now + postponedByMs, waitingSince)
      continue
    }
    const nextRunAt = planNextRun(tx, schedule, now, random)
    if (nextRunAt === 'unreadable') continue
    setNextRun(tx, schedule.id, nextRunAt)
    try {
      tx.sqlite.transaction(() => startSchedule(tx, source, schedule, now))()
    } catch (error) {
      if (!tx.sqlite.inTransaction) throw error
      logger.error('a schedule could not start', { schedule: schedule.id, error })
    }
  }
}
