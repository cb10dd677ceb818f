// What a person does with jobs, from the screen or the command line.
import type { Transaction } from '../db/database.ts'
import { transaction } from '../db/database.ts'
import { countHeldBack } from '../db/queries/jobs/count-held-back.ts'
import { countJobs } from '../db/queries/jobs/count-jobs.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { cancelJobs, cancelRun } from '../jobs/commands/cancel-jobs.ts'
import { dismissItems, restoreItems } from '../jobs/commands/dismiss-items.ts'
import { dismissAllLike, dismissJobs, restoreJobs } from '../jobs/commands/dismiss-jobs.ts'
import { dismissAlert } from '../jobs/commands/dismiss-alert.ts'
import { pauseJobs, resumeJobs } from '../jobs/commands/pause-jobs.ts'
import { retryItemFailures } from '../jobs/commands/retry-item-failures.ts'
import { retryAllLike, retryJobs } from '../jobs/commands/retry-jobs.ts'
import { setJobPriority } from '../jobs/commands/set-job-priority.ts'
import { runSchedule } from '../jobs/commands/run-schedule.ts'
import { updateSchedule } from '../jobs/commands/update-schedule.ts'
import { raiseSlowRead } from '../jobs/slow-alerts.ts'
import { scheduleSource } from '../schedule-source.ts'
import type { CommandHandlers, CommandTools } from './command-handlers.ts'

type JobCommands = Pick<
  CommandHandlers,
  | 'jobs.process'
  | 'jobs.retry'
  | 'jobs.retryAllLike'
  | 'jobs.dismiss'
  | 'jobs.dismissAllLike'
  | 'jobs.restore'
  | 'jobs.cancel'
  | 'jobs.cancelRun'
  | 'jobs.setPriority'
  | 'jobs.pause'
  | 'jobs.resume'
  | 'jobs.retryItems'
  | 'jobs.dismissItems'
  | 'jobs.restoreItems'
  | 'jobs.updateSchedule'
  | 'jobs.runSchedule'
  | 'alerts.dismiss'
  | 'reader.slowAnswer'
>

/** The commands about jobs. */
export function jobCommands({ db, runner }: CommandTools): JobCommands {
  const write = <Value>(work: (tx: Transaction) => Value): Value => transaction(db, work)
  return {
    // The runner never needs this; a person may want to see for themselves.
    'jobs.process': () => {
      runner.wake()
      const { queued, processing } = countJobs(db)
      return {
        runnable: queued + processing,
        heldBack: countHeldBack(db),
        isPaused: listPauses(db).some(({ scope }) => scope === 'all'),
      }
    },
    'jobs.retry': ({ ids }) => write((tx) => retryJobs(tx, ids)),
    'jobs.retryAllLike': ({ id }) => write((tx) => retryAllLike(tx, id)),
    'jobs.dismiss': ({ ids }) => write((tx) => dismissJobs(tx, ids)),
    'jobs.dismissAllLike': ({ id }) => write((tx) => dismissAllLike(tx, id)),
    'jobs.restore': ({ ids }) => write((tx) => restoreJobs(tx, ids)),
    'jobs.cancel': ({ ids }) => write((tx) => cancelJobs(tx, ids)),
    'jobs.cancelRun': ({ rootId }) => write((tx) => cancelRun(tx, rootId)),
    'jobs.setPriority': ({ ids, priority }) => write((tx) => setJobPriority(tx, ids, priority)),
    'jobs.pause': (scope) => write((tx) => pauseJobs(tx, scope)),
    'jobs.resume': (scope) => write((tx) => resumeJobs(tx, scope)),
    'jobs.retryItems': ({ ids }) => write((tx) => retryItemFailures(tx, ids)),
    'jobs.dismissItems': ({ ids }) => write((tx) => dismissItems(tx, ids)),
    'jobs.restoreItems': ({ ids }) => write((tx) => restoreItems(tx, ids)),
    'jobs.updateSchedule': (change) => write((tx) => updateSchedule(tx, change)),
    'jobs.runSchedule': ({ id }) => write((tx) => runSchedule(tx, scheduleSource, id)),
    'alerts.dismiss': ({ id }) => write((tx) => dismissAlert(tx, id)),
    'reader.slowAnswer': (slow) => {
      write((tx) => raiseSlowRead(tx, slow))
      return {}
    },
  }
}
