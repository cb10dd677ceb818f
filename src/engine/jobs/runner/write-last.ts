// The runner's last transaction: puts back what did not stop in time, and ends the run of the program in good order.
import { type Transaction, transaction } from '../../db/database.ts'
import { closeBoot } from '../../db/queries/jobs/boots.ts'
import type { RunnerOptions } from '../runner.ts'
import { JobStopped, type RunningJob } from './running-job.ts'
import { settleApart } from './settle-apart.ts'

/** Writes it, if there is room for it. A full disk keeps nobody from quitting: the next start then finds all of it as after a crash. */
export function writeLast(
  { db, clock, logger }: Pick<RunnerOptions, 'db' | 'clock' | 'logger'>,
  left: readonly RunningJob[],
  bootNumber: number,
  random: () => number,
  keepFigures: (tx: Transaction, now: number) => void,
): void {
  const now = clock.now()
  const end = { kind: 'threw', error: new JobStopped('shutdown', 'The job did not stop in time.') } as const
  try {
    transaction(db, (tx) => {
      for (const running of left) settleApart(tx, running, end, now, random, logger)
      keepFigures(tx, now)
      closeBoot(tx, bootNumber, now)
    })
  } catch (error) {
    logger.error('what was left at the end could not be written', { error })
  }
}
