// Holds jobs back and lets them go on: all, those of a kind, or those of an account. A restart changes nothing about it.
import type { PauseScope } from '../../../shared/ipc/contract.ts'
import type { Transaction } from '../../db/database.ts'
import { addPause } from '../../db/queries/jobs/add-pause.ts'
import { pauseScopeName } from '../../db/queries/jobs/pause-row.ts'
import { removePause } from '../../db/queries/jobs/remove-pause.ts'
import { queueOf } from '../queue-binding.ts'

/** The reason of a pause that lasts until its person ends it. */
export const pausedByPerson = 'Paused by you'

/** Starts no more jobs of the scope until {@link resumeJobs}. What runs now is asked to stop at its next checkpoint, and goes on from there. */
export function pauseJobs(tx: Transaction, scope: PauseScope): Record<string, never> {
  const { clock, listener } = queueOf(tx)
  addPause(tx, { scope: pauseScopeName(scope), reason: pausedByPerson, untilAt: null }, clock.now())
  listener?.pausesChanged()
  return {}
}

/** Ends a pause of exactly this scope. Rate limits end by themselves. */
export function resumeJobs(tx: Transaction, scope: PauseScope): Record<string, never> {
  removePause(tx, pauseScopeName(scope))
  queueOf(tx).listener?.pausesChanged()
  return {}
}
