// Ties a write connection to what enqueueing needs to know: the kinds, the clock, and the runner to wake.
import { AppError } from '../../shared/app-error.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { hasDependencies } from '../db/queries/jobs/list-dependents.ts'
import type { JobRegistry } from './types.ts'

/** What a runner wants to hear from code that changes jobs. Told inside the transaction: act on it after the current task. */
export interface QueueListener {
  /** Jobs of this lane became ready. */
  laneReady(lane: string): void
  /** A job will become ready at this time (ms since the epoch). */
  readyAt(atMs: number): void
  /** Pauses changed. */
  pausesChanged(): void
  /** Schedules changed. */
  schedulesChanged(): void
  /** Somebody wants these running jobs to stop. */
  cancelRequested(jobIds: readonly number[]): void
  /** An alert was raised or counted once more. */
  alertRaised(alertId: number): void
  /** Jobs were enqueued, retried, cancelled or moved. */
  jobsChanged(): void
}

/** The queue of one connection. */
export interface QueueBinding {
  readonly registry: Partial<JobRegistry>
  readonly clock: Clock
  listener: QueueListener | null
  /** Whether any job waits or has waited for another one: while none has, nobody need look. */
  hasFlows: boolean
}

const bindings = new WeakMap<object, QueueBinding>()

/** Makes `enqueue` and the job commands work on this connection. A runner does it by itself; the last binding counts. */
export function bindQueue(db: Database, registry: Partial<JobRegistry>, clock: Clock): QueueBinding {
  const binding: QueueBinding = { registry, clock, listener: null, hasFlows: hasDependencies(db) }
  bindings.set(db.sqlite, binding)
  return binding
}

/** The queue of a connection. @throws AppError when none was bound: the engine has not been started. */
export function queueOf(db: Database): QueueBinding {
  const binding = bindings.get(db.sqlite)
  if (!binding) throw new AppError('unavailable', 'The job engine has not been started.', 'Start OmniCRM again.')
  return binding
}
