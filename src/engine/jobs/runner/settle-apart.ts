// Settles attempts where the plain way has failed: each in a savepoint of its own, so that the fault of one job stays its own.
import type { Transaction } from '../../db/database.ts'
import { endJob } from '../../db/queries/jobs/end-job.ts'
import type { Logger } from '../../logger.ts'
import type { RunningJob } from './running-job.ts'
import { type AttemptEnd, settleJob, type Settlement } from './settle-job.ts'
import { isEnvironmentError } from './write-retry.ts'

/**
 * {@link settleJob}; where that throws, the attempt counts as one that threw this, and where even that cannot be written, the job has failed
 * and its flow is moved on at the next start of the program.
 * @throws what disk or file are to be blamed for: that is waited out.
 */
export function settleApart(
  tx: Transaction,
  running: RunningJob,
  end: AttemptEnd,
  now: number,
  random: () => number,
  logger: Logger,
): Settlement {
  const { id, kind } = running.job
  const attempt = (work: () => Settlement): Settlement | { readonly kind: 'fault'; readonly error: unknown } => {
    try {
      return tx.sqlite.transaction(work)()
    } catch (error) {
      if (!tx.sqlite.inTransaction || isEnvironmentError(error)) throw error
      logger.error('the end of a job could not be written', { kind, jobId: id, error })
      return { kind: 'fault', error }
    }
  }
  const plain = attempt(() => settleJob(tx, running, end, now, random))
  if (plain.kind !== 'fault') return plain
  const thrown = attempt(() => settleJob(tx, running, { kind: 'threw', error: plain.error }, now, random))
  if (thrown.kind !== 'fault') return thrown
  const error = thrown.error instanceof Error ? thrown.error.message : String(thrown.error)
  endJob(tx, id, kind, now, { status: 'failed', error, hint: 'This is a fault of the program. Retry the job after an update.' })
  return { kind: 'failed', error, dragged: [], hasOwnAlert: false }
}
