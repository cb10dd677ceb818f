// Gives ended jobs another try: one, many, or all that failed for the same reason. A flow goes on from the failed step.
import type { Transaction } from '../../db/database.ts'
import { addJobTotal } from '../../db/queries/jobs/add-job-total.ts'
import { findJobState, type JobStateRow, listDraggedBy, listFailedLike } from '../../db/queries/jobs/find-job-state.ts'
import { listParents } from '../../db/queries/jobs/list-dependents.ts'
import { readyRank } from '../../db/queries/jobs/ready-rank.ts'
import { requeueJob } from '../../db/queries/jobs/requeue-job.ts'
import { setJobCause } from '../../db/queries/jobs/set-job-cause.ts'
import { judge } from '../dependents.ts'
import { queueOf } from '../queue-binding.ts'

/**
 * Queues failed and cancelled jobs again, from their last checkpoint and with all attempts before them, and with each the jobs that
 * had ended because of it. A job that ended because of another one is retried by retrying that one. What a failure has let go on
 * (`continue`) does not wait for the new try. Answers how many were queued.
 */
export function retryJobs(tx: Transaction, ids: readonly number[]): { retried: number } {
  let retried = 0
  for (const id of ids) retried += retryJob(tx, id)
  if (retried > 0) queueOf(tx).listener?.jobsChanged()
  return { retried }
}

/** {@link retryJobs} for every failed job of the same kind with the same reason as this one. */
export function retryAllLike(tx: Transaction, id: number): { retried: number } {
  const job = findJobState(tx, id)
  if (!job) return { retried: 0 }
  const like = listFailedLike(tx, job.kind, job.error).map((other) => other.id)
  return retryJobs(tx, [...new Set([id, ...like])])
}

function retryJob(tx: Transaction, id: number): number {
  const job = findJobState(tx, id)
  if (!job || !hasEndedBadly(job)) return 0
  const cause = job.causeId === null ? undefined : findJobState(tx, job.causeId)
  if (cause && hasEndedBadly(cause)) return retryJob(tx, cause.id)
  if (!requeue(tx, job)) return 0
  let retried = 1
  for (const dragged of listDraggedBy(tx, job.id)) if (requeue(tx, dragged)) retried += 1
  return retried
}

function hasEndedBadly(job: JobStateRow): boolean {
  return job.status === 'failed' || job.status === 'cancelled'
}

function requeue(tx: Transaction, job: JobStateRow): boolean {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const verdict = judge(listParents(tx, job.id))
  if (verdict.kind === 'fails' || verdict.kind === 'skipped') {
    // Another job that it needs has ended badly as well: that one holds it back from now on.
    setJobCause(tx, job.id, verdict.causeId)
    return false
  }
  const waitsFor = verdict.kind === 'waits' ? verdict.open : 0
  const turn =
    waitsFor === 0 ? { runAt: now, readyRank: readyRank(now, job.priority) } : { runAt: job.createdAt, readyRank: null }
  // False when a newer job holds the unique key: what was wanted is under way already.
  if (!requeueJob(tx, job.id, { ...turn, waitsFor, attempt: 0, deaths: 0, error: null })) return false
  addJobTotal(tx, job.kind, job.status === 'failed' ? 'failed' : 'cancelled', -1)
  if (waitsFor === 0) listener?.laneReady(job.lane)
  return true
}
