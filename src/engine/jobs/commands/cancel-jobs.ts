// Cancels jobs: waiting ones at once, running ones as soon as they notice. The first job of a flow takes the whole flow with it.
import type { Refusal } from '../../../shared/views/jobs.ts'
import type { Transaction } from '../../db/database.ts'
import { cancelledEnd, endJob } from '../../db/queries/jobs/end-job.ts'
import { findJobState, type JobStateRow, listFlowMembers } from '../../db/queries/jobs/find-job-state.ts'
import { listOpenRunJobs } from '../../db/queries/jobs/list-open-run-jobs.ts'
import { requestCancel } from '../../db/queries/jobs/request-cancel.ts'
import { releaseDependents } from '../dependents.ts'
import { queueOf } from '../queue-binding.ts'

/**
 * Cancels what has not ended yet; answers how many jobs that were, and which of the asked ones left nothing to cancel. What a running job
 * has committed stays.
 */
export function cancelJobs(tx: Transaction, ids: readonly number[]): { cancelled: number; refused: Refusal[] } {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const running: number[] = []
  const cancelled = new Set<number>()
  const refused: Refusal[] = []
  for (const id of new Set(ids)) {
    const job = findJobState(tx, id)
    if (!job) {
      refused.push({ id, reason: `There is no job ${id} any more.` })
      continue
    }
    const members = job.flowId === null ? listFlowMembers(tx, job.id) : []
    const before = cancelled.size
    // The last ones first: each is cancelled for itself, and none fails because of another one.
    for (const each of members.toReversed()) if (cancelOne(tx, each, job.id, now, running)) cancelled.add(each.id)
    if (cancelOne(tx, job, null, now, running)) cancelled.add(id)
    if (cancelled.size === before && !cancelled.has(id)) refused.push({ id, reason: 'It has ended already.' })
  }
  if (running.length > 0) listener?.cancelRequested(running)
  if (cancelled.size > 0) listener?.jobsChanged()
  return { cancelled: cancelled.size, refused }
}

/**
 * Cancels what is left of the run that a job began, in whichever step it is. What another run has asked for as well stays; answers how many
 * were cancelled and how many stay.
 */
export function cancelRun(tx: Transaction, rootId: number): { cancelled: number; kept: number } {
  const open = listOpenRunJobs(tx, rootId)
  // The last ones first, so that each is cancelled for itself.
  const { cancelled } = cancelJobs(
    tx,
    open.filter(({ isShared }) => isShared === 0).map(({ id }) => id),
  )
  return { cancelled, kept: open.filter(({ isShared }) => isShared === 1).length }
}

/** `causeId` is the first job of the flow when all of it is cancelled: who retries that one brings the others back. */
function cancelOne(tx: Transaction, job: JobStateRow, causeId: number | null, now: number, running: number[]): boolean {
  if (job.status === 'processing' && requestCancel(tx, job.id, now, causeId)) {
    running.push(job.id)
    return true
  }
  // Read again: an earlier one of the same call may have taken it along.
  if (findJobState(tx, job.id)?.status !== 'queued') return false
  endJob(tx, job.id, job.kind, now, cancelledEnd(causeId))
  releaseDependents(tx, job.id, now)
  return true
}
