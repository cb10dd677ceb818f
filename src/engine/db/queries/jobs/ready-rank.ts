// Lets waiting make a job more urgent, with one number that an index can sort by.
import { type JobPriority, jobPriorities } from '../../../../shared/jobs/vocabulary.ts'

/**
 * How long a job of each priority lets more urgent ones pass it. A low job that has waited ten minutes goes before an urgent one
 * that arrives now, so nothing starves, while a person's click still passes everything that has just been queued.
 */
export const priorityHandicapMs: Readonly<Record<JobPriority, number>> = {
  urgent: 0,
  high: 30_000,
  medium: 120_000,
  low: 600_000,
}

/** The longest of them. */
export const longestHandicapMs = Math.max(...Object.values(priorityHandicapMs))

const handicaps = jobPriorities.map((priority) => priorityHandicapMs[priority])

/** The number stored for a priority. */
export function priorityNumber(priority: JobPriority): number {
  return jobPriorities.indexOf(priority)
}

/** The priority of a stored number. */
export function priorityName(stored: number): JobPriority {
  return jobPriorities[stored] ?? 'low'
}

/** Place in the line: the lowest rank goes first. `readyAtMs` is when the job could have started. */
export function readyRank(readyAtMs: number, priority: number): number {
  return readyAtMs + (handicaps[priority] ?? 0)
}

/** SQL for {@link readyRank} over the columns `run_at` and `priority`. */
export const readyRankSql = `(run_at + CASE priority ${handicaps.map((handicap, index) => `WHEN ${index} THEN ${handicap}`).join(' ')} END)`
