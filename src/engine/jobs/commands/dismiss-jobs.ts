// Puts failed jobs away that nobody wants to retry: they stay readable, and nobody is called to them any more.
import type { Transaction } from '../../db/database.ts'
import { findJobState } from '../../db/queries/jobs/find-job-state.ts'
import { setJobDismissed } from '../../db/queries/jobs/set-job-dismissed.ts'
import { listFailedForSameReason } from '../list-failed-for-same-reason.ts'
import { queueOf } from '../queue-binding.ts'
import { reviewAlerts } from '../health-checks.ts'

/** Puts failed jobs away; answers which ones were not put away before. A retry brings one back. */
export function dismissJobs(tx: Transaction, ids: readonly number[]): { dismissedIds: number[] } {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const dismissedIds: number[] = []
  for (const id of ids) if (setJobDismissed(tx, id, now) !== null) dismissedIds.push(id)
  if (dismissedIds.length > 0) {
    // What was put away has been dealt with.
    reviewAlerts(tx, now)
    listener?.jobsChanged()
  }
  return { dismissedIds }
}

/** {@link dismissJobs} for every failed job of the same kind with the same reason as this one. */
export function dismissAllLike(tx: Transaction, id: number): { dismissedIds: number[] } {
  const job = findJobState(tx, id)
  return dismissJobs(tx, job === undefined ? [] : listFailedForSameReason(tx, job))
}

/** Takes jobs back that were put away; answers how many. */
export function restoreJobs(tx: Transaction, ids: readonly number[]): { restored: number } {
  const restored = ids.filter((id) => setJobDismissed(tx, id, null) !== null).length
  if (restored > 0) queueOf(tx).listener?.jobsChanged()
  return { restored }
}
