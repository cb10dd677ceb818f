// Moves jobs forwards or backwards in the line.
import type { JobPriority } from '../../../shared/jobs/vocabulary.ts'
import type { Refusal } from '../../../shared/views/jobs.ts'
import type { Transaction } from '../../db/database.ts'
import { findJobState } from '../../db/queries/jobs/find-job-state.ts'
import { priorityNumber, readyRank } from '../../db/queries/jobs/ready-rank.ts'
import { setJobTurn } from '../../db/queries/jobs/set-job-turn.ts'
import { queueOf } from '../queue-binding.ts'

/** Gives waiting jobs another priority; answers how many, and which do not wait. What they have waited so far still counts. */
export function setJobPriority(
  tx: Transaction,
  ids: readonly number[],
  priority: JobPriority,
): { changed: number; refused: Refusal[] } {
  const { listener } = queueOf(tx)
  const stored = priorityNumber(priority)
  const refused: Refusal[] = []
  const asked = new Set(ids)
  for (const id of asked) {
    const job = findJobState(tx, id)
    if (job?.status !== 'queued') {
      refused.push({ id, reason: job === undefined ? `There is no job ${id} any more.` : 'It is not waiting any more.' })
      continue
    }
    setJobTurn(tx, id, {
      runAt: job.runAt,
      priority: stored,
      readyRank: job.readyRank === null ? null : readyRank(job.runAt, stored),
    })
    if (job.readyRank !== null) listener?.laneReady(job.lane)
  }
  listener?.jobsChanged()
  return { changed: asked.size - refused.length, refused }
}
