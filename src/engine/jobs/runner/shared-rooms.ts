// The rooms that have a part both in a turn and in what comes between two of them.
import type { Logger } from '../../logger.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { DueTimes } from './due-times.ts'
import type { Figures } from './figures.ts'
import type { HealthWatch } from './health-watch.ts'
import type { RunningJobs } from './running-jobs.ts'
import type { Watchdog } from './watchdog.ts'

/** Made once for a runner, and shared by its parts. */
export interface SharedRooms {
  readonly dispatcher: Dispatcher
  readonly running: RunningJobs
  readonly due: DueTimes
  readonly figures: Figures
  readonly health: HealthWatch
  readonly watchdog: Watchdog
  readonly logger: Logger
}
