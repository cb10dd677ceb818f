// Cancels jobs: waiting ones at once, running ones as soon as they notice. The first job of a flow takes the whole flow with it.
import type { Transaction } from '../../db/database.ts'
import { endJob } from '../../db/queries/jobs/end-job.ts'
import { findJobState, type JobStateRow, listFlowMembers } from '../../db/queries/jobs/find-job-state.ts'
import { requestCancel } from '../../db/queries/jobs/request-cancel.ts'
import { releaseDependents } from '../dependents.ts'
import { queueOf } from '../queue-binding.ts'

/** Cancels what has not ended yet; answers how many jobs that were. What a running job has committed stays. */
export function cancelJobs(tx: Transaction, ids: readonly number[]): { cancelled: number } {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const running: number[] = []
  let cancelled = 0
  for (const id of ids) {
    const job = findJobState(tx, id)
    if (!job) continue
    const members = job.flowId === null ? listFlowMembers(tx, job.id) : []
    // The last ones first: each is cancelled for itself, and none fails because of another one.
    for (const each of [...members.toReversed(), job]) cancelled += cancelOne(tx, each, now, running)
  }
  if (running.length > 0) listener?.cancelRequested(running)
  if (cancelled > 0) listener?.jobsChanged()
  return { cancelled }
}

function cancelOne(tx: Transaction, job: JobStateRow, now: number, running: number[]): number {
  if (job.status === 'processing' && requestCancel(tx, job.id, now)) {
    running.push(job.id)
    return 1
  }
  // Read again: an earlier one of the same call may have taken it along.
  if (findJobState(tx, job.id)?.status !== 'queued') return 0
  endJob(tx, job.id, job.kind, now, { status: 'cancelled', error: 'Cancelled.', hint: null })
  releaseDependents(tx, job.id, now)
  return 1
}
