// Moves jobs forwards or backwards in the line.
import type { JobPriority } from '../../../shared/jobs/vocabulary.ts'
import type { Transaction } from '../../db/database.ts'
import { findJobState } from '../../db/queries/jobs/find-job-state.ts'
import { priorityNumber, readyRank } from '../../db/queries/jobs/ready-rank.ts'
import { setJobTurn } from '../../db/queries/jobs/set-job-turn.ts'
import { queueOf } from '../queue-binding.ts'

/** Gives waiting jobs another priority. What they have waited so far still counts. */
export function setJobPriority(tx: Transaction, ids: readonly number[], priority: JobPriority): Record<string, never> {
  const { listener } = queueOf(tx)
  const stored = priorityNumber(priority)
  for (const id of ids) {
    const job = findJobState(tx, id)
    if (job?.status !== 'queued') continue
    setJobTurn(tx, id, {
      runAt: job.runAt,
      priority: stored,
      readyRank: job.readyRank === null ? null : readyRank(job.runAt, stored),
    })
    if (job.readyRank !== null) listener?.laneReady(job.lane)
  }
  listener?.jobsChanged()
  return {}
}
