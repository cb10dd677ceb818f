// What the rest of the program sees of the job engine: how to make a runner, and what it can be told.
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import type { ReadFreeBytes } from './disk-watch.ts'
import type { JobEventHub } from './events.ts'
import { JobRunner } from './runner/job-runner.ts'
import type { ScheduleSource } from './schedules.ts'
import type { JobRegistry } from './types.ts'

/** What a runner is made of. */
export interface RunnerOptions {
  readonly db: Database
  /** Kinds that are missing (in tests) are failed as unknown. */
  readonly registry: Partial<JobRegistry>
  readonly clock: Clock
  readonly logger: Logger
  /** Another one for each run of the program. */
  readonly bootId: string
  readonly events: JobEventHub
  /** What starts by itself. Without it nothing does: the command line does what it is told and no more. */
  readonly schedules?: ScheduleSource
  /** A number from 0 up to 1, for jitter. Default: `Math.random`. */
  readonly random?: () => number
  /** Whether the figures of how jobs go are kept. Default: yes; the benchmark does without them to see what they cost. */
  readonly keepsFigures?: boolean
  /** How much room is left on a disk. Default: the system is asked. */
  readonly readFreeBytes?: ReadFreeBytes
}

/** How {@link Runner.runUntilIdle} found things. */
export interface IdleReport {
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  /** Jobs that wait for a time further off than was waited for; when the first of them is due. */
  readonly nextRunAtMs: number | null
}

/** The job engine's heart. */
export interface Runner {
  /** Recovers what an earlier run left behind and begins to work. */
  start(): void
  /** Looks at everything anew, as if just started: jobs that came from elsewhere are found. */
  wake(): void
  /**
   * Resolves when nothing runs and nothing can run. A job that is due within `waitForRetriesMs` (default one minute) is waited for;
   * schedules are not.
   */
  runUntilIdle(options?: { waitForRetriesMs?: number }): Promise<IdleReport>
  /** The computer goes to sleep: nothing is started, and the time does not count. */
  suspend(): void
  /** The computer is awake again. */
  resume(): void
  /** Claims nothing more, asks what runs to stop, and waits up to `deadlineMs` for it. What is interrupted keeps its attempt and its checkpoint. */
  stop(deadlineMs?: number): Promise<void>
}

/** Makes a runner. It does nothing until it is started. */
export function createRunner(options: RunnerOptions): Runner {
  return new JobRunner(options)
}
