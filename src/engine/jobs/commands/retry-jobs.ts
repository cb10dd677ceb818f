// Gives ended jobs another try: one, many, or all that failed for the same reason. A flow goes on from the failed step.
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Refusal } from '../../../shared/views/jobs.ts'
import type { Transaction } from '../../db/database.ts'
import { addDismissedTotal } from '../../db/queries/jobs/add-dismissed-total.ts'
import { addJobTotal } from '../../db/queries/jobs/add-job-total.ts'
import { findJobState, type JobStateRow, listDraggedBy } from '../../db/queries/jobs/find-job-state.ts'
import { findKeyHolder } from '../../db/queries/jobs/find-unique-job.ts'
import { listParents } from '../../db/queries/jobs/list-dependents.ts'
import { readyRank } from '../../db/queries/jobs/ready-rank.ts'
import { requeueJob } from '../../db/queries/jobs/requeue-job.ts'
import { setJobCause } from '../../db/queries/jobs/set-job-cause.ts'
import { judge } from '../dependents.ts'
import { listFailedForSameReason } from '../list-failed-for-same-reason.ts'
import { queueOf } from '../queue-binding.ts'

/**
 * Queues failed and cancelled jobs again, from their last checkpoint and with all attempts before them, and with each the jobs that
 * had ended because of it. A job that ended because of another one is retried by retrying that one. What a failure has let go on
 * (`continue`) does not wait for the new try. Answers how many were queued, and which of the asked ones were not, and why.
 */
export function retryJobs(tx: Transaction, ids: readonly number[]): { retried: number; refused: Refusal[] } {
  const queued = new Set<number>()
  const refused: Refusal[] = []
  for (const id of new Set(ids)) {
    const reason = retryJob(tx, id, queued)
    if (reason !== null) refused.push({ id, reason })
  }
  if (queued.size > 0) queueOf(tx).listener?.jobsChanged()
  return { retried: queued.size, refused }
}

/** {@link retryJobs} for every failed job of the same kind with the same reason as this one, whatever names and numbers it holds. */
export function retryAllLike(tx: Transaction, id: number): { retried: number; refused: Refusal[] } {
  const job = findJobState(tx, id)
  return retryJobs(tx, job === undefined ? [id] : [id, ...listFailedForSameReason(tx, job)])
}

/** Answers why it could not; null when the job is in `queued` now, with whatever came along. */
function retryJob(tx: Transaction, id: number, queued: Set<number>): string | null {
  if (queued.has(id)) return null
  const job = findJobState(tx, id)
  if (!job) return `There is no job ${id} any more.`
  if (!hasEndedBadly(job)) return job.status === 'completed' ? 'It has finished.' : 'It is waiting or running already.'
  const cause = job.causeId === null ? undefined : findJobState(tx, job.causeId)
  if (cause && hasEndedBadly(cause)) return retryJob(tx, cause.id, queued)
  const reason = requeue(tx, job)
  if (reason !== null) return reason
  queued.add(job.id)
  for (const dragged of listDraggedBy(tx, job.id)) if (requeue(tx, dragged) === null) queued.add(dragged.id)
  return null
}

function hasEndedBadly(job: JobStateRow): boolean {
  return job.status === 'failed' || job.status === 'cancelled'
}

function requeue(tx: Transaction, job: JobStateRow): string | null {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  const verdict = judge(listParents(tx, job.id))
  if (verdict.kind === 'fails' || verdict.kind === 'skipped') {
    // Another job that it needs has ended badly as well: that one holds it back from now on.
    setJobCause(tx, job.id, verdict.causeId)
    return `It needs job ${verdict.causeId}, which has not finished: retry that one.`
  }
  const waitsFor = verdict.kind === 'waits' ? verdict.open : 0
  const turn =
    waitsFor === 0 ? { runAt: now, readyRank: readyRank(now, job.priority) } : { runAt: job.createdAt, readyRank: null }
  if (!requeueJob(tx, job.id, { ...turn, waitsFor, attempt: 0, deaths: 0, error: null })) return describeKeyHolder(tx, job)
  addJobTotal(tx, job.kind, job.status === 'failed' ? 'failed' : 'cancelled', -1)
  if (job.dismissedAt !== null) addDismissedTotal(tx, job.kind, -1)
  if (waitsFor === 0) listener?.laneReady(job.lane)
  return null
}

/** What was wanted of the job is under way already. */
function describeKeyHolder(tx: Transaction, job: JobStateRow): string {
  const holder = findKeyHolder(tx, job.id)
  if (!holder) throw new Error(`job ${job.id} cannot be queued again, and no other holds its key`)
  return `A newer “${jobName(job.kind)}” that does the same is ${holder.status === 'queued' ? 'waiting' : holder.status === 'processing' ? 'running' : 'done'} already: job ${holder.id}.`
}
