// Knows when time alone will give the runner something to do: a job's time comes, a pause ends, a schedule is due.
import type { Database } from '../../db/database.ts'
import { listPauses } from '../../db/queries/jobs/list-pauses.ts'
import { nextDueAt } from '../../db/queries/jobs/promote-due-jobs.ts'
import { nextScheduleAt } from '../../db/queries/jobs/schedule-rows.ts'

/** Times in ms since the epoch; `Infinity` is never. */
export class DueTimes {
  readonly #hasSchedules: boolean
  jobAtMs = Number.POSITIVE_INFINITY
  pauseEndAtMs = Number.POSITIVE_INFINITY
  scheduleAtMs = Number.POSITIVE_INFINITY

  constructor(hasSchedules: boolean) {
    this.#hasSchedules = hasSchedules
  }

  /** The first of them. */
  get nextAtMs(): number {
    return Math.min(this.jobAtMs, this.pauseEndAtMs, this.scheduleAtMs)
  }

  /** Reads all of them anew. */
  read(db: Database): void {
    this.readJobs(db)
    this.readPauses(db)
    this.readSchedules(db)
  }

  readJobs(db: Database): void {
    this.jobAtMs = nextDueAt(db) ?? Number.POSITIVE_INFINITY
  }

  readPauses(db: Database): void {
    this.pauseEndAtMs = Math.min(...listPauses(db).map((pause) => pause.untilAt ?? Number.POSITIVE_INFINITY))
  }

  readSchedules(db: Database): void {
    this.scheduleAtMs = (this.#hasSchedules ? nextScheduleAt(db) : null) ?? Number.POSITIVE_INFINITY
  }
}
